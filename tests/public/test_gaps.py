"""Pages are written once with gaps: filled, they are what the template writes at once."""

from dataclasses import replace

import pytest
from django.core.cache import caches
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from locator.public import answered
from locator.public.forms import SearchForm
from locator.public.gaps import FIRST, MOST, Outline, Written, gap
from locator.search.current import current

SEARCHES = [
    {},
    {"service": "apply"},
    {"service": "report-loss", "limit": "20"},
    {"open_at": "now", "step_free": "true"},
    {"open_at": "at", "open_time": "2026-11-24T10:00"},
    {"district": "210224", "generation": "3"},
    {"view": "simple", "at": "2"},
]
words = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=20)


@given(st.lists(words, min_size=1, max_size=MOST + 1))
def test_a_text_is_filled_where_its_gaps_stand(texts):
    values = [f"<{number}>" for number in range(len(texts) - 1)]
    text = texts[0] + "".join(gap(number) + text for number, text in enumerate(texts[1:]))
    assert Written(text).filled(*values) == texts[0] + "".join(
        value + text for value, text in zip(values, texts[1:], strict=True)
    )


def test_no_text_has_more_gaps_than_there_are_characters_for():
    assert gap(MOST - 1) == chr(FIRST + MOST - 1)
    with pytest.raises(ValueError, match="at most"):
        gap(MOST)


@pytest.mark.parametrize("asked", SEARCHES)
def test_a_page_with_its_gaps_filled_is_what_the_template_writes_at_once(chinese, monkeypatch, asked):
    sites = [chinese, *(replace(chinese, prefix=prefix) for prefix in ("/en", "/ja", "/ko"))]
    in_each = [each.search("西安路", **asked).source for each in sites]
    assert in_each == [each.search("西安路", **asked).source for each in sites]
    monkeypatch.setattr(
        Outline, "__init__", lambda self, name, known: setattr(self, "_template", get_template(name).template)
    )
    monkeypatch.setattr(Outline, "filled", lambda self, page: self._template.render(Context(dict(page))))
    current().snapshot.outlines.clear()
    assert in_each == [each.search("西安路", **asked).source for each in sites]
    # Outlines of this kind are of no use to other tests.
    current().snapshot.outlines.clear()


def test_nothing_typed_is_kept_with_the_outlines_of_pages(site):
    for asked in SEARCHES:
        assert site.search("西安路107号", **asked).status_code == 200
    kept = current().snapshot.outlines
    assert kept
    for shape, outline in kept.items():
        assert "西安路" not in repr(shape) + str(outline)
        assert "2026-11-24T10:00" not in repr(shape) + str(outline)
    assert not any("西安路" in str(value) for value in caches["fragments"]._cache.values())


def test_what_is_typed_beside_the_choices_makes_no_new_outline(site):
    def ask(minute):
        page = site.search("西安路", open_at="at", open_time=f"{' ' * 500}2026-11-24T10:0{minute}")
        assert f'value="2026-11-24T10:0{minute}"' in page.source

    ask(0)
    before = set(current().snapshot.outlines)
    ask(1)
    ask(2)
    assert set(current().snapshot.outlines) == before


def test_no_more_outlines_are_kept_than_there_is_room_for(site, monkeypatch):
    monkeypatch.setattr(answered, "KEPT_AT_MOST", 3)
    for district in [*current().snapshot.districts][:5]:
        assert site.search("西安路", district=district).status_code == 200
        assert len(current().snapshot.outlines) <= 3


def test_a_choice_sent_in_odd_letters_is_shown_as_it_was_understood(site):
    odd = site.search("西安路", service="ａｐｐｌｙ").source
    assert '<option value="apply" selected>' in odd
    assert '<option value="apply" selected>' in site.search("西安路", service="apply").source


def test_an_outline_sees_nothing_but_what_it_is_given(site):
    outline = Outline(
        "partials/time_fields.html", {"form": SearchForm(snapshot=current().snapshot, now=timezone.now())}
    )
    assert 'value=""' in outline.filled({"form": {"open_time": {"value": ""}}})
    assert 'value="&lt;b&gt;"' in outline.filled({"form": {"open_time": {"value": "<b>"}}})
    assert "b&gt;" not in str(outline)
