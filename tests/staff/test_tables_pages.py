"""Tables in the portal: taking out, uploading, every error at once, looking, applying, undoing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cardservice.uploads import KEPT_AT_MOST
from locator.catalogue.editing import edit
from locator.models import Act, Outlet, Proposal, Upload

from .conftest import words

As = Callable[[User], Client]
TABLES = "/staff/tables/"
GOOD = "网点编码,公告,营业时间\nsample-a-01,下午关门,周一至周五 9:00-12:00\n"
BAD = "网点编码,即时制卡,营业时间\nsample-a-01,也许,随便\nsample-b-01,是,24/7\n"


def send(browser: Client, text: str, holds: str = "part", **more: str) -> Any:
    file = SimpleUploadedFile("outlets.csv", text.encode())
    return browser.post(TABLES, {"file": file, "holds": holds, **more}, follow=True)


def digest(page: Any) -> str:
    found = re.search(r'name="digest" value="(\w+)"', page.content.decode())
    assert found
    return found[1]


def path_of(page: Any) -> str:
    return str(page.redirect_chain[-1][0])


def test_a_clerk_s_table_is_shown_then_applied_then_undone(clerk: User, as_: As) -> None:
    browser = as_(clerk)
    page = send(browser, GOOD)
    said = words(page)
    assert "下午关门" in said
    assert "09:00–12:00" in said
    assert Outlet.objects.get(code="sample-a-01").notice != "下午关门"
    done = browser.post(f"{path_of(page)}apply/", {"digest": digest(page)}, follow=True)
    assert done.status_code == 200
    assert Outlet.objects.get(code="sample-a-01").hours == "Mo-Fr 09:00-12:00"
    act = Act.objects.latest("id")
    assert browser.post(reverse("staff:undo", args=[act.pk])).status_code == 302
    assert Outlet.objects.get(code="sample-a-01").notice != "下午关门"


def test_all_errors_stand_on_one_page_and_nothing_can_be_applied(clerk: User, as_: As) -> None:
    browser = as_(clerk)
    page = send(browser, BAD)
    said = words(page)
    for expected in ("也许", "随便", "sample-b-01"):
        assert expected in said
    assert 'name="digest"' not in page.content.decode()
    given = browser.post(f"{path_of(page)}apply/", {"digest": "0" * 64})
    assert given.status_code in {409, 422}
    assert not Act.objects.exists()


def test_a_table_with_a_new_name_becomes_one_proposal(clerk: User, as_: As) -> None:
    browser = as_(clerk)
    page = send(browser, "网点编码,网点名称\nsample-a-01,改了名字\n")
    browser.post(f"{path_of(page)}apply/", {"digest": digest(page)})
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.bank_id) == ("import", "sample-a")
    assert browser.get(f"/staff/proposals/{proposal.pk}/").status_code == 200


def test_a_plan_that_has_moved_on_is_shown_again(clerk: User, as_: As) -> None:
    browser = as_(clerk)
    page = send(browser, GOOD)
    Outlet.objects.filter(code="sample-a-01").update(notice="同事刚写的")
    given = browser.post(f"{path_of(page)}apply/", {"digest": digest(page)})
    assert given.status_code == 409
    assert "同事刚写的" in words(given)
    assert digest(given) != digest(page)


def test_a_form_without_a_file_says_so_beside_the_field(clerk: User, as_: As) -> None:
    given = as_(clerk).post(TABLES, {"holds": "part"})
    assert given.status_code == 422
    assert 'aria-invalid="true"' in given.content.decode()


def test_only_an_administrator_imports_the_official_list(clerk: User, administrator: User, as_: As) -> None:
    assert as_(clerk).post(TABLES, {"holds": "official"}).status_code == 422
    assert not Upload.objects.exists()
    assert "official" in as_(administrator).get(TABLES).content.decode()


@pytest.mark.parametrize("form", ["xlsx", "csv", "csv-gb18030"])
@pytest.mark.parametrize("area", ["outlets", "template"])
def test_tables_are_downloaded_in_every_format(clerk: User, as_: As, area: str, form: str) -> None:
    given = as_(clerk).get(f"{TABLES}{area}/", {"format": form})
    assert given.status_code == 200
    assert "attachment" in given["Content-Disposition"]
    if form == "csv" and area == "outlets":
        said = given.content.decode("utf-8-sig")
        assert "sample-a-01" in said
        assert "sample-b-01" not in said


def test_an_unknown_format_is_not_there(clerk: User, as_: As) -> None:
    assert as_(clerk).get(f"{TABLES}outlets/", {"format": "pdf"}).status_code == 404


def test_a_discarded_table_is_gone_and_changes_nothing(clerk: User, as_: As) -> None:
    browser = as_(clerk)
    page = send(browser, GOOD)
    browser.post(f"{path_of(page)}discard/")
    assert browser.get(path_of(page)).status_code == 404
    assert not Upload.objects.exists()
    assert not Act.objects.exists()


@pytest.mark.usefixtures("no_looks")
@pytest.mark.parametrize("outlets", [2, 40])
def test_the_page_of_a_plan_asks_as_often_for_many_rows_as_for_few(
    administrator: User, as_: As, outlets: int, django_assert_max_num_queries: Any
) -> None:
    codes = Outlet.objects.values_list("code", flat=True)[:outlets]
    browser = as_(administrator)
    page = send(browser, "网点编码,所属区市县\n" + "".join(f"{code},中山区\n" for code in codes))
    with django_assert_max_num_queries(20):
        assert browser.get(path_of(page)).status_code == 200


@pytest.mark.usefixtures("within_one_hour")
def test_very_many_tables_in_an_hour_are_refused_with_a_word(clerk: User, as_: As) -> None:
    browser = as_(clerk)
    for _time in range(30):
        sent = {"file": SimpleUploadedFile("outlets.csv", BAD.encode()), "holds": "part"}
        assert browser.post(TABLES, sent).status_code == 302
    before = Upload.objects.count()
    refused = browser.post(TABLES, {"file": SimpleUploadedFile("x.csv", b"x"), "holds": "part"})
    assert refused.status_code == 422
    assert "file" in refused.context["form"].errors
    assert Upload.objects.count() == before


def test_of_a_file_that_is_too_large_no_more_is_kept_than_tells_it_apart(clerk: User, as_: As) -> None:
    sent = SimpleUploadedFile("x.csv", b"x" * (KEPT_AT_MOST * 2))
    page = as_(clerk).post(TABLES, {"file": sent, "holds": "part"})
    assert page.status_code == 422
    kept = page.context["form"].files["file"].size
    assert KEPT_AT_MOST < kept <= KEPT_AT_MOST + 64 * 1024


def test_two_files_at_once_are_refused(clerk: User, as_: As) -> None:
    files = [SimpleUploadedFile("x.csv", b"x"), SimpleUploadedFile("y.csv", b"y")]
    assert as_(clerk).post(TABLES, {"file": files, "holds": "part"}).status_code == 400
    assert not Upload.objects.exists()


@pytest.mark.usefixtures("no_looks")
def test_a_list_asks_as_often_for_much_as_for_little(administrator: User, as_: As) -> None:
    browser = as_(administrator)

    def queries(path: str) -> int:
        browser.get(path)  # the first answer of a worker reads the catalogue as well
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(path).status_code == 200
        return len(captured)

    def more(codes: list[str]) -> None:
        for code in codes:
            Upload.objects.create(by=administrator, file_name=f"{code}.csv", content=b"")
            edit(code, {"notice": f"改 {code}", "address": f"某路 {code}"}, by=administrator, seen=None)

    codes = list(Outlet.objects.exclude(status="closed").order_by("code").values_list("code", flat=True))
    asked = []
    for some in (codes[:2], codes[2:12]):
        more(some)
        paths = (TABLES, "/staff/history/", "/staff/proposals/", "/staff/verify/")
        asked.append({path: queries(path) for path in paths})
    assert asked[0] == asked[1]
