"""The week's table and the expression are two ways to say the same."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.hours.weekly import DAY, Week, clock, from_expression, read_time, to_expression
from locator.models.expression import read_hours
from tests.thorough import either

MONDAY = date(2026, 11, 23)


@st.composite
def spans(draw):
    bounds = sorted(
        draw(st.sets(st.integers(0, DAY // 5), max_size=4).filter(lambda found: len(found) % 2 == 0))
    )
    return tuple((start * 5, end * 5) for start, end in zip(bounds[::2], bounds[1::2], strict=True))


weeks = st.builds(Week, st.tuples(*[spans()] * 7))


@given(weeks)
def test_a_week_comes_back_from_its_expression(week):
    assert from_expression(to_expression(week)) == week


@settings(max_examples=either(50, 2_000))
@given(weeks)
def test_the_expression_is_open_exactly_when_the_table_says(week):
    expression = read_hours(to_expression(week))
    for number, day in enumerate(week.days):
        midnight = datetime.combine(MONDAY + timedelta(days=number), time())
        for start, end in day:
            assert expression.is_open(midnight + timedelta(minutes=start))
            assert expression.is_open(midnight + timedelta(minutes=end - 1))
        covered = {minute for start, end in day for minute in range(start, end)}
        for minute in range(0, DAY, 5):
            assert expression.is_open(midnight + timedelta(minutes=minute)) == (minute in covered)


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("Mo-Fr 08:30-16:30", "Mo-Fr 08:30-16:30"),
        ("Mo-Fr 8:30-11:30, 13:00-16:30; Sa 09:00-12:00; Su off",
         "Mo-Fr 08:30-11:30,13:00-16:30; Sa 09:00-12:00"),
        ("Mo-Su 09:00-16:30; We off", "Mo-Tu,Th-Su 09:00-16:30"),
        ("Sa-Mo 09:00-12:00", "Mo,Sa-Su 09:00-12:00"),
        ("24/7", "Mo-Su 00:00-24:00"),
        ("09:00-17:00", "Mo-Su 09:00-17:00"),
        ("off", "off"),
    ],
)  # fmt: skip
def test_what_others_wrote_becomes_a_table(text, expression):
    assert to_expression(from_expression(text)) == expression


@pytest.mark.parametrize(
    "text",
    ["", "Mo-Fr 08:30-16:30; PH off", "Mo-Fr 22:00-02:00", "Oct 01 off", "Mo-Fr 08:30+", "sunrise-sunset",
     'Mo-Fr 08:30-16:30 "午休"', "Mo 09:00-12:00,11:00-13:00",
     "Mo 9:00-10:00,10:30-11:00,12:00-13:00,14:00-15:00",
     "Mo[1] 09:00-12:00", "Mo 25:00-26:00", "unknown"],
)  # fmt: skip
def test_what_a_table_cannot_show_stays_text(text):
    assert from_expression(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("8:30", 510), ("08:30", 510), ("8：30", 510), ("８：３０", 510), ("830", 510), ("0830", 510),
     ("8点半", 510),
     ("8点30分", 510), ("8.30", 510), (" 8 : 30 ", 510), ("17", 1020), ("17点", 1020), ("24:00", 1440),
     ("0:00", 0),
     ("16时30分", 990)],
)  # fmt: skip
def test_times_are_read_as_clerks_type_them(text, minutes):
    assert read_time(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "25:00", "24:01", "8:60", "eight", "8:30pm", "-1", "8:30-9:30", "99999"]
)
def test_what_is_no_time_is_not_guessed(text):
    assert read_time(text) is None


@given(st.integers(0, DAY))
def test_a_time_comes_back_from_the_clock(minutes):
    assert read_time(clock(minutes)) == minutes


@pytest.mark.parametrize(
    "days",
    [((),) * 6, (((540, 500),), *[()] * 6), (((0, 60), (60, 90)), *[()] * 6), (((0, 1500),), *[()] * 6)],
)
def test_a_week_that_is_none_cannot_be_built(days):
    with pytest.raises(ValueError, match=r"seven days|spans"):
        Week(days)
