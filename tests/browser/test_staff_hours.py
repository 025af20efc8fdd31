"""Hours, single days, reports and proposals in a real browser, with and without script."""

import os
import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from locator.catalogue.editing import edit
from locator.models import Act, HoursException, Outlet, Proposal, Report, Role
from tests.thorough import one_in

from .conftest import PHONE_AND_SCREEN, assert_fits, follow, look_at, look_over

CODE = "sample-a-02"


def look(page, name, *, script=True, whole=True):
    """Check a page, and keep a picture of it where somebody wants to see it."""
    look_at(page, script=script, whole=whole)
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}-{page.viewport_size['width']}.png", full_page=True)


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_lunch_break_is_entered_and_a_resident_sees_it(sign_in, open_page, looks, script):
    clerk = sign_in(width=360, script=script)
    clerk.goto(f"/en/staff/outlets/{CODE}/hours/")
    for box, typed in {"from": "8:30", "to": "11点半"}.items():
        clerk.fill(f"#hours-0-0-{box}", typed)
    for box, typed in {"from": "13:00", "to": "1600"}.items():
        clerk.fill(f"#hours-0-1-{box}", typed)
    clerk.locator("[value='weekdays:hours']").click()
    expect(clerk.locator("#hours-4-1-to")).to_have_value("1600")
    clerk.locator("[value='weekdays:card_hours']").wait_for()
    clerk.check("[name=card_hours-same]")
    follow(clerk.locator("button.main"))
    clerk.wait_for_url(f"**/outlets/{CODE}/")
    resident = open_page(f"/en/outlets/{CODE}/", width=360)
    expect(resident.locator("table")).to_contain_text("8:30–11:30, 13:00–16:00")


@pytest.mark.long
@pytest.mark.parametrize("script", one_in(2, [True, False]))
def test_a_report_is_answered_and_the_resident_reads_it(sign_in, open_page, script):
    resident = open_page(f"/en/outlets/{CODE}/", width=360, script=script)
    resident.set_default_timeout(6000)
    follow(resident.get_by_role("link", name="Something here is wrong"))
    look(resident, "report", script=script, whole=False)
    follow(resident.get_by_role("button", name="Send it to the bank"))
    expect(resident.get_by_role("alert")).to_be_visible()
    look(resident, "report-wrong", script=script)
    resident.check("[name=about][value=hours]")
    follow(resident.get_by_role("button", name="Send it to the bank"))
    reference = re.search(r"\w{4}-\w{4}", resident.locator(".reference").inner_text())[0]
    look(resident, "report-received", script=script)

    clerk = sign_in(width=360, script=script)
    clerk.goto("/en/staff/reports/")
    look(clerk, "reports", script=script)
    assert_fits(clerk, *PHONE_AND_SCREEN)
    follow(clerk.locator("main .blocks a").first)
    look(clerk, "reports-one", script=script)
    clerk.check("[name=outcome][value=confirmed]")
    clerk.fill("#answer", "已核对，信息无误。")
    follow(clerk.locator("main form button"))

    resident.goto("/en/reports/")
    resident.fill("#reference", reference.lower())
    follow(resident.locator("main form button"))
    expect(resident.locator("main")).to_contain_text("已核对，信息无误。")
    look(resident, "report-answer", script=script)


@pytest.mark.long
def test_every_page_of_these_fits_and_keeps_nobody_out(sign_in):
    page = sign_in(Role.MANAGER)
    edit(CODE, {"phones": ["0411-82345678"]}, by=person("other"), seen=None)
    proposal = edit(CODE, {"address": "某路 1 号"}, by=person("another"), seen=None).proposal
    day = HoursException.objects.filter(outlet__bank="sample-a").first()
    paths = [
        f"outlets/{CODE}/hours/", f"outlets/{CODE}/hours/pin/", f"outlets/{CODE}/days/",
        f"outlets/{CODE}/days/new/", f"days/{day.pk}/", "proposals/",
        "history/", f"history/{Act.objects.first().pk}/", "quality/",
    ]  # fmt: skip
    elsewhere = [f"/staff/proposals/{proposal.pk}/", "/staff/reports/"]
    look_over(page, [f"/staff/{path}" for path in paths], ["", "/en"], elsewhere)


def test_two_people_decide_about_an_address(sign_in):
    proposal = edit(CODE, {"address": "某路 1 号"}, by=person("clerk-2"), seen=None).proposal
    page = sign_in(Role.MANAGER, width=360)
    page.goto(f"/en/staff/proposals/{proposal.pk}/")
    follow(page.get_by_role("button", name="Refuse"))
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, "refusal-wrong")
    assert_fits(page, *PHONE_AND_SCREEN)
    follow(page.get_by_role("button", name="Accept"))
    expect(page.locator("main")).to_contain_text("Accepted")
    assert Outlet.objects.get(code=CODE).address == "某路 1 号"
    follow(page.get_by_role("button", name="Undo"))
    expect(page.locator("main")).to_contain_text("Undone")
    assert Outlet.objects.get(code=CODE).address != "某路 1 号"
    assert (Proposal.objects.get().state, Report.objects.count()) == ("accepted", 0)


def person(name):
    return User.objects.create(username=name, password="!")
