"""From strings to criteria: every mistake is found at once and named by its field."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from locator.models import Service
from locator.search.criteria import Arrival, Criteria, Generation
from locator.search.parse import BadCriteria, Unreadable, read_criteria, read_moment
from locator.search.snapshot import Snapshot

from .world import BEIJING, NOON, catalogue


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return catalogue()


FIELDS = ("service", "bank", "card_bank", "district", "generation", "step_free", "open_at", "limit")


def test_every_field_is_read(snapshot: Snapshot) -> None:
    values = dict(zip(FIELDS, ("pin", "one", "two", "210203", "3", "true", "now", "5"), strict=True))
    assert read_criteria(values, snapshot, NOON) == Criteria(
        service=Service.PIN, bank="one", card_bank="two", district="210203",
        generation=Generation.THIRD, step_free=True, open_at=NOON, limit=5,
    )  # fmt: skip


@pytest.mark.parametrize("values", [{}, dict.fromkeys(FIELDS, ""), dict.fromkeys(FIELDS, "  ")])
def test_what_is_empty_was_not_asked(snapshot: Snapshot, values: dict[str, str]) -> None:
    assert read_criteria(values, snapshot, NOON) == Criteria()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *(
            ("limit", text)
            for text in ("0", "-1", "1000000000", "abc", "1e2", "5.0", "１０１", "1_0", "+5", "NaN")
        ),
        *(("service", text) for text in ("PIN", "pin ;", "unknown", "申领")),
        *(("bank", text) for text in ("three", "'; DROP TABLE", "One")),
        *(("card_bank", text) for text in ("three", "\x00")),
        *(("district", text) for text in ("999999", "沙河口区", "2102")),
        *(("generation", text) for text in ("1", "4", "third", "2.0")),
        *(("step_free", text) for text in ("maybe", "2", "真")),
        *(
            ("open_at", text)
            for text in ("later", "2026-13-01T10:00", "2026-10-10", "10:00", "2026-10-10T25:00")
        ),
        *(("open_at", text) for text in ("1899-12-31T23:59", "2201-01-01T00:00", "9999-12-31T23:59-12:00")),
        *(("open_at", text) for text in ("0001-01-01T00:00+23:00", "2200-12-31T23:00-08:00", "😀" * 5000)),
    ],
)
def test_what_cannot_be_understood_is_an_error_of_its_field(
    snapshot: Snapshot, field: str, text: str
) -> None:
    with pytest.raises(BadCriteria) as caught:
        read_criteria({field: text}, snapshot, NOON)
    assert list(caught.value.errors) == [field]
    assert text not in str(caught.value)


def test_all_mistakes_are_told_at_once(snapshot: Snapshot) -> None:
    with pytest.raises(BadCriteria) as caught:
        read_criteria(dict.fromkeys(FIELDS, "?"), snapshot, NOON)
    assert set(caught.value.errors) == set(FIELDS)


def test_the_errors_say_what_to_do(snapshot: Snapshot) -> None:
    with translation.override("en"), pytest.raises(BadCriteria) as caught:
        read_criteria({"limit": "0", "service": "x"}, snapshot, NOON)
    assert caught.value.errors["limit"] == "Give a whole number from 1 to 100."
    assert "report-loss" in caught.value.errors["service"]


@pytest.mark.parametrize(
    ("text", "step_free"), [("true", True), ("YES", True), ("1", True), ("false", False), ("0", False)]
)
def test_step_free_takes_yes_and_no(snapshot: Snapshot, text: str, step_free: bool) -> None:
    assert read_criteria({"step_free": text}, snapshot, NOON).step_free is step_free


def test_full_width_digits_are_digits(snapshot: Snapshot) -> None:
    assert read_criteria({"limit": "１２"}, snapshot, NOON).limit == 12


def test_arrival_is_a_time_of_its_own(snapshot: Snapshot) -> None:
    assert read_criteria({"open_at": "arrival"}, snapshot, NOON).open_at is Arrival.ON_FOOT


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-10T10:00", "2026-10-10 10:00", "2026-10-10T10:00:00", "2026-10-10T10:00+08:00",
        "2026-10-10T02:00Z", "2026-10-10T10:00 08:00", "2026-10-10T10:00:00.000+0800", " 2026-10-10t10:00 ",
        "2026-10-09T19:00-07:00",
    ],
)  # fmt: skip
def test_a_time_is_beijing_time_unless_it_names_its_zone(text: str) -> None:
    assert read_moment(text) == datetime(2026, 10, 10, 10, 0, tzinfo=BEIJING)


def test_past_and_far_off_times_are_times() -> None:
    assert read_moment("1900-01-01T00:00").year == 1900
    assert read_moment("2200-12-31T23:59").year == 2200


@given(st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_time_that_is_written_out_is_read_back(moment: datetime) -> None:
    assert abs(read_moment(moment.isoformat()) - moment) < timedelta(microseconds=1)


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_is_refused(text: str) -> None:
    with contextlib.suppress(Unreadable):
        assert read_moment(text).tzinfo is BEIJING


EMPTY = catalogue()


def mistakes(values: dict[str, str]) -> set[str]:
    try:
        read_criteria(values, EMPTY, NOON)
    except BadCriteria as bad:
        return set(bad.errors)
    return set()


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=12)))
def test_any_values_are_criteria_or_are_refused_by_field(values: dict[str, str]) -> None:
    assert mistakes(values) <= set(values)
