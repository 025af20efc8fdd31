"""An administrator and a clerk at one outlet: the second to save is shown what the first has saved."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from locator.catalogue.editing import edit
from locator.catalogue.exceptions import add_exception, change_exception, remove_exception
from locator.models import Act, HoursException, Outlet

from .test_admin import LIST, form_of, rows_of

MARCH = {"first_day": date(2027, 3, 1), "last_day": date(2027, 3, 2), "hours": "09:00-11:00"}
APRIL = {"first_day": date(2027, 4, 1), "last_day": date(2027, 4, 1), "hours": ""}


@pytest.fixture
def clerk(db: None) -> Any:
    return get_user_model().objects.create_user("clerk", password=None)


@pytest.fixture
def outlet(administrator: Any) -> Outlet:
    rows_of(1)
    return Outlet.objects.get()


@pytest.fixture
def page(outlet: Outlet) -> str:
    return f"{LIST}{outlet.code}/change/"


def again(answer: Any) -> dict[str, str]:
    """Return what a browser would send from a page that was refused."""
    assert answer.status_code == 409
    return form_of(answer)


def test_telephones_that_a_clerk_has_changed_meanwhile_are_not_put_back(administrator, clerk, outlet, page):
    sent = form_of(administrator.get(page))
    edit(outlet.code, {"phones": ["0411-82634567"]}, by=clerk, seen=None)
    answer = administrator.post(page, sent | {"notice": "停电"})
    assert "0411-82634567" in re.search(r"<ins>|class=\"overtaken\".*?</table>", answer.text, re.DOTALL)[0]
    assert "clerk" in answer.text
    assert Outlet.objects.get().notice == ""
    assert Act.objects.count() == 1
    assert administrator.post(page, again(answer)).status_code == 302
    found = Outlet.objects.get()
    assert (found.notice, found.phones) == ("停电", ["0411-82634567"])


def test_what_both_have_typed_is_decided_by_the_second_who_has_seen_it(administrator, clerk, outlet, page):
    sent = form_of(administrator.get(page))
    edit(outlet.code, {"phones": ["12345"], "step_free": True}, by=clerk, seen=None)
    answer = administrator.post(page, sent | {"phones": "95588", "hearing_loop": "true"})
    assert administrator.post(page, again(answer)).status_code == 302
    found = Outlet.objects.get()
    assert (found.phones, found.step_free, found.hearing_loop) == (["95588"], True, True)


def test_a_service_that_a_clerk_has_changed_stays_as_changed(administrator, clerk, outlet, page):
    sent = form_of(administrator.get(page))
    theirs = {"pin.available": False, "pin.note": "下月恢复", "apply.suspended_from": date(2027, 1, 4),
              "apply.suspension_reason": "换机器"}  # fmt: skip
    edit(outlet.code, theirs, by=clerk, seen=None)
    answer = administrator.post(page, sent | {"notice": "停电"})
    assert administrator.post(page, again(answer)).status_code == 302
    pin, apply = (outlet.offers.get(service=service) for service in ("pin", "apply"))
    assert (pin.available, pin.note, apply.suspended_from) == (False, "下月恢复", date(2027, 1, 4))
    assert Outlet.objects.get().notice == "停电"


def test_days_of_both_are_kept(administrator, clerk, outlet, page):
    row = add_exception(outlet.code, **MARCH, reason="盘点", by=clerk)
    sent = form_of(administrator.get(page)) | {"exceptions-0-reason": "年终盘点"}
    change_exception(row.pk, {"last_day": date(2027, 3, 9)}, by=clerk)
    add_exception(outlet.code, **APRIL, reason="停电", by=clerk)
    answer = administrator.post(page, sent)
    assert administrator.post(page, again(answer)).status_code == 302
    found = [(one.reason, one.last_day) for one in HoursException.objects.order_by("first_day")]
    assert found == [("年终盘点", date(2027, 3, 9)), ("停电", date(2027, 4, 1))]


@pytest.mark.parametrize(("typed", "left"), [({}, []), ({"exceptions-0-reason": "我写的话"}, ["我写的话"])])
def test_days_that_were_taken_out_come_back_only_where_somebody_wrote_on_them(
    administrator, clerk, outlet, page, typed, left
):
    row = add_exception(outlet.code, **MARCH, reason="盘点", by=clerk)
    sent = form_of(administrator.get(page)) | typed
    remove_exception(row.pk, by=clerk)
    answer = administrator.post(page, sent)
    assert "盘点" in answer.text
    assert administrator.post(page, again(answer)).status_code == 302
    assert [one.reason for one in HoursException.objects.all()] == left


def test_a_tick_to_delete_days_is_kept(administrator, clerk, outlet, page):
    add_exception(outlet.code, **MARCH, reason="盘点", by=clerk)
    sent = form_of(administrator.get(page)) | {"exceptions-0-DELETE": "on"}
    edit(outlet.code, {"phones": ["12345"]}, by=clerk, seen=None)
    answer = administrator.post(page, sent)
    assert administrator.post(page, again(answer)).status_code == 302
    assert not HoursException.objects.exists()


def test_a_page_without_a_mark_of_its_own_saves_nothing(administrator, outlet, page):
    sent = form_of(administrator.get(page)) | {"notice": "停电"}
    for seen in ("", "1.2", "x.y.z", "9.9.9"):
        answer = administrator.post(page, sent | {"seen": seen})
        assert answer.status_code == 409, seen
        assert Outlet.objects.get().notice == "", seen
        assert again(answer)["notice"] == "停电", seen


def test_nonsense_in_the_place_of_rows_breaks_nothing(administrator, clerk, outlet, page):
    sent = form_of(administrator.get(page)) | {"offers-TOTAL_FORMS": "many", "exceptions-TOTAL_FORMS": "-1"}
    edit(outlet.code, {"phones": ["12345"]}, by=clerk, seen=None)
    assert administrator.post(page, sent).status_code == 409
