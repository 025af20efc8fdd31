import re

import pytest
from django.core.cache import caches

DALIAN = {"latitude": "38.9140", "longitude": "121.6325"}
PLACES = {
    "empty": "",
    "blank": "   ",
    "long": "路" * 10_000,
    "emoji": "😀😀",
    "control": "西安\x00路",
    "sql": "'; DROP TABLE locator_outlet; --",
    "tokyo": "东京塔",
}
WHERE = {
    "swapped": ("latitude", {"latitude": "121.6325", "longitude": "38.9140"}),
    "nan": ("latitude", {"latitude": "nan", "longitude": "121.6"}),
    "out of range": ("latitude", {"latitude": "95", "longitude": "121.6"}),
    "words": ("latitude", {"latitude": "north", "longitude": "121.6"}),
    "half": ("latitude", {"latitude": "38.9"}),
    "sea": ("latitude", {"latitude": "37.8", "longitude": "122.9"}),
    "tokyo": ("latitude", {"latitude": "35.68", "longitude": "139.69"}),
    "datum": ("datum", DALIAN | {"datum": "mars"}),
}
WHAT = {
    "service": ("service", "juggle"),
    "bank": ("bank", "nobody"),
    "card bank": ("card_bank", "nobody"),
    "district": ("district", "440105"),
    "generation": ("generation", "9"),
    "step-free": ("step_free", "perhaps"),
    "limit 0": ("limit", "0"),
    "limit -1": ("limit", "-1"),
    "limit 10^9": ("limit", "1000000000"),
    "limit abc": ("limit", "abc"),
    "time": ("open_at", "soonish"),
}


def refuses(page, field):
    said = ('class="error-summary"', f'data-field="{field}"')
    return page.status_code == 422 and all(part in page.source for part in said)


def assert_refused(page, field):
    assert refuses(page, field)


def not_refusing(pages):
    """Return the names of those pages that do not refuse with their field."""
    return [name for name, (page, field) in pages.items() if not refuses(page, field)]


def test_an_address_that_cannot_be_used_is_answered_with_what_to_do(site):
    pages = {name: site.search(place) for name, place in PLACES.items()}
    assert not_refusing({name: (page, "place") for name, page in pages.items()}) == []
    assert [name for name, page in pages.items() if 'aria-invalid="true"' not in page.source] == []


def test_a_position_that_cannot_be_used_names_its_field(site):
    pages = {name: (site.search(**values), field) for name, (field, values) in WHERE.items()}
    assert not_refusing(pages) == []


def test_a_choice_that_does_not_exist_names_its_field(site):
    pages = {name: (site.search("西安路", **{field: value}), field) for name, (field, value) in WHAT.items()}
    assert not_refusing(pages) == []


def test_a_time_that_does_not_parse_names_the_field_of_the_time(site):
    assert_refused(site.search("西安路", open_at="at", open_time="tomorrow"), "open_time")
    assert_refused(site.search("西安路", open_at="at", open_time=""), "open_time")


def test_every_mistake_is_told_at_once(site):
    page = site.search("西安路", service="juggle", bank="nobody", limit="0")
    for field in ("service", "bank", "limit"):
        assert f'data-field="{field}"' in page.source


def test_what_was_typed_stays_in_the_box(site):
    assert 'value="东京塔"' in site.search("东京塔").source


def test_what_was_typed_is_escaped(site):
    assert "<script>alert" not in site.search("<script>alert(1)</script>").source


def test_errors_lead_to_fields_that_are_on_the_page(site):
    page = site.search("", service="juggle", card_bank="nobody", district="1", latitude="x")
    for target in re.findall(r'<a href="#([a-z_]+)" data-field', page.source):
        assert f'id="{target}"' in page.source, target


@pytest.mark.parametrize("moment", ["1912-02-12T10:00", "2190-06-01T10:00"])
def test_past_and_far_off_times_are_answered(site, moment):
    assert site.search("西安路", open_at="at", open_time=moment).status_code == 200


def test_a_bad_filter_in_a_shared_link_is_refused_in_words(site):
    assert_refused(site.get(f"/near/{xian_lu(site)}/?service=juggle"), "service")


def xian_lu(site):
    return next(row["key"] for row in site.post("/suggest/", q="西安路").json()["suggestions"] if row["key"])


@pytest.mark.parametrize("field", ["limit", "choice"])
def test_a_number_of_thousands_of_digits_is_no_fault_of_the_site(site, field):
    assert site.search("新华街道", **{field: "0" * 5000 + "5"}).status_code in {200, 422}


def test_what_is_typed_beside_the_choices_is_kept_in_no_part_of_a_page(site):
    site.search("西安路")
    before = set(caches["fragments"]._cache)
    for minute in range(3):
        page = site.search("西安路", open_at="at", open_time=f"{' ' * 5000}2026-11-24T10:0{minute}")
        assert page.status_code == 200
        assert f'value="2026-11-24T10:0{minute}"' in page.source
    assert set(caches["fragments"]._cache) == before
