"""A clerk's way through the portal in a real browser, and what a resident sees of it a moment later."""

from datetime import date

import pytest
from playwright.sync_api import expect

from locator.models import Outlet, Proposal, Report, Role
from tests.thorough import one_in

from .conftest import PHONE_AND_SCREEN, assert_accessible, assert_fits, follow, look_over

CODE = "sample-a-02"
WAYS = [(360, True), (360, False), (1280, False), (1280, True)]
OUTLET = f"/en/staff/outlets/{CODE}/"
# Every other one has a form of its own kind; those in between are fields one below the other.
GROUPS = [
    "services",
    "cards",
    "accessibility",
    "notice",
    "suspension",
    "contact",
    "address",
    "remark",
    "suspend-pin",
]


@pytest.mark.long
@pytest.mark.parametrize(("width", "script"), one_in(4, WAYS))
def test_a_machine_marked_as_down_is_down_on_the_residents_page(sign_in, open_page, looks, width, script):
    resident = open_page(f"/en/outlets/{CODE}/", width=width)
    expect(resident.locator("main")).not_to_contain_text("out of order")
    clerk = sign_in(width=width, script=script)
    follow(clerk.locator(f'a.button[href="{OUTLET}"]'))
    follow(clerk.get_by_role("button", name="The machine is down since today"))
    expect(clerk.get_by_role("status").first).to_contain_text("Card machine down since")
    resident.reload()
    expect(resident.locator("main")).to_contain_text("the machine has been out of order since")


@pytest.mark.long
def test_the_pages_of_the_portal_fit_and_keep_nobody_out(sign_in):
    Outlet.objects.filter(code=CODE).update(machine_down_since=date(2026, 1, 5), verified_on=None)
    Report.objects.create(reference="R1", token="t", outlet_id=CODE, about="phone", due_on=date(2026, 1, 9))
    page = sign_in(Role.MANAGER)
    change(page, "address", "name", "示例银行甲新名网点")
    paths = ["/staff/", "/en/staff/verify/", "/en/staff/new-outlet/", OUTLET, f"{OUTLET}close/"]
    forms = [f"{OUTLET}edit/{group}/" for group in one_in(2, GROUPS)]
    look_over(page, [*paths, *forms], prefixes=[""], elsewhere=["/en/staff/"])
    assert Proposal.objects.exists()


def change(page, group, field, value):
    page.goto(f"{OUTLET}edit/{group}/")
    page.locator(f"[name={field}]").fill(value)
    follow(page.get_by_role("button", name="Save"))


def test_two_people_at_one_outlet_lose_nothing(sign_in):
    first, second = sign_in(name="first"), sign_in(name="second", width=360)
    second.goto(f"{OUTLET}edit/contact/")
    change(first, "contact", "phones", "0411-82634567")
    second.locator("[name=landmark_note]").fill("三号门旁")
    follow(second.get_by_role("button", name="Save"))
    expect(second.get_by_role("alert")).to_contain_text("first changed this outlet")
    assert_fits(second, *PHONE_AND_SCREEN)
    assert_accessible(second)
    follow(second.get_by_role("button", name="Save mine all the same"))
    expect(second.get_by_role("status").first).to_contain_text("Saved")
    kept = Outlet.objects.get(code=CODE)
    assert (kept.phones, kept.landmark_note) == (["0411-82634567"], "三号门旁")


def test_an_error_leads_to_its_field(sign_in):
    page = sign_in(width=360)
    change(page, "contact", "phones", "nobody")
    expect(page.get_by_role("alert")).to_contain_text("nobody is not a telephone number")
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("[name=phones]")).to_be_focused()
