"""The staff's pages in a real browser: the policy blocks nothing on them, and nobody is kept out."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from .conftest import assert_accessible, assert_fits

PASSWORD = "correct-horse-battery"


@pytest.fixture
def signed_in(open_page):
    get_user_model().objects.create_superuser("administrator", password=PASSWORD)
    page = open_page("/accounts/login/", staff=True)
    page.get_by_label("用户名").fill("administrator")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/admin/")
    return page


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_sign_in_page_keeps_nobody_out(open_page, width, language):
    page = open_page(f"{language}/accounts/login/", width=width, staff=True)
    assert_fits(page)
    assert_accessible(page)
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("path", ["/accounts/logout/", "/accounts/password/change/", "/accounts/inactive/"])
def test_the_pages_of_an_account_keep_nobody_out(signed_in, path):
    signed_in.goto(path)
    assert_accessible(signed_in)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/locator/outlet/",
        "/admin/locator/outlet/add/",
        "/admin/locator/calendaryear/add/",
        "/admin/locator/place/add/",
    ],
)
def test_the_policy_blocks_nothing_in_the_admin(signed_in, path):
    # open_page fails the test at its end if the browser has blocked something.
    assert signed_in.goto(path).status == 200


def test_an_outlet_is_changed_in_the_admin(signed_in):
    signed_in.goto("/admin/locator/outlet/")
    signed_in.locator("#result_list tbody th a").first.click()
    signed_in.locator("#id_landmark_note").fill("地铁站A口旁")
    signed_in.locator("[name=_save]").first.click()
    expect(signed_in.locator(".messagelist .success")).to_be_visible()
