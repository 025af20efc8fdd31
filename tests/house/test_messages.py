"""Everything a resident reads is translated, and what is compiled is what was written."""

import polib
import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.utils.translation import gettext, override, to_locale

from . import messages

each_catalogue = pytest.mark.parametrize("path", messages.CATALOGUES, ids=messages.language_of)


def test_every_language_of_the_site_but_english_has_a_catalogue(settings):
    folders = {to_locale(code) for code, _ in settings.LANGUAGES} - {"en"}
    assert {messages.language_of(path) for path in messages.CATALOGUES} == folders


@each_catalogue
def test_nothing_is_missing_fuzzy_left_over_or_with_broken_placeholders(path):
    wanted = messages.asked_for(messages.language_of(path))
    found = messages.faults(polib.pofile(str(path)), wanted, messages.asked_for())
    assert not found, "\n".join(found)


def planted(**changes) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.metadata = {"Plural-Forms": "nplurals=1; plural=0;"}
    catalogue.append(polib.POEntry(msgid="Open until %(time)s", msgstr="%(time)sまで営業"))
    catalogue.append(
        polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "%(n)s日"})
    )
    for number, attributes in changes.items():
        for name, value in attributes.items():
            setattr(catalogue[int(number[-1])], name, value)
    return catalogue


TEXTS = {(None, "Open until %(time)s"), (None, "%(n)s day")}


@pytest.mark.parametrize(
    ("fault", "catalogue"),
    [
        ("missing", planted(entry_0={"msgstr": ""})),
        ("missing", planted(entry_1={"msgstr_plural": {}})),
        ("missing", planted(entry_0={"msgctxt": "elsewhere"})),
        ("fuzzy", planted(entry_0={"flags": ["fuzzy"]})),
        ("obsolete", planted(entry_0={"obsolete": True})),
        ("left over", planted(entry_0={"msgid": "Closed until %(time)s"})),
        ("placeholders", planted(entry_0={"msgstr": "営業"})),
        ("placeholders", planted(entry_0={"msgstr": "%(tme)sまで営業"})),
        ("placeholders", planted(entry_1={"msgstr_plural": {0: "%(m)s日"}})),
        ("plural forms", planted(entry_1={"msgstr_plural": {0: "%(n)s日", 1: "%(n)s日"}})),
    ],
)
def test_each_fault_is_found(fault, catalogue):
    assert messages.faults(planted(), TEXTS, TEXTS) == []
    assert any(found.startswith(fault) for found in messages.faults(catalogue, TEXTS, TEXTS))


def test_japanese_and_korean_need_what_residents_read_and_not_what_staff_read():
    found = messages.asked_for("ja")
    assert found.keys() < messages.asked_for().keys()
    assert {
        ("service", "Apply for a card"),
        (None, "To be corrected"),
        (None, "Choose what is wrong."),
    } <= found.keys()
    assert (None, "Waiting for a second person") not in found
    assert (None, "Personal facts, encrypted") not in found


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


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "退出登录"), ("en", "Sign out"), ("ja", "ログアウト"), ("ko", "로그아웃")],
)
def test_each_language_is_really_served(language, said):
    with override(language):
        assert gettext("Sign out") == said


@pytest.mark.parametrize(
    ("typed", "said"), [("", "请填写这一项。"), ("\0", "含有无法识别的字符，请重新填写。")]
)
def test_what_django_says_of_a_field_is_said_in_our_own_words(typed, said):
    with override("zh-hans"), pytest.raises(ValidationError) as wrong:
        CharField().clean(typed)
    assert wrong.value.messages == [said]
