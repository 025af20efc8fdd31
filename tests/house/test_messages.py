"""Everything a resident reads is translated, and what is compiled is what was written."""

import re

import polib
import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.utils.translation import gettext, override

from . import ROOT, messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
each_catalogue = pytest.mark.parametrize("path", messages.CATALOGUES, ids=lambda path: path.parts[-3])


def test_there_is_a_chinese_catalogue():
    assert [path.parts[-3] for path in messages.CATALOGUES] == ["zh_Hans"]


@each_catalogue
def test_every_text_that_is_asked_for_is_translated(path):
    translated = {key for key, entry in messages.entries(path).items() if entry.translated()}
    missing = {key: asker for key, asker in messages.asked_for().items() if key not in translated}
    assert not missing, "\n".join(f"{asker.relative_to(ROOT)}: {key}" for key, asker in missing.items())


@each_catalogue
def test_no_translation_is_guessed_or_left_over(path):
    assert [entry.msgid for entry in polib.pofile(str(path)) if entry.fuzzy or entry.obsolete] == []
    assert sorted(key[1] for key in messages.entries(path).keys() - messages.asked_for().keys()) == []


@each_catalogue
def test_a_translation_keeps_the_placeholders_of_its_text(path):
    for entry in messages.entries(path).values():
        for written in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            wanted = {*PLACEHOLDER.findall(entry.msgid), *PLACEHOLDER.findall(entry.msgid_plural or "")}
            assert set(PLACEHOLDER.findall(written)) <= wanted, entry.msgid
            if not entry.msgid_plural:
                assert set(PLACEHOLDER.findall(written)) == wanted, entry.msgid


@each_catalogue
def test_the_compiled_catalogue_says_what_the_source_says(path):
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert messages.translations(compiled) == messages.translations(polib.pofile(str(path)))


def test_texts_are_found_in_templates_and_in_code():
    found = messages.asked_for()
    assert ("service", "Apply for a card") in found  # pgettext_lazy in a model
    assert (None, "Sign out") in found  # {% translate %} in a template


def test_a_text_put_together_at_run_time_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    built = tmp_path / "built.py"
    built.write_text("gettext(f'{number} outlets')")
    with pytest.raises(ValueError, match="whole texts"):
        list(messages._in_file(built))


def test_both_languages_are_really_served():
    with override("zh-hans"):
        assert gettext("Sign out") != "Sign out"
    with override("en"):
        assert gettext("Sign out") == "Sign out"


@pytest.mark.parametrize(
    ("typed", "said"), [("", "请填写这一项。"), ("\0", "含有无法识别的字符，请重新填写。")]
)
def test_what_django_says_of_a_field_is_said_in_our_own_words(typed, said):
    with override("zh-hans"), pytest.raises(ValidationError) as wrong:
        CharField().clean(typed)
    assert wrong.value.messages == [said]
