"""A resident says what is wrong, the bank answers, the resident reads it; without an account."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from locator.catalogue.form_tokens import new_token, read_token
from locator.catalogue.reports import LENGTH, due_day
from locator.hours import Calendar
from locator.models import Act, Outlet, RateCounter, Report
from locator.models.references import new_reference
from locator.search.current import forget

from .conftest import words

CODE = "sample-a-02"
PAGE = f"/en/outlets/{CODE}/report/"
DAY = timedelta(days=1)


def send(browser=None, token=None, **values):
    browser = browser or Client()
    sound = {"token": token or new_token("report", CODE), "about": "phone", "text": "打不通"}
    return browser.post(PAGE, sound | values)


@pytest.fixture
def reported(sample, db):
    send()
    return Report.objects.get()


def test_a_resident_reports_and_reads_the_answer_by_reference(clerk, as_):
    browser = Client()
    page = browser.get(PAGE)
    token = re.search(r'name="token" value="([^"]+)"', page.text)[1]
    receipt = browser.post(PAGE, {"token": token, "about": "phone", "text": "打不通"})
    reference = re.search(r"[2-9A-Y]{4}-[2-9A-Y]{4}", words(receipt))[0]
    assert not browser.cookies

    before = words(browser.post("/en/reports/", {"reference": reference}))
    assert "has not answered yet" in before
    row = Report.objects.get()
    as_(clerk).post(f"/staff/reports/{row.pk}/", {"outcome": "corrected", "answer": "已改正"})
    after = words(browser.post("/en/reports/", {"reference": f" {reference.lower()} "}))
    assert "已改正" in after
    assert Outlet.objects.get(code=CODE).checked_on == timezone.localdate()
    forget()
    assert "after a report" in words(browser.get(f"/en/outlets/{CODE}/"))


def test_a_second_press_names_the_first_report(sample, db):
    token = new_token("report", CODE)
    first, second = send(token=token), send(token=token)
    assert Report.objects.count() == 1
    assert words(first) == words(second)


REFUSED = [
    ({"about": ""}, "Choose what is wrong"),
    ({"about": "phone; drop"}, "Choose what is wrong"),
    ({"about": "service"}, "Choose the service"),
    ({"about": "other", "text": " "}, "Say what is wrong"),
    ({"text": "x" * 501}, "at most 500"),
    ({"text": "我的号码是 138 1234 5678"}, "leave out identity"),
    ({"text": "11010519491231002X"}, "leave out identity"),
    ({"token": "made up"}, "press the button once more"),
]


def test_what_cannot_be_taken_is_refused_and_keeps_what_was_typed(sample, db):
    unsaid = []
    for values, said in REFUSED:
        answer = send(**values)
        if answer.status_code != 422 or said not in words(answer) or Report.objects.exists():
            unsaid.append((values, answer.status_code))
    assert unsaid == []


def test_a_token_is_believed_for_some_hours_only(time_machine):
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    token = new_token("report", CODE)
    assert read_token(token, "report", CODE)
    time_machine.move_to("2026-11-24T22:00:00+08:00", tick=False)
    assert read_token(token, "report", CODE) is None


@pytest.mark.usefixtures("within_one_hour")
def test_the_sixth_report_of_an_hour_is_asked_to_wait(sample, db):
    answers = [send(REMOTE_ADDR="10.0.0.9").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert Report.objects.count() == 5
    assert "10.0.0.9" not in "".join(RateCounter.objects.values_list("key", flat=True))


def test_a_reference_that_is_none_has_one_answer(reported):
    for typed in ("", "7K3M", "7K3M-XW42", "x" * 5000):
        answer = Client().post("/en/reports/", {"reference": typed})
        assert answer.status_code == 404
        assert "There is no report with this reference" in words(answer)


@pytest.mark.usefixtures("within_one_hour")
def test_references_are_not_guessed_by_trying(reported):
    answers = [
        Client().post("/reports/", {"reference": new_reference(LENGTH)}).status_code for _ in range(12)
    ]
    assert answers[-1] == 429


def test_an_outlet_that_is_not_there_has_no_report(sample, db):
    assert Client().get("/outlets/none/report/").status_code == 404


def test_the_second_answer_is_told_of_the_first(reported, clerk, manager, as_):
    page = f"/en/staff/reports/{reported.pk}/"
    as_(clerk).post(page, {"outcome": "confirmed", "answer": "核对过"})
    answer = as_(manager).post(page, {"outcome": "corrected", "answer": "改了"}, follow=True)
    assert "Somebody else was faster" in words(answer)
    assert Report.objects.get().answer == "核对过"


def test_an_answer_needs_an_outcome_and_words(reported, clerk, as_):
    answer = as_(clerk).post(f"/en/staff/reports/{reported.pk}/", {"outcome": "great", "answer": " "})
    assert answer.status_code == 422
    assert "Choose one from the list" in words(answer)
    assert "Write what was found" in words(answer)
    assert Report.objects.get().answered_at is None


def test_what_is_not_understood_is_no_check(reported, clerk, as_):
    as_(clerk).post(f"/staff/reports/{reported.pk}/", {"outcome": "unclear", "answer": "请说明"})
    assert Outlet.objects.get(code=CODE).checked_on is None


def test_another_banks_reports_are_not_there(reported, stranger, as_):
    page = f"/staff/reports/{reported.pk}/"
    assert as_(stranger).get(page).status_code == 404
    assert as_(stranger).post(page, {"outcome": "corrected", "answer": "改了"}).status_code == 404
    assert "打不通" not in words(as_(stranger).get("/staff/reports/"))
    assert Report.objects.get().answered_at is None


def test_the_due_day_skips_weekends_and_holidays():
    calendar = Calendar.shipped()
    assert str(due_day(timezone.datetime(2026, 11, 24).date(), calendar)) == "2026-12-01"
    assert str(due_day(timezone.datetime(2026, 9, 30).date(), calendar)) > "2026-10-11"


@pytest.mark.usefixtures("no_looks")
def test_the_list_asks_as_many_questions_for_many_as_for_few(clerk, as_):
    browser = as_(clerk)

    def asked(number):
        for at in range(number):
            Report.objects.create(
                reference=new_reference(LENGTH), token=f"{number}-{at}", outlet_id=CODE, about="hours",
                due_on=timezone.localdate(),
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/staff/reports/").status_code == 200
        return len(queries)

    browser.get("/staff/reports/")
    assert asked(1) == asked(15)


def test_those_of_one_outlet_are_listed_where_its_task_leads(reported, clerk, stranger, as_):
    Report.objects.create(
        reference="R2", token="t2", outlet_id="sample-a-03", about="hours", due_on=timezone.localdate()
    )
    said = words(as_(clerk).get(f"/en/staff/reports/?outlet={CODE}"))
    assert "Telephone" in said
    assert "Opening hours" not in said
    assert as_(stranger).get(f"/staff/reports/?outlet={CODE}").status_code == 404


def test_a_report_past_its_day_is_marked_and_comes_first(reported, clerk, as_):
    Report.objects.create(
        reference="R2", token="t2", outlet_id=CODE, about="hours", due_on=timezone.localdate() - DAY
    )
    said = words(as_(clerk).get("/en/staff/reports/"))
    assert said.index("overdue since") < said.index("due by")


def test_answered_reports_are_on_pages_of_their_own(reported, clerk, as_):
    as_(clerk).post(f"/staff/reports/{reported.pk}/", {"outcome": "corrected", "answer": "已改正"})
    assert "Every report has been answered" in words(as_(clerk).get("/en/staff/reports/"))
    assert "Put right · clerk" in words(as_(clerk).get("/en/staff/reports/?answered=1"))


FIELDS = [
    ("hours", "hours/#id_hours"),
    ("phone", "edit/contact/#id_phones"),
    ("address", "edit/address/#id_address"),
    ("service", "edit/services/#id_pin.available"),
    ("access", "edit/accessibility/#id_step_free"),
    ("closed", "close/"),
]


def test_a_report_leads_to_the_field_that_mends_it(reported, clerk, as_):
    browser = as_(clerk)
    for about, field in FIELDS:
        Report.objects.update(about=about, service="pin" if about == "service" else "")
        page = browser.get(f"/en/staff/reports/{reported.pk}/").text
        assert f'href="/en/staff/outlets/{CODE}/{field}"' in page, about


def test_the_history_says_in_chinese_that_a_report_was_answered(reported, clerk, as_):
    browser = as_(clerk)
    browser.post(f"/staff/reports/{reported.pk}/", {"outcome": "confirmed", "answer": "核对过"})
    for page in ("/staff/history/", f"/staff/history/{Act.objects.get().pk}/"):
        said = words(browser.get(page))
        assert "已答复群众反映" in said
        assert "report answered" not in said
