"""The pages of proposals and of the history, as each role meets them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locator.catalogue.editing import edit
from locator.catalogue.exceptions import add_exception, remove_exception
from locator.models import Act, Outlet, Proposal

from .conftest import words

CODE = "sample-a-01"


@pytest.fixture
def proposal(clerk):
    return edit(CODE, {"address": "某路 1 号", "phones": ["12345"]}, by=clerk, seen=None).proposal


def address():
    return Outlet.objects.values_list("address", flat=True).get(code=CODE)


def test_old_and_new_stand_side_by_side(proposal, manager, as_):
    said = words(as_(manager).get(f"/en/staff/proposals/{proposal.pk}/"))
    assert address() in said
    assert "某路 1 号" in said
    assert "Accept" in said


def test_the_proposer_may_take_it_back_but_not_accept(proposal, clerk, as_):
    browser = as_(clerk)
    said = words(browser.get(f"/en/staff/proposals/{proposal.pk}/"))
    assert "Accept:" not in said
    assert browser.post(f"/staff/proposals/{proposal.pk}/accept/").status_code == 404
    assert browser.post(f"/staff/proposals/{proposal.pk}/withdraw/").status_code == 302
    assert Proposal.objects.get().state == "withdrawn"


def test_a_manager_accepts_and_undoes_with_one_press_each(proposal, manager, as_):
    before, browser = address(), as_(manager)
    page = browser.post(f"/staff/proposals/{proposal.pk}/accept/", follow=True)
    assert page.status_code == 200
    assert address() == "某路 1 号"
    act = Proposal.objects.get().act
    assert f"/staff/history/{act.pk}/undo/" in page.text
    browser.post(f"/staff/history/{act.pk}/undo/")
    assert address() == before


def test_a_refusal_without_a_reason_names_the_field(proposal, manager, as_):
    browser = as_(manager)
    page = browser.post(f"/en/staff/proposals/{proposal.pk}/refuse/", {"reason": " "})
    assert page.status_code == 422
    assert "Say why" in words(page)
    assert Proposal.objects.get().state == "waiting"
    browser.post(f"/staff/proposals/{proposal.pk}/refuse/", {"reason": "门牌不对"})
    assert "门牌不对" in words(browser.get(f"/staff/proposals/{proposal.pk}/"))


def test_the_second_to_decide_is_told_of_the_first(proposal, manager, administrator, as_):
    as_(manager).post(f"/staff/proposals/{proposal.pk}/refuse/", {"reason": "门牌不对"})
    page = as_(administrator).post(f"/en/staff/proposals/{proposal.pk}/accept/", follow=True)
    assert "Somebody else was faster" in words(page)
    assert address() != "某路 1 号"


def test_a_proposal_that_is_outdated_shows_what_is_there_now(proposal, manager, as_):
    Outlet.objects.filter(code=CODE).update(address="某路 9 号")
    page = as_(manager).post(f"/en/staff/proposals/{proposal.pk}/accept/")
    assert page.status_code == 409
    assert "某路 9 号" in words(page)


def test_a_proposal_about_an_outlet_that_is_gone_says_so(proposal, manager, as_):
    Outlet.objects.filter(code=CODE).delete()
    page = as_(manager).post(f"/en/staff/proposals/{proposal.pk}/accept/")
    assert page.status_code == 409
    assert f"There is no outlet {CODE} any more." in words(page)


def test_another_banks_proposal_and_history_are_not_there(proposal, stranger, as_):
    browser, act = as_(stranger), Act.objects.get()
    assert browser.get(f"/staff/proposals/{proposal.pk}/").status_code == 404
    assert browser.post(f"/staff/proposals/{proposal.pk}/withdraw/").status_code == 404
    assert browser.get(f"/staff/history/{act.pk}/").status_code == 404
    assert browser.post(f"/staff/history/{act.pk}/undo/").status_code == 404
    assert browser.get(f"/staff/history/?outlet={CODE}").status_code == 404
    assert "12345" not in words(browser.get("/staff/history/"))
    assert Proposal.objects.get().state == "waiting"


def test_the_history_says_who_changed_what(proposal, clerk, as_):
    said = words(as_(clerk).get("/en/staff/history/"))
    assert "clerk" in said
    assert "Telephone numbers: 12333 → 12345" in said


def test_a_later_change_is_kept_when_facts_are_put_back(clerk, manager, as_):
    row = edit(CODE, {"phones": ["12345"]}, by=clerk, seen=None).act
    edit(CODE, {"landmark_note": "二楼"}, by=manager, seen=None)
    browser = as_(clerk)
    page = browser.post(f"/en/staff/history/{row.pk}/undo/")
    assert page.status_code == 409
    assert "manager" in words(page)
    browser.post(f"/staff/history/{row.pk}/put-back/{CODE}/")
    outlet = Outlet.objects.get(code=CODE)
    assert (outlet.phones, outlet.landmark_note) == (["12333"], "二楼")


def test_what_a_second_person_accepted_a_clerk_does_not_undo(proposal, clerk, manager, as_):
    as_(manager).post(f"/staff/proposals/{proposal.pk}/accept/")
    act = Proposal.objects.get().act
    assert as_(clerk).post(f"/staff/history/{act.pk}/undo/").status_code == 404


@pytest.mark.usefixtures("no_looks")
@pytest.mark.parametrize("path", ["/staff/history/", "/staff/proposals/"])
def test_lists_ask_as_many_questions_for_many_as_for_few(clerk, as_, path):
    browser = as_(clerk)
    codes = list(Outlet.objects.filter(bank="sample-a").values_list("code", flat=True))

    def asked(number):
        edit(codes[0], {"phones": [f"0411-8234567{number}"]}, by=clerk, seen=None)
        edit(codes[number % len(codes)], {"address": f"某路 {number} 号"}, by=clerk, seen=None)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        return len(queries)

    browser.get(path)  # the first answer of a worker reads the catalogue as well
    few = asked(1)
    for number in range(2, 6):
        many = asked(number)
    assert many == few


def test_the_history_tells_days_that_came_and_went(clerk, as_):
    march = {"first_day": date(2027, 3, 1), "last_day": date(2027, 3, 2), "hours": "09:00-11:00"}
    row = add_exception(CODE, **march, reason="盘点", by=clerk)
    said = words(as_(clerk).get("/en/staff/history/"))
    assert "added" in said
    assert "Hours: 09:00-11:00" in said
    remove_exception(row.pk, by=clerk)
    said = words(as_(clerk).get(f"/en/staff/history/{Act.objects.latest('id').pk}/"))
    assert "taken out" in said
    assert "Reason: 盘点" in said
    assert "→" not in said


def test_each_outlet_of_an_act_is_put_back_with_one_press(clerk, manager, as_):
    row = edit(CODE, {"phones": ["12345"], "pin.note": "x", "apply.note": "y"}, by=clerk, seen=None).act
    edit(CODE, {"phones": ["95588"]}, by=manager, seen=None)
    page = as_(clerk).post(f"/en/staff/history/{row.pk}/undo/")
    assert page.text.count(f"/put-back/{CODE}/") == 1
