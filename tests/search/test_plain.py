"""The one shape of results, for the API and the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from locator.models import Service
from locator.search.answer import Why
from locator.search.build import build
from locator.search.current import Current
from locator.search.facts import KEPT_AT_MOST, facts_of
from locator.search.plain import plain, plain_json
from locator.search.wording import SENTENCES, say_day, why

from .world import BEIJING, NOON, at, catalogue, origin, outlet, rows, search

OUTLETS = (
    at(
        "a", 100, status="suspended", status_from="2026-07-01", status_until="2026-07-31",
        status_reason="装修", status_reason_en="Building work",
    ),
    at("b", 200, step_free=True, third_generation=True),
    at("c", 300, hours="Mo-Fr 13:00-16:00"),
    outlet("d", latitude=None, longitude=None),
)  # fmt: skip


def answer(language: str = "en", **criteria: Any) -> dict[str, Any]:
    snapshot = catalogue(*OUTLETS)
    with translation.override(language):
        return plain(search(snapshot, start=origin(radius_m=50), **criteria), held(snapshot))


def held(snapshot: Any, *, stale: bool = False) -> Current:
    return Current(snapshot, stale=stale, confirmed_at=NOON - timedelta(seconds=90))


def test_the_origin_says_where_and_how_exact() -> None:
    assert answer()["origin"] == {
        "label": "Somewhere", "latitude": 38.914, "longitude": 121.615, "precision": "landmark",
        "radius_m": 50, "source": "test", "district": "210203", "key": "",
        "kind": "landmark", "remarks": [],
    }  # fmt: skip


def test_a_result_says_what_the_issue_of_a_search_is() -> None:
    first, second, last = answer()["results"]
    assert (first["code"], first["state"], first["next_state"]) == ("b", "open", "closed")
    assert first["distance_m"] == pytest.approx(200, abs=1)
    assert (first["direction"], first["walking_minutes"], first["ferry"]) == ("N", 4, False)
    assert (first["generations"], first["step_free"]) == ([2, 3], True)
    assert (second["state"], second["next_change"]) == ("closed", "2026-07-15T13:00:00+08:00")
    assert (last["code"], last["distance_m"], last["latitude"]) == ("d", None, None)


def test_what_was_passed_over_says_why_and_until_when() -> None:
    (passed,) = answer()["passed_over"]
    assert (passed["code"], passed["reason"], passed["state"]) == ("a", "suspended", "closed")
    assert passed["until"] == "2026-07-31"
    assert passed["sentence"] == "Suspended until 31 July: Building work"


def test_the_answer_says_how_old_it_is() -> None:
    catalogue_part = answer()["catalogue"]
    assert catalogue_part["age_seconds"] == 90
    assert not catalogue_part["stale"]
    assert catalogue_part["changed_at"] == "2026-07-01T08:00:00+08:00"
    assert catalogue_part["calendar_known_until"] == "2026-12-31"


def test_facts_come_in_the_language_of_the_one_who_asks() -> None:
    assert answer("en")["results"][0]["name"] == "Outlet b"
    assert answer("zh-hans")["results"][0]["name"] == "网点b"


def test_sample_data_says_so_in_every_answer() -> None:
    sample = rows(OUTLETS)
    sample = sample._replace(banks=[bank._replace(is_sample=True) for bank in sample.banks])
    snapshot = build(sample)
    with translation.override("en"):
        told = plain(search(snapshot), held(snapshot))
    assert told["sample"] is True
    assert "do not exist" in told["notice"]
    assert answer()["sample"] is False
    assert answer()["notice"] == ""


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "criteria", [{}, {"service": Service.APPLY, "limit": 1}, {"open_at": NOON}, {"bank": "two"}]
)
def test_the_quick_json_says_the_same_as_the_plain_values(language: str, criteria: dict[str, Any]) -> None:
    snapshot = catalogue(*OUTLETS)
    with translation.override(language):
        results = search(snapshot, **criteria)
        assert json.loads(plain_json(results, held(snapshot))) == plain(results, held(snapshot))


def test_facts_are_made_once_and_only_so_many_are_kept() -> None:
    snapshot = catalogue(*OUTLETS)
    first = facts_of(snapshot, snapshot.outlets[0], "en")
    assert facts_of(snapshot, snapshot.outlets[0], "en") is first
    snapshot.made.update({(f"x{n}", "en"): first for n in range(KEPT_AT_MOST)})
    facts_of(snapshot, snapshot.outlets[1], "en")
    assert len(snapshot.made) < KEPT_AT_MOST


def test_an_outlet_may_have_any_code_without_its_facts_being_taken_for_others() -> None:
    snapshot = catalogue(at("standing", 100))
    with translation.override("en"):
        results = search(snapshot)
        for _again in range(2):
            assert json.loads(plain_json(results, held(snapshot))) == plain(results, held(snapshot))


def test_every_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Why)


def test_an_outlet_that_is_closed_then_says_when_it_opens() -> None:
    snapshot = catalogue(at("a", 100, hours="Mo-Fr 09:00-11:00"))
    (passed,) = search(snapshot, open_at=NOON).passed_over
    with translation.override("en"):
        assert why(passed, NOON) == "Closed at that time, opens tomorrow 9:00"


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    day = datetime(2027, 1, 3, tzinfo=BEIJING).date()
    with translation.override("en"):
        assert say_day(day, NOON) == "3 January 2027"
        # In Beijing the year has begun.
        assert say_day(day, datetime(2026, 12, 31, 17, tzinfo=UTC)) == "3 January"
