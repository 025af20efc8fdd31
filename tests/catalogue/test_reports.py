"""A report is taken once and answered once, also where two press at the same moment; no person is named."""

import secrets
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.catalogue.form_tokens import new_token, read_token
from locator.catalogue.personal import names_a_person
from locator.catalogue.reports import (
    LENGTH,
    AlreadyAnswered,
    answer,
    due_day,
    report,
)
from locator.catalogue.rules import Refused
from locator.hours import Calendar
from locator.models import Act, Bank, Outlet, Report
from locator.models.references import ALPHABET, new_reference
from tests.thorough import either

TODAY = date(2026, 11, 24)
CALENDAR = Calendar.shipped()


@pytest.fixture
def outlet():
    bank = Bank.objects.create(code="bank", name="银行", short_name="银")
    return Outlet.objects.create(
        code="one", bank=bank, district_id="210204", name="一", address="西安路1号", hours="24/7", source="t"
    )


@pytest.fixture
def people():
    return [User.objects.create(username=name, password="!") for name in ("first", "second")]


def reported(mark="mark", **said):
    return report("one", mark=mark, **{"about": "hours"} | said, today=TODAY, calendar=CALENDAR)


def test_two_presses_at_once_leave_one_report(race, outlet):
    outcomes = race(*[reported] * 4)
    assert sorted(new for _row, new in outcomes) == [False, False, False, True]
    assert len({row.reference for row, _new in outcomes}) == 1
    assert Report.objects.count() == 1


def test_the_race_is_real_without_the_unique_mark(race, outlet):
    looked = Barrier(2)

    def look_then_write():
        if not Report.objects.filter(text="mark").exists():
            looked.wait(timeout=20)
            reported(mark=secrets.token_hex(4), text="mark")

    race(look_then_write, look_then_write)
    assert Report.objects.count() == 2


def test_two_answers_at_once_leave_one_answer(race, outlet, people):
    row, _new = reported()

    def by(person):
        return lambda: answer(row, outcome="corrected", text=person.username, by=person)

    outcomes = race(*(by(person) for person in people))
    assert {type(done) for done in outcomes} == {Act, AlreadyAnswered}
    row.refresh_from_db()
    assert row.answer == row.answered_by_name
    assert Act.objects.count() == 1


def test_the_race_is_real_without_the_swap(race, outlet, people):
    row, _new = reported()
    looked = Barrier(2)

    def look_then_save(person):
        own = Report.objects.get(pk=row.pk)
        assert own.answered_at is None
        looked.wait(timeout=20)
        own.outcome, own.answer, own.answered_at = "corrected", person.username, timezone.now()
        own.save()
        return "won"

    assert race(*(lambda person=person: look_then_save(person) for person in people)) == ["won", "won"]


def test_an_answer_dates_the_check_and_stands_in_the_history(db, outlet, people):
    row, _new = reported()
    act = answer(row, outcome="confirmed", text="核对过\r\n没有错", by=people[0])
    outlet.refresh_from_db()
    row.refresh_from_db()
    assert outlet.checked_on == timezone.localdate()
    assert Outlet.history.filter(act=act).count() == 1
    assert row.answer == "核对过\n没有错"


def test_only_a_report_about_a_service_names_one(db, outlet):
    assert reported(about="phone", service="pin")[0].service == ""
    assert reported("other mark", about="service", service="pin")[0].service == "pin"


def test_a_text_is_measured_as_the_browser_measures_it(db, outlet):
    assert len(reported(text="行\r\n" * 250)[0].text) == 499
    assert reported("nul", text="a\0b")[0].text == "ab"


@pytest.mark.parametrize(
    "text",
    [
        "210204199001011234",
        "21020419900101123X 是我",
        "210204 19900101 123x",
        "我的卡 6222 0212 3456 7890 123",
        "6222-0212-3456-7890",
        "6222021234567890",
        "打我电话13812345678。",
        "138 1234 5678",
        "+8613812345678",
        "+86 138-1234-5678",
        "１３８１２３４５６７８",
    ],
)
def test_a_number_that_belongs_to_a_person_is_refused(text):
    assert names_a_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "电话应为 0411-82634567",
        "82634567 82634568",
        "0411-82634567、0411-82634568",
        "8:30-11:30，13:00-16:30",
        "2026-10-01 至 2026-10-08 休息",
        "应打 4008895588 或 95588",
        "西安路107号3单元201",
        "",
    ],
)
def test_a_number_that_belongs_to_the_outlet_is_not(text):
    assert not names_a_person(text)


def test_a_refused_report_is_not_written(db, outlet):
    with pytest.raises(Refused) as refused:
        reported(about="", text="13812345678")
    assert set(refused.value.errors) == {"about", "text"}
    assert not Report.objects.exists()


@given(st.integers(0, 1200))
def test_the_due_day_is_the_fifth_day_on_which_people_work(days):
    today = date(2024, 1, 1) + timedelta(days=days)
    due = due_day(today, CALENDAR)
    assert timedelta(days=5) <= due - today <= timedelta(days=20)
    special = CALENDAR.day(due)
    assert special.kind == "workday" if special else due.weekday() < 5


def test_a_make_up_sunday_counts_and_a_holiday_does_not():
    # 2025: National Day until 8 October; Sunday 28 September and Saturday 11 October are worked.
    assert due_day(date(2025, 9, 26), CALENDAR) == date(2025, 10, 10)


def test_a_reference_has_no_letters_that_look_alike():
    assert not set("01O5SIL") & set(ALPHABET)
    assert {len(new_reference(LENGTH)) for _ in range(50)} == {LENGTH}
    assert len({new_reference(LENGTH) for _ in range(500)}) == 500


@settings(max_examples=either(30, 1_500))
@given(st.text(max_size=60))
def test_no_text_that_was_not_given_out_is_a_token(text):
    assert read_token(text, "report", "one") is None


def test_a_token_is_for_one_form_of_one_outlet():
    token = new_token("report", "one")
    assert read_token(token, "report", "one")
    assert read_token(token, "visit", "one") is None
    assert read_token(token, "report", "two") is None


@pytest.mark.parametrize("text", ["请联系张三 13800138000", "证号 210204199001011234 已核对"])
def test_an_answer_names_no_person_for_everybody_with_the_reference_reads_it(db, outlet, people, text):
    row, _new = reported()
    with pytest.raises(Refused) as refused:
        answer(row, outcome="corrected", text=text, by=people[0])
    assert list(refused.value.errors) == ["answer"]
    row.refresh_from_db()
    assert row.answered_at is None
    answer(row, outcome="corrected", text="电话已改为 0411-82634567", by=people[0])
