"""The staff's pages in a real browser: the policy blocks nothing on them, and nobody is kept out."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from tests.thorough import one_in

from .conftest import PASSWORD, assert_accessible, assert_fits, follow, look_at, resize, session_of, walk


@pytest.fixture
def signed_in(open_page):
    get_user_model().objects.create_superuser("administrator", password=PASSWORD)
    return open_page("about:blank", staff=True, session=session_of("administrator"))


@pytest.mark.long
@pytest.mark.parametrize(("width", "language"), one_in(2, [(320, ""), (1280, "/en")]))
def test_the_sign_in_page_keeps_nobody_out(open_page, width, language):
    page = open_page(f"{language}/accounts/login/", width=width, staff=True)
    assert_fits(page, 320, 1280)
    look_at(page, whole=False)
    follow(page.locator("main button[type=submit]"))
    expect(page.get_by_role("alert")).to_be_visible()
    assert_fits(page, 320, 1280)
    assert_accessible(page)


def test_a_password_given_by_hand_leads_to_the_portal(open_page):
    get_user_model().objects.create_superuser("administrator", password=PASSWORD)
    page = open_page("/accounts/login/", staff=True)
    page.get_by_label("用户名").fill("administrator")
    page.get_by_label("密码").fill(PASSWORD)
    follow(page.get_by_role("button", name="登录"))
    page.wait_for_url("**/staff/")


PAGES = [
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/inactive/",
    "/accounts/second-step/",
    "/accounts/second-step/app/",
    "/accounts/second-step/key/",
    "/accounts/invitation/no-such-link/",
    "/staff/members/",
    "/staff/members/invite/",
    "/staff/members/account/",
]


def test_the_pages_of_an_account_keep_nobody_out(signed_in):
    resize(signed_in, 360)

    def look(_number):
        assert_fits(signed_in)
        assert_accessible(signed_in)

    walk(signed_in, PAGES, look)


# The outlets' own pages are opened below, and watched as these are.
ADMIN = [
    "/admin/",
    "/admin/locator/bank/add/",
    "/admin/locator/calendaryear/add/",
    "/admin/locator/place/add/",
]


def test_the_policy_blocks_nothing_in_the_admin(signed_in):
    # open_page fails the test at its end if the browser has blocked something.
    assert {path: signed_in.goto(path).status for path in ADMIN} == dict.fromkeys(ADMIN, 200)


def test_a_security_key_is_added_and_signs_in(signed_in):
    page = signed_in
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    key.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/accounts/second-step/key/")
    page.locator("#add-key").click()
    page.wait_for_url("**/second-step/codes/")
    page.goto("/accounts/logout/")
    follow(page.locator("main button.main"))
    page.goto("/accounts/login/")
    page.locator("#id_login").fill("administrator")
    page.locator("#id_password").fill(PASSWORD)
    follow(page.locator("main button.main"))
    page.locator("#use-key").click()
    page.wait_for_url("**/staff/")


def test_an_outlet_is_changed_in_the_admin(signed_in):
    signed_in.goto("/admin/locator/outlet/")
    follow(signed_in.locator("#result_list tbody th a").first)
    signed_in.locator("#id_landmark_note").fill("地铁站A口旁")
    follow(signed_in.locator("[name=_save]").first)
    expect(signed_in.locator(".messagelist .success")).to_be_visible()
