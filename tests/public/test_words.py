from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import override

from locator.hours import SHANGHAI, Cause, Reason, State, Status
from locator.hours.day_words import on_day
from locator.hours.words import when
from locator.public import words

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("metres", "chinese", "english"),
    [
        (None, "", ""),
        (3, "不到 10 米", "less than 10 metres"),
        (618, "620 米", "620 metres"),
        (994, "990 米", "990 metres"),
        (996, "1.0 公里", "1.0 kilometres"),
        (1_420, "1.4 公里", "1.4 kilometres"),
        (9_960, "10 公里", "10 kilometres"),
        (23_400, "23 公里", "23 kilometres"),
    ],
)
def test_distances_are_said_in_round_numbers(metres, chinese, english):
    with override("zh-hans"):
        assert words.distance(metres) == chinese
    with override("en"):
        assert words.distance(metres) == english


def test_a_day_carries_its_year_only_where_it_is_not_this_one():
    with override("zh-hans"):
        assert on_day(date(2026, 10, 8)) == "10月8日（周四）"
        assert on_day(date(2027, 1, 1)) == "2027年1月1日（周五）"


def status(state, in_minutes=None, then=None):
    until = None if in_minutes is None else NOW + timedelta(minutes=in_minutes)
    return Status(state, Reason(Cause.WEEK), until, then, published=True)


@pytest.mark.parametrize(
    ("language", "day", "moment", "far"),
    [
        ("zh-hans", "10月8日（周四）", "10月8日（周四）8:30", "1.4 公里"),
        ("en", "Thu 8 October", "Thu 8 October 8:30", "1.4 kilometres"),
        ("ja", "10月8日(木)", "10月8日(木) 8:30", "1.4 km"),
        ("ko", "10월 8일(목)", "10월 8일(목) 8:30", "1.4 km"),
    ],
)
def test_days_times_and_distances_are_said_as_each_language_says_them(language, day, moment, far):
    at = datetime(2026, 10, 8, 8, 30, tzinfo=SHANGHAI)
    with override(language):
        assert on_day(date(2026, 10, 8)) == day
        assert when(at, NOW) == moment
        assert words.distance(1_420) == far


@pytest.mark.parametrize(
    ("given", "mark"),
    [
        (status(State.OPEN, 300, State.CLOSED), "●"),
        (status(State.OPEN, 60, State.CLOSED), "◐"),
        (status(State.OPEN, 61, State.CLOSED), "●"),
        (status(State.CLOSED, 30, State.OPEN), "◐"),
        (status(State.CLOSED, 300, State.OPEN), "○"),
        (status(State.CLOSED), "○"),
        (status(State.UNKNOWN, 30, State.OPEN), "?"),
        (status(State.OPEN, 30, State.UNKNOWN), "●"),
    ],
)
def test_each_state_has_its_mark_and_a_sentence(given, mark):
    said = words.state_words(given, NOW, NOW)
    assert said.mark == mark
    assert said.sentence
