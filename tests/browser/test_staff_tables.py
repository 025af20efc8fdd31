"""A table with errors is uploaded, mended, applied and undone, in a browser, with and without script."""

import pytest
from playwright.sync_api import expect

from locator.models import Outlet
from tests.thorough import one_in

from .conftest import PHONE_AND_SCREEN, assert_fits, follow, look_at

PAGE = "/en/staff/tables/"
CODE = "sample-a-02"
HEADINGS = "code,notice,opening hours,instant issue\n"
BAD = f"{HEADINGS}{CODE},The lift is out,whenever we like,maybe\n"
GOOD = f"{HEADINGS}{CODE},The lift is out,Mo-Fr 09:00-12:00,yes\n"


def upload(page, text):
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "outlets.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    follow(page.get_by_role("button", name="Upload and see what it changes"))


def facts():
    return Outlet.objects.values_list("notice", "hours").get(code=CODE)


@pytest.mark.long
@pytest.mark.parametrize(("width", "script"), one_in(3, [(360, True), (1280, True), (360, False)]))
def test_a_table_with_errors_is_mended_applied_and_undone(sign_in, width, script):
    page = sign_in(width=width, script=script)
    before = facts()

    def look():
        assert_fits(page, *PHONE_AND_SCREEN)
        look_at(page, script=script)

    page.goto(PAGE)
    look()
    upload(page, BAD)
    errors = page.get_by_role("table")
    expect(errors).to_contain_text("whenever we like")
    expect(errors).to_contain_text("maybe")
    expect(page.get_by_role("button", name="Apply all of this")).to_have_count(0)
    look()
    assert facts() == before

    follow(page.get_by_role("link", name="Upload the corrected file"))
    upload(page, GOOD)
    expect(page.get_by_role("main")).to_contain_text("09:00–12:00")
    look()
    assert facts() == before

    follow(page.get_by_role("button", name="Apply all of this"))
    expect(page.get_by_role("status").first).to_contain_text("Residents see it now")
    look()
    assert facts() == ("The lift is out", "Mo-Fr 09:00-12:00")

    follow(page.get_by_role("button", name="Undo"))
    expect(page.get_by_role("status").first).to_contain_text("Undone")
    assert facts() == before
