"""What people read about a state, here in English; the translations are held against their own list."""

from __future__ import annotations

import pytest
from django.utils import translation

from locator.hours import (
    Calendar,
    Cause,
    Override,
    Reason,
    State,
    Status,
    Timetable,
    calendar_note,
    describe,
    is_soon,
    reason_in_words,
    when,
)

from .weeks import PLAIN, at, exception

SPRING = "The public holidays of 2027 are not published yet; hours around Spring Festival are not known"
CLOSED = exception("2026-11-25", "2026-11-26")


def sentence(moment: str, *overrides: Override, week: str = PLAIN) -> str:
    with translation.override("en"):
        return describe(Timetable(week, Calendar.shipped(), overrides).status(at(moment)), at(moment))


def status(state: State, cause: Cause, *, until: str | None = None, then: State | None = None) -> Status:
    return Status(
        state, Reason(cause, "缘由", "the reason"), at(until) if until else None, then, published=True
    )


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-25T10:00", "Open until 16:30"),
        ("2026-11-25T07:00", "Closed, opens 8:30"),
        ("2026-11-25T17:00", "Closed, opens tomorrow 8:30"),
        ("2026-11-27T17:00", "Closed, opens Mon 30 November 8:30"),
        ("2026-10-01T10:00", "Closed (National Day), opens Thu 8 October 8:30"),
        ("2025-12-31T17:00", "Closed, opens Sun 4 January 2026 8:30"),
        ("2026-12-31T17:00", "Closed, not known after tomorrow 8:30"),
        (
            "2027-02-05T10:00",
            "Not known: " + SPRING,
        ),
    ],
)
def test_a_state_is_said_with_its_next_change(moment: str, words: str) -> None:
    assert sentence(moment) == words


def test_an_exception_is_said_with_its_reason() -> None:
    assert sentence("2026-11-25T10:00", CLOSED) == "Closed (stocktaking), opens Fri 27 November 8:30"
    assert sentence("2026-11-25T10:00", exception("2026-11-25")) == "Closed (stocktaking)"


def test_midnight_is_the_end_of_the_day_before() -> None:
    assert sentence("2026-11-25T10:00", week="Mo-Fr 08:00-24:00") == "Open until 24:00"
    with translation.override("en"):
        assert when(at("2026-11-27T00:00"), at("2026-11-25T10:00"), closing=True) == "tomorrow 24:00"
        assert when(at("2026-11-25T13:00"), at("2026-11-25T10:00")) == "today 13:00"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (status(State.OPEN, Cause.WEEK), "Open"),
        (
            status(State.OPEN, Cause.WEEK, until="2026-11-25T12:00", then=State.UNKNOWN),
            "Open until 12:00, not known after that",
        ),
        (status(State.CLOSED, Cause.STRUCK_OFF), "No longer a service point"),
        (status(State.CLOSED, Cause.SUSPENDED), "Suspended (the reason)"),
        (status(State.CLOSED, Cause.MACHINE), "Cannot make cards at present"),
    ],
)
def test_each_cause_has_its_words(given: Status, words: str) -> None:
    with translation.override("en"):
        assert describe(given, at("2026-11-25T10:00")) == words


def test_a_reason_without_english_is_said_in_chinese_rather_than_not_at_all() -> None:
    with translation.override("en"):
        assert reason_in_words(Reason(Cause.EXCEPTION, "盘点")) == "盘点"
        assert reason_in_words(Reason(Cause.EXCEPTION, "盘点", "stocktaking")) == "stocktaking"
    with translation.override("zh-hans"):
        assert reason_in_words(Reason(Cause.EXCEPTION, "盘点", "stocktaking")) == "盘点"


@pytest.mark.parametrize(
    ("moment", "soon"), [("15:29", False), ("15:30", True), ("16:29", True), ("16:30", False)]
)
def test_soon_is_within_the_hour(moment: str, soon: bool) -> None:
    now = at(f"2026-11-25T{moment}")
    assert is_soon(Timetable(PLAIN, Calendar.shipped()).status(now), now) is soon


@pytest.mark.parametrize(
    ("moment", "note"),
    [
        ("2026-11-25T10:00", ""),
        ("2027-03-10T10:00", "Public holidays of 2027 are not published yet"),
        ("2019-03-13T10:00", "Public holidays of 2019 are not on record"),
    ],
)
def test_hours_of_an_unpublished_year_carry_a_note(moment: str, note: str) -> None:
    found = Timetable(PLAIN, Calendar.shipped()).status(at(moment))
    with translation.override("en"):
        assert calendar_note(found, at(moment), at("2026-11-25T10:00")) == note
