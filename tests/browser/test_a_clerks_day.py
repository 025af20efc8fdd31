"""From a first sign-in with a code to a resident who reads the new hours: the whole way, in a browser."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import User
from playwright.sync_api import expect

from locator.models import Role, StaffMember
from tests.thorough import one_in

from .conftest import PASSWORD, assert_fits, follow, look_at

CODE = "sample-a-02"


def code(secret, *, steps_on=0):
    """Return what an app shows; the code of the next half minute is accepted as well."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps_on))


def give_password(page):
    page.locator("[name=login]").fill("wang")
    page.locator("[name=password]").fill(PASSWORD)
    follow(page.locator("main button[type=submit]"))


@pytest.fixture
def clerk(sample, settings):
    settings.SECOND_STEP_REQUIRED = True
    user = User.objects.create_user("wang", password=PASSWORD)
    StaffMember.objects.create(user=user, role=Role.CLERK, bank_id="sample-a", whole_bank=True)


@pytest.mark.long
@pytest.mark.parametrize("script", one_in(2, [True, False]))
def test_a_clerk_signs_in_with_a_code_changes_hours_and_a_resident_reads_them(
    clerk, open_page, looks, script
):
    page = open_page("/en/staff/", width=360, script=script, staff=True)
    give_password(page)
    # Nothing else opens before the second step is set up.
    page.goto(f"/en/staff/outlets/{CODE}/")
    follow(page.locator("a[href$='/second-step/app/']"))
    secret = page.locator("ol code").inner_text()
    page.locator("#id_code").fill(code(secret))
    follow(page.locator("main button.main"))
    expect(page.locator(".codes li")).to_have_count(10)
    look_at(page, script=script)
    page.goto("/en/accounts/logout/")
    follow(page.locator("main button.main"))

    page.goto("/en/staff/")
    give_password(page)
    look_at(page, script=script)
    page.locator("#id_code").fill(code(secret, steps_on=1))
    follow(page.locator("main button.main"))
    page.wait_for_url("**/en/staff/")
    follow(page.locator(f"a[href='/en/staff/outlets/{CODE}/']").first)
    follow(page.locator(f"a[href='/en/staff/outlets/{CODE}/hours/']").first)
    for day in range(5):
        page.fill(f"#hours-{day}-0-from", "7:45")
        page.fill(f"#hours-{day}-0-to", "15:15")
    page.check("[name=card_hours-same]")
    assert_fits(page)
    follow(page.locator("button.main"))
    page.wait_for_url(f"**/outlets/{CODE}/")

    resident = open_page(f"/en/outlets/{CODE}/", width=360, script=script)
    expect(resident.locator("table")).to_contain_text("7:45–15:15")
