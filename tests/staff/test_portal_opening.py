"""A new outlet, and one that closes for good: proposed by a manager, in force once another accepts."""

from datetime import date

import pytest

from locator.catalogue.proposals import accept
from locator.models import Outlet, Proposal
from locator.search.current import current, forget
from tests.staff.conftest import BANK, words

CODE = "sample-a-02"
NEW, CLOSE = "/en/staff/new-outlet/", f"/en/staff/outlets/{CODE}/close/"
FACTS = {
    "bank": BANK,
    "code": "sample-a-99",
    "name": "示例银行甲新开网点",
    "district": "210202",
    "address": "中山区新开街（示例地址）",
    "phones": "12333",
    "hours": "Mo-Fr 09:00-16:30",
    "source": "示例银行甲来函",
    "instant_issue": "on",
    "second_generation": "on",
}
CLOSING = {"status_from": "2026-12-31", "status_reason": "并入青泥洼桥网点"}


def test_a_new_outlet_is_there_once_a_second_person_has_accepted_it(manager, administrator, as_):
    assert as_(manager).post(NEW, FACTS).status_code == 302
    assert not Outlet.objects.filter(code="sample-a-99").exists()
    accept(Proposal.objects.get(), by=administrator)
    forget()
    assert current().snapshot.outlet("sample-a-99").name == "示例银行甲新开网点"


WRONG = [
    ({"code": "Not A Code"}, "id_code"),
    ({"code": CODE}, "id_code"),
    ({"bank": "sample-b"}, "id_bank"),
    ({"hours": "whenever"}, "id_hours"),
    ({"name": ""}, "id_name"),
    ({"phones": "x"}, "id_phones"),
]


def test_what_is_wrong_with_a_new_outlet_is_said_beside_its_field(manager, as_):
    browser, unsaid = as_(manager), []
    for wrong, target in WRONG:
        response = browser.post(NEW, FACTS | wrong)
        targets = [line.target for line in response.context["form"].error_lines]
        if (response.status_code, targets) != (422, [target]) or Proposal.objects.exists():
            unsaid.append((wrong, response.status_code, targets))
    assert unsaid == []


def test_an_outlet_closes_once_a_second_person_has_accepted_it(manager, administrator, as_):
    assert as_(manager).post(CLOSE, CLOSING).status_code == 302
    assert Outlet.objects.get(code=CODE).status == "open"
    assert Proposal.objects.get().kind == "close"
    accept(Proposal.objects.get(), by=administrator)
    closed = Outlet.objects.get(code=CODE)
    assert (closed.status, closed.status_from) == ("closed", date(2026, 12, 31))


def test_closing_without_a_day_or_a_reason_is_refused(manager, as_):
    response = as_(manager).post(CLOSE, {})
    assert response.status_code == 422
    targets = {line.target for line in response.context["form"].error_lines}
    assert targets == {"id_status_from", "id_status_reason"}


def test_closing_twice_says_that_one_waits_already(manager, as_):
    client = as_(manager)
    client.post(CLOSE, CLOSING)
    response = client.post(CLOSE, CLOSING)
    assert response.status_code == 422
    assert "waits for a second person already" in words(response)


def test_a_clerk_opens_and_closes_no_outlets(clerk, as_):
    browser = as_(clerk)
    for path in (NEW, CLOSE):
        for ask in (browser.get, browser.post):
            assert ask(path, FACTS | CLOSING).status_code == 404, path
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("path", [NEW, CLOSE])
def test_a_manager_is_shown_what_is_asked(manager, as_, path):
    assert as_(manager).get(path).status_code == 200
