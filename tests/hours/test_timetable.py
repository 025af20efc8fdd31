"""What an outlet's hours are at a moment: ordinary days, the edges of them, and the layers above."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest

from locator.hours import Calendar, Cause, HoursError, Override, Reason, State, Status, Timetable

from .weeks import PLAIN, at, exception

CALENDAR = Calendar.shipped()
LUNCH = "Mo-Fr 08:30-12:00,13:00-16:30; Sa 09:00-12:00"


def said(week: str, moment: str, *overrides: Override) -> Status:
    return Timetable(week, CALENDAR, overrides).status(at(moment))


def test_an_outlet_is_open_from_its_opening_time_and_closed_at_its_closing_time() -> None:
    assert said(PLAIN, "2026-11-25T08:29:59.999999").state is State.CLOSED
    assert said(PLAIN, "2026-11-25T08:30").state is State.OPEN
    assert said(PLAIN, "2026-11-25T16:29:59.999999").state is State.OPEN
    assert said(PLAIN, "2026-11-25T16:30").state is State.CLOSED


def test_at_lunch_it_is_closed_until_the_afternoon() -> None:
    lunch = said(LUNCH, "2026-11-25T12:00")
    assert (lunch.state, lunch.until, lunch.next_state) == (State.CLOSED, at("2026-11-25T13:00"), State.OPEN)


def test_closing_on_the_eve_of_a_holiday_lasts_until_the_holiday_is_over() -> None:
    eve = said(PLAIN, "2026-09-30T17:00")
    assert (eve.reason.cause, eve.until) == (Cause.WEEK, at("2026-10-08T08:30"))


def test_a_holiday_is_closed_and_named_in_both_languages() -> None:
    holiday = said(PLAIN, "2026-10-01T10:00")
    assert (holiday.state, holiday.reason) == (
        State.CLOSED,
        Reason(Cause.HOLIDAY, "国庆节", "National Day"),
    )


def test_a_saturday_inside_a_holiday_is_closed_too() -> None:
    assert said(LUNCH, "2026-10-03T10:00").reason.cause is Cause.HOLIDAY
    assert said(LUNCH, "2026-10-17T10:00").state is State.OPEN


def test_a_make_up_workday_keeps_the_weekday_hours() -> None:
    afternoon = said(LUNCH, "2026-10-10T14:00")
    assert (afternoon.state, afternoon.reason.cause) == (State.OPEN, Cause.WORKDAY)
    assert afternoon.until == at("2026-10-10T16:30")


@pytest.mark.parametrize("week", ["off", "Sa-Su 09:00-12:00"])
def test_an_outlet_without_weekday_hours_stays_closed_on_a_make_up_workday(week: str) -> None:
    assert said(week, "2026-10-10T10:00").state is State.CLOSED


def test_weekdays_that_differ_give_a_make_up_workday_their_commonest_hours() -> None:
    week = "Mo 10:00-11:00; Tu-Th 09:00-12:00; Fr 10:00-11:00"
    assert said(week, "2026-10-10T11:30").state is State.OPEN


def test_a_make_up_workday_in_winter_keeps_winter_hours() -> None:
    week = "Apr-Oct Mo-Fr 08:30-17:00; Nov-Mar Mo-Fr 08:30-16:00"
    assert said(week, "2026-02-28T16:30").state is State.CLOSED
    assert said(week, "2026-05-09T16:30").state is State.OPEN


def test_the_year_turns_without_a_seam() -> None:
    new_years_eve = said("24/7", "2025-12-31T23:59")
    assert (new_years_eve.until, new_years_eve.next_state) == (at("2026-01-01T00:00"), State.CLOSED)
    assert said(PLAIN, "2025-12-31T17:00").until == at("2026-01-04T08:30")  # a Sunday, worked


def test_a_stretch_over_midnight_belongs_to_both_days() -> None:
    night = said("Mo-Fr 22:00-26:00", "2026-11-25T23:00")
    assert (night.state, night.until) == (State.OPEN, at("2026-11-26T02:00"))
    assert said("Mo-Fr 22:00-26:00", "2026-11-28T01:00").state is State.OPEN  # Friday's, on a Saturday


def test_hours_that_mention_public_holidays_decide_about_them() -> None:
    assert said("Mo-Fr 08:30-16:30; PH 09:00-12:00", "2026-10-01T10:00").state is State.OPEN
    assert said("Mo-Fr 08:30-16:30; PH 09:00-12:00", "2026-10-01T14:00").state is State.CLOSED
    assert said("Mo-Fr 08:30-16:30; PH off", "2026-10-01T10:00").state is State.CLOSED
    assert said("Mo-Fr,PH 08:30-16:30", "2026-10-03T10:00").state is State.OPEN
    assert said("Mo-Fr 08:30-16:30; PH Mo-Fr 10:00-11:00", "2026-10-03T10:30").state is State.CLOSED
    assert said('Mo-Fr 08:30-16:30 "no PH"', "2026-10-01T10:00").state is State.CLOSED


def test_an_outlet_that_is_open_all_day_closes_on_holidays_only() -> None:
    always = said("24/7", "2026-11-25T10:00")
    assert (always.state, always.until) == (State.OPEN, at("2027-01-01T00:00"))


def test_a_comment_in_the_week_is_the_reason() -> None:
    by_appointment = said('Mo-Fr 09:00-17:00 || unknown "by appointment"', "2026-11-28T10:00")
    assert (by_appointment.state, by_appointment.reason.text) == (State.UNKNOWN, "by appointment")


@pytest.mark.parametrize("text", ['装修"内部"', "off; 24/7", "#1, || \\", "一\n二"])
def test_a_reason_may_hold_any_characters(text: str) -> None:
    assert said(PLAIN, "2026-11-25T10:00", exception("2026-11-25", "2026-11-25", text=text)).reason == Reason(
        Cause.EXCEPTION, text, "stocktaking", date(2026, 11, 25)
    )


def test_an_exception_with_hours_is_the_reason_for_the_closed_part_too() -> None:
    short = exception("2026-11-25", "2026-11-25", "09:00-12:00")
    assert said(PLAIN, "2026-11-25T10:00", short).state is State.OPEN
    afternoon = said(PLAIN, "2026-11-25T14:00", short)
    assert (afternoon.state, afternoon.reason.cause) == (State.CLOSED, Cause.EXCEPTION)
    assert said(PLAIN, "2026-11-26T14:00", short).reason.cause is Cause.WEEK


def test_an_exception_opens_an_outlet_on_a_holiday() -> None:
    assert said(PLAIN, "2026-10-02T10:00", exception("2026-10-02", "2026-10-03", "09:00-12:00")).state is (
        State.OPEN
    )


def test_of_two_overrides_the_later_wins() -> None:
    closed, short = (
        exception("2026-11-20", "2026-11-30"),
        exception("2026-11-25", "2026-11-25", "10:00-11:00"),
    )
    assert said(PLAIN, "2026-11-25T10:30", closed, short).state is State.OPEN
    assert said(PLAIN, "2026-11-25T10:30", short, closed).state is State.CLOSED


def test_until_further_notice_has_no_end_in_sight() -> None:
    for_good = said(PLAIN, "2026-11-25T10:00", exception("2026-11-01"))
    assert (for_good.state, for_good.until, for_good.next_state) == (State.CLOSED, None, None)


def test_a_change_beyond_the_horizon_is_not_in_sight_and_one_before_it_is() -> None:
    far, near = exception("2026-11-25", "2028-01-31"), exception("2026-11-25", "2027-11-30")
    assert said("Mo-Su 09:00-10:00", "2026-11-25T09:30", far).until is None
    assert said("Mo-Su 09:00-10:00", "2026-11-25T09:30", near).until == at("2027-12-01T09:00")


def test_a_moment_without_a_zone_is_refused() -> None:
    timetable = Timetable(PLAIN, CALENDAR)
    timetable.status(at("2026-11-25T10:00"))
    with pytest.raises(ValueError, match="zone"):
        timetable.status(datetime(2026, 11, 25, 10))  # noqa: DTZ001
    with pytest.raises(ValueError, match="years"):
        timetable.status(datetime.max.replace(tzinfo=UTC))


def test_any_zone_is_read_as_the_same_moment() -> None:
    assert said(PLAIN, "2026-11-25T10:00") == Timetable(PLAIN, CALENDAR).status(
        datetime(2026, 11, 25, 2, tzinfo=UTC)
    )


@pytest.mark.parametrize("year", [1, 1900, 1950, 1988, 2150, 2200, 9999])
def test_past_and_far_off_times_are_answered_and_marked(year: int) -> None:
    for week in (PLAIN, "Jan-Dec Mo-Fr 08:30-16:30"):
        wednesday = next(date(year, 3, day) for day in range(10, 17) if date(year, 3, day).weekday() == 2)
        status = said(week, f"{wednesday.isoformat()}T10:00")
        assert (status.state, status.published) == (State.OPEN, False)
        assert said(week, f"{year:04}-12-31T23:59").state is State.CLOSED


def test_the_answer_is_kept_until_its_interval_ends_and_no_longer() -> None:
    timetable = Timetable(PLAIN, CALENDAR)
    first = timetable.status(at("2026-11-25T10:00"))
    assert timetable.status(at("2026-11-25T16:29")) is first
    assert timetable.status(at("2026-11-25T16:30")).state is State.CLOSED
    assert timetable.status(at("2026-11-25T08:29")).state is State.CLOSED
    assert timetable.status(at("2026-11-25T11:00")) is first


def test_threads_that_share_a_timetable_get_the_answers_that_one_gets_alone() -> None:
    moments = [at("2026-09-20T00:00") + timedelta(hours=5 * n) for n in range(200)]
    alone = [Timetable(LUNCH, CALENDAR).status(moment) for moment in moments]
    shared = Timetable(LUNCH, CALENDAR)
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: [shared.status(moment) for moment in moments], range(16)):
            assert found == alone


def test_the_week_table_shows_the_plain_week() -> None:
    morning, afternoon = (time(8, 30), time(12)), (time(13), time(16, 30))
    week = Timetable(LUNCH, CALENDAR, (exception("2026-01-01"),)).week()
    assert week == ((morning, afternoon),) * 5 + (((time(9), time(12)),), ())
    assert Timetable("24/7", CALENDAR).week()[0] == ((time(0), time(0)),)


def test_the_week_table_follows_the_season_asked_for() -> None:
    timetable = Timetable("Apr-Oct Mo-Fr 08:30-17:00; Nov-Mar Mo-Fr 08:30-16:00", CALENDAR)
    assert timetable.week(date(2026, 7, 1))[0] == ((time(8, 30), time(17)),)
    assert timetable.week(date(2026, 12, 9))[0] == ((time(8, 30), time(16)),)


@pytest.mark.parametrize("days", [0, -1, 801])
def test_a_preview_of_no_days_or_too_many_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="1 to 800"):
        Timetable(PLAIN, CALENDAR).intervals(date(2026, 11, 25), days)


def test_an_override_with_unreadable_hours_is_refused() -> None:
    with pytest.raises(HoursError):
        Timetable(PLAIN, CALENDAR, (exception("2026-11-25", "2026-11-25", "nine to five"),))
