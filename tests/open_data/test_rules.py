"""Hours as rules: whoever repeats them as RFC 5545 says has the timetable, no more and no less."""

from datetime import date, time, timedelta

import pytest
from dateutil.rrule import FR, MO, SA, SU, TH, TU, WE, WEEKLY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.hours import Calendar, Cause, Override, Reason, State, Timetable
from locator.hours.weekly import DAY, Week, to_expression
from locator.open_data.hsds import schedule
from locator.open_data.rules import days_of, rules_of
from tests.thorough import either

WEEKDAYS = {"MO": MO, "TU": TU, "WE": WE, "TH": TH, "FR": FR, "SA": SA, "SU": SU}
A_MONDAY = date(2026, 9, 7)


@st.composite
def spans(draw):
    """Return up to two spans of a day, in order and apart."""
    edges = draw(st.lists(st.integers(0, DAY), min_size=0, max_size=4, unique=True).map(sorted))
    return tuple(zip(edges[0::2], edges[1::2], strict=False))


WEEKS = st.tuples(*[spans()] * 7).map(Week)
DAYS = st.integers(0, 60).map(lambda number: A_MONDAY + timedelta(days=number))


@st.composite
def overrides(draw):
    """Return days on which other hours hold, or none."""
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 12)))
    hours = draw(st.sampled_from(["", "09:00-12:00", "09:00-12:00,13:00-15:00", "00:00-24:00"]))
    return Override(first, last, hours, Reason(Cause.EXCEPTION, "装修", "building work"))


def minutes(text):
    assert text.endswith("+08:00")
    hour, minute = map(int, text.removesuffix("+08:00").split(":"))
    return hour * 60 + minute


def repeated(rules):
    """Repeat rules with a reader of RFC 5545 that is not ours; return the open minutes of each day."""
    found = {}
    for rule in rules:
        row = schedule(rule, ("test",))
        days = rrule(
            WEEKLY,
            dtstart=date.fromisoformat(row["dtstart"]),
            until=date.fromisoformat(row["until"]),
            interval=row["interval"],
            wkst=WEEKDAYS[row["wkst"]],
            byweekday=[WEEKDAYS[name] for name in row["byday"].split(",")],
        )
        for moment in days:
            day = moment.date()
            assert row["valid_from"] <= day.isoformat() <= row["valid_to"]
            if "opens_at" in row:
                found.setdefault(day, []).append((minutes(row["opens_at"]), minutes(row["closes_at"])))
            else:
                found.setdefault(day, []).append("unknown")
    return found


def told(timetable, first_day, days):
    """Return what the timetable itself says of each minute of each day."""
    found = {}
    for part in timetable.intervals(first_day, days):
        day = part.start.date()
        start = part.start.hour * 60 + part.start.minute
        end = DAY if part.end.date() != day else part.end.hour * 60 + part.end.minute
        if part.state is State.OPEN:
            found.setdefault(day, set()).update(range(start, end))
    return found


def opened(repeats):
    """Return the minutes in which repeated rules are open, each day once."""
    found = {}
    for day, parts in repeats.items():
        for part in parts:
            if part != "unknown":
                already = found.setdefault(day, set())
                assert not already & set(range(*part)), "two rules tell of the same minute"
                already.update(range(*part))
    return found


@settings(max_examples=either(50, 2_000))
@given(week=WEEKS, laid_over=st.lists(overrides(), max_size=3), first=DAYS)
def test_the_rules_repeated_are_the_timetable(week, laid_over, first):
    timetable = Timetable(to_expression(week), Calendar.shipped(), tuple(laid_over))
    assert opened(repeated(rules_of(timetable, first))) == told(timetable, first, 92)


@given(week=WEEKS)
def test_a_week_from_which_nothing_departs_is_one_rule_a_span(week):
    calendar = Calendar(frozenset({2026}), {})  # a year without a holiday
    rules = rules_of(Timetable(to_expression(week), calendar), A_MONDAY, 28)
    assert all(rule.regular for rule in rules)
    assert {rule.span for rule in rules} == {span for spans in week.days for span in spans}
    for rule in rules:
        assert rule.weekdays == tuple(n for n, spans in enumerate(week.days) if rule.span in spans)


def test_a_holiday_ends_a_rule_and_another_begins_after_it():
    timetable = Timetable("Mo-Fr 09:00-17:00", Calendar.shipped())
    rules = rules_of(timetable, date(2026, 9, 28), 21)
    assert [(rule.first_day, rule.last_day, rule.regular) for rule in rules] == [
        (date(2026, 9, 28), date(2026, 9, 30), True),
        (date(2026, 10, 8), date(2026, 10, 9), True),
        (date(2026, 10, 10), date(2026, 10, 10), False),  # a Saturday that is worked instead
        (date(2026, 10, 11), date(2026, 10, 18), True),
    ]


def test_hours_that_nobody_can_tell_yet_are_neither_open_nor_closed():
    timetable = Timetable("Mo-Fr 09:00-17:00", Calendar.shipped())
    days = days_of(timetable, date(2026, 12, 30), 5)
    assert [day.unknown for day in days] == [False, False, True, True, True]
    rule = next(rule for rule in rules_of(timetable, date(2026, 12, 30), 5) if rule.span is None)
    row = schedule(rule, ("test",))
    assert "opens_at" not in row
    assert "请先致电" in row["notes"]


def test_hours_over_midnight_belong_to_both_days_and_midnight_is_24():
    timetable = Timetable("Fr 22:00-02:00", Calendar.shipped())
    rules = rules_of(timetable, A_MONDAY, 7)
    rows = [schedule(rule, ("test",)) for rule in rules]
    assert {(row["byday"], row["opens_at"], row["closes_at"]) for row in rows} == {
        ("FR", "22:00+08:00", "24:00+08:00"),
        ("SA", "00:00+08:00", "02:00+08:00"),
    }


def test_other_hours_in_another_season_are_other_rules():
    timetable = Timetable("Mo-Fr 09:00-17:00; Oct-Dec Mo-Fr 09:00-16:30", Calendar.shipped())
    ends = {rule.span[1] for rule in rules_of(timetable, A_MONDAY, 60) if rule.span}
    assert ends == {17 * 60, 16 * 60 + 30}
    assert opened(repeated(rules_of(timetable, A_MONDAY, 60))) == told(timetable, A_MONDAY, 60)


@pytest.mark.parametrize("wrong", [time(9), time(16)])
def test_the_comparison_can_fail(wrong):
    right = Timetable("Mo-Fr 09:00-17:00", Calendar.shipped())
    other = Timetable(f"Mo-Fr {wrong:%H:%M}-16:59", Calendar.shipped())
    assert opened(repeated(rules_of(other, A_MONDAY))) != told(right, A_MONDAY, 92)
