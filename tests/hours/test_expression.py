"""Texts that are hours, and texts that are not: the reader is told where."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from locator.hours import HoursError, State
from locator.hours.expression import DAY, Expression, read
from locator.models.validators import validate_hours

WORDS = ["Mo-Fr", "Sa", "PH", "08:30-16:30", "22:00-26:00", ",", ";", "||", "off", "24/7", "Jan", "week 1"]
WORDS += ["2026", '"a"', '"', "+", "[1]", "easter", "sunrise", "99:99", "Feb 29", "unknown", " ", "周一"]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Mo-Fr 08:30-25:99", 16),
        ("nine to five", 1),
        ("Mo-Fr 08:30-16:30; Xx 09:00-12:00", 20),
        ("Mo-Fr 08:30-", 13),
        ("周一到周五 08:30-16:30", 1),
        ("", 1),
        ("   ", 1),
        ("Mo-Fr 08:30-16:30; PH -1 day off", 20),
    ],
)
def test_bad_hours_are_refused_with_the_place(text: str, position: int) -> None:
    with pytest.raises(HoursError) as refused:
        read(text)
    assert refused.value.position == position
    assert refused.value.where


def test_hours_of_immoderate_length_are_refused() -> None:
    with pytest.raises(HoursError, match="1000"):
        read("Mo-Fr 08:30-16:30; " * 60)


def test_the_editor_of_an_outlet_is_shown_where_the_text_fails() -> None:
    validate_hours("Mo-Fr 08:30-16:30")
    with pytest.raises(ValidationError) as refused:
        validate_hours("Mo-Fr 08:30-16:30; ab 09:00")
    assert "ab 09:00" in str(refused.value.messages)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join) | st.text(max_size=40))
def test_any_text_is_either_refused_or_fills_its_days_exactly(text: str) -> None:
    try:
        expression = Expression(text)
    except HoursError:
        return
    for day in (date(1, 1, 1), date(1900, 1, 1), date(2024, 2, 29), date(2026, 12, 31), date(9999, 12, 31)):
        for spans in (expression.plain(day), expression.holiday(day), expression.workday(day)):
            assert spans[0].start == 0
            assert spans[-1].end == DAY
            assert all(earlier.end == later.start for earlier, later in pairwise(spans))


def test_outlets_with_the_same_hours_share_one_reading() -> None:
    assert read("Mo-Fr 08:30-16:30") is read("Mo-Fr 08:30-16:30")


def test_hours_that_change_with_the_season_are_read_day_by_day() -> None:
    summer = read("Jul-Aug Mo-Fr 08:00-12:00; 2026 Jul 15 off")
    assert summer.plain(date(2026, 7, 14))[1].state is State.OPEN
    assert summer.plain(date(2026, 7, 15))[0].state is State.CLOSED
    assert len(summer.plain(date(2026, 9, 1))) == 1


def test_days_worked_out_are_kept_in_bounded_number() -> None:
    summer = Expression("Jul-Aug Mo-Fr 08:00-12:00")
    for ordinal in range(date(2020, 1, 1).toordinal(), date(2024, 1, 1).toordinal()):
        summer.plain(date.fromordinal(ordinal))
    assert len(summer._dated) <= 500
