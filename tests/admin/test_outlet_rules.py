"""What the portal refuses the administration refuses too, at the same field."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from locator.models import Act, HoursException, Offer, Outlet

from .test_admin import LIST, form_of, rows_of

DAYS = {
    "exceptions-TOTAL_FORMS": "2",
    "exceptions-0-first_day": "2027-03-01",
    "exceptions-0-last_day": "2027-03-05",
    "exceptions-0-service": "",
    "exceptions-0-reason": "盘点",
    "exceptions-1-first_day": "2027-03-05",
    "exceptions-1-last_day": "2027-03-08",
    "exceptions-1-service": "",
    "exceptions-1-reason": "装修",
}


@pytest.fixture
def outlet(administrator: Any) -> Outlet:
    rows_of(1)
    return Outlet.objects.get()


def sent(browser: Any, outlet: Outlet, **fields: str) -> Any:
    page = f"{LIST}{outlet.code}/change/"
    return browser.post(page, form_of(browser.get(page)) | fields)


def errors(answer: Any) -> set[str]:
    """Return the names of the fields that something is wrong with."""
    assert answer.status_code == 200
    forms = [answer.context["adminform"].form]
    forms += [form for s in answer.context["inline_admin_formsets"] for form in s.formset.forms]
    return {form.add_prefix(name) for form in forms for name in form.errors}


def test_a_day_that_has_not_come_is_no_day_of_verifying(administrator: Any, outlet: Outlet) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert errors(sent(administrator, outlet, verified_on=tomorrow.isoformat())) == {"verified_on"}


def test_a_suspension_has_a_first_day_and_ends_after_it(administrator: Any, outlet: Outlet) -> None:
    until = {"offers-0-suspended_until": "2027-01-05"}
    assert errors(sent(administrator, outlet, **until)) == {"offers-0-suspended_from"}
    turned = until | {"offers-0-suspended_from": "2027-02-01", "offers-0-suspension_reason": "x"}
    assert errors(sent(administrator, outlet, **turned)) == {"offers-0-suspended_until"}
    assert not Act.objects.exists()


def test_text_is_kept_in_one_line(administrator: Any, outlet: Outlet) -> None:
    answer = sent(administrator, outlet, **{"notice": " 今日\t停电 ", "offers-0-note": "带\u2028身份证"})
    assert answer.status_code == 302
    outlet.refresh_from_db()
    assert outlet.notice == "今日 停电"
    assert Offer.objects.exclude(note="").get().note == "带 身份证"


def test_what_no_longer_means_anything_goes_with_its_fact(administrator: Any, outlet: Outlet) -> None:
    Outlet.objects.update(notice="停电", notice_en="No power", notice_until=date(2027, 1, 1))
    assert sent(administrator, outlet, notice="").status_code == 302
    outlet.refresh_from_db()
    assert (outlet.notice_en, outlet.notice_until) == ("", None)


def test_days_that_overlap_are_refused(administrator: Any, outlet: Outlet) -> None:
    assert errors(sent(administrator, outlet, **DAYS)) == {"exceptions-1-first_day"}
    assert not HoursException.objects.exists()
    apart = DAYS | {"exceptions-1-first_day": "2027-03-06"}
    assert sent(administrator, outlet, **apart).status_code == 302
    assert HoursException.objects.count() == 2


def test_days_of_two_services_do_not_overlap(administrator: Any, outlet: Outlet) -> None:
    assert sent(administrator, outlet, **(DAYS | {"exceptions-1-service": "apply"})).status_code == 302


def test_days_do_not_end_before_they_start(administrator: Any, outlet: Outlet) -> None:
    turned = DAYS | {"exceptions-0-last_day": "2027-02-01"}
    assert errors(sent(administrator, outlet, **turned)) == {"exceptions-0-last_day"}


def test_what_was_saved_is_in_the_history_with_the_way_back(administrator: Any, outlet: Outlet) -> None:
    sent(administrator, outlet, notice="停电")
    page = administrator.get(f"{LIST}{outlet.code}/history/")
    assert page.status_code == 200
    assert f"/staff/history/{Act.objects.get().pk}/" in page.text
    assert administrator.get(f"{LIST}nowhere/history/").status_code == 302
