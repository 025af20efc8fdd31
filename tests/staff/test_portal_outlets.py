"""My outlets: what needs somebody today, the list, and the press that says that all is still right."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from locator.catalogue.editing import edit
from locator.hours import SHANGHAI
from locator.models import Outlet, Proposal, Report, Role
from locator.staff.portal.views import VERIFIED_AT_ONCE
from tests import kept_snapshot
from tests.staff.conftest import BANK, TODAY, words

MINE, SECOND, THEIRS = "sample-a-01", "sample-a-02", "sample-b-01"


@pytest.fixture(autouse=True)
def _tuesday():
    with time_machine.travel(datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI), tick=False):
        yield


def page(client, query="", language="/en"):
    response = client.get(f"{language}/staff/{query}")
    assert response.status_code == 200
    return response


def test_a_clerk_sees_the_banks_outlets_and_no_others(clerk, as_):
    listed = {outlet.code for outlet, *_ in page(as_(clerk)).context["rows"]}
    assert listed == set(
        Outlet.objects.filter(bank=BANK).exclude(status="closed").values_list("code", flat=True)
    )


def test_a_clerk_of_some_outlets_sees_those_alone(hire, as_):
    some = hire("some", Role.CLERK, BANK, only=(SECOND,))
    assert [outlet.code for outlet, *_ in page(as_(some)).context["rows"]] == [SECOND]


def need(code, **facts):
    Outlet.objects.filter(code=code).update(**facts)


NEEDS = [
    ({"verified_on": TODAY - timedelta(days=91)}, "verify"),
    ({"verified_on": None}, "verify"),
    ({"machine_down_since": TODAY}, "machine"),
    ({"cards_in_stock": False}, "cards"),
    (
        {"status": "suspended", "status_from": date(2026, 11, 1), "status_until": date(2026, 11, 23)},
        "suspension",
    ),
    (
        {"latitude": None, "longitude": None, "position_source": "none", "position_verified": False},
        "position",
    ),
]


def test_what_is_wrong_with_an_outlet_is_said_beside_it_and_leads_to_its_field(clerk, as_):
    client = as_(clerk)
    for facts, kind in NEEDS:
        with transaction.atomic():
            need(SECOND, **facts)
            listed = page(client, f"?needs={kind}").context["rows"]
            rows = {outlet.code: tasks for outlet, _, tasks, _ in listed}
            assert SECOND in rows, kind
            for task in rows[SECOND]:
                assert client.get(task.url).status_code == 200, kind
            transaction.set_rollback(True)
        kept_snapshot.begin()


def test_what_was_verified_ninety_days_ago_needs_nobody_yet(clerk, as_):
    Outlet.objects.update(verified_on=TODAY - timedelta(days=90))
    assert "verify" not in {need for need, _, _ in page(as_(clerk)).context["counts"]}


def test_a_residents_report_and_a_waiting_change_need_somebody(clerk, as_):
    Report.objects.create(reference="R1", token="t", outlet_id=SECOND, about="phone", due_on=TODAY)
    proposal = Proposal.objects.create(kind="change", bank_id=BANK, changes=[], proposed_by_name="x")
    proposal.outlets.add(SECOND)
    counts = {need.value: count for need, _, count in page(as_(clerk)).context["counts"]}
    assert (counts["reports"], counts["waiting"]) == (1, 1)


def test_a_report_that_has_been_answered_needs_nobody(clerk, as_):
    Report.objects.create(
        reference="R1", token="t", outlet_id=SECOND, about="phone", due_on=TODAY, outcome="corrected",
        answered_at=timezone.now(),
    )  # fmt: skip
    assert "reports" not in {need for need, _, _ in page(as_(clerk)).context["counts"]}


def test_the_end_of_the_known_holidays_is_said_before_it_comes(clerk, as_):
    with time_machine.travel(datetime(2026, 7, 1, 10, 0, tzinfo=SHANGHAI), tick=False):
        assert page(as_(clerk)).context["calendar"] == ""
    with time_machine.travel(datetime(2026, 12, 20, 10, 0, tzinfo=SHANGHAI), tick=False):
        client = as_(clerk)
        assert "Holidays are known until 2026-12-31 only" in words(page(client))


def test_a_name_finds_its_outlet_in_the_persons_own_list_only(clerk, as_):
    client = as_(clerk)
    name = Outlet.objects.get(code=SECOND).name
    assert [row[0].code for row in page(client, f"?name={name}").context["rows"]] == [SECOND]
    assert not page(client, f"?name={Outlet.objects.get(code=THEIRS).name}").context["rows"]


def test_an_odd_address_still_shows_the_list(clerk, as_):
    client = as_(clerk)
    for odd in ("?page=0", "?page=x", "?page=99", "?needs=nonsense", "?name=%00%25"):
        page(client, odd)


def queries(client):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        page(client)
    return len(seen)


def test_the_list_asks_the_database_as_often_for_many_outlets_as_for_few(administrator, hire, as_):
    few, many = as_(hire("few", Role.CLERK, BANK, only=(SECOND,))), as_(administrator)
    page(few)  # the snapshot is made once
    assert queries(many) <= queries(few)


def test_one_press_verifies_an_outlet(clerk, as_):
    need(SECOND, verified_on=None)
    said = as_(clerk).post(f"/en/staff/outlets/{SECOND}/verify/", follow=True)
    assert "1 outlet is marked as verified today." in words(said)
    assert Outlet.objects.get(code=SECOND).verified_on == TODAY


def test_all_outlets_are_verified_after_a_page_that_lists_them(clerk, as_):
    client = as_(clerk)
    assert SECOND in client.get("/en/staff/verify/").content.decode()
    client.post("/en/staff/verify/", {"outlet": [MINE, SECOND]})
    verified = Outlet.objects.filter(verified_on=TODAY).values_list("code", flat=True)
    assert {MINE, SECOND} <= set(verified)


def test_nobody_verifies_anothers_outlet(clerk, as_):
    before = Outlet.objects.get(code=THEIRS).verified_on
    client = as_(clerk)
    assert client.post(f"/en/staff/outlets/{THEIRS}/verify/").status_code == 404
    client.post("/en/staff/verify/", {"outlet": [THEIRS]})
    assert Outlet.objects.get(code=THEIRS).verified_on == before


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"phones": ["12"]}, "“12” is not a telephone number."),
        ({"hours": "Mo-Fr 09:00-16:30 off"}, "are never open"),
        ({"latitude": 39.90, "longitude": 116.40}, "The position does not lie in Dalian."),
    ],
)
def test_what_the_checks_find_is_said_beside_the_outlet_and_leads_to_its_field(clerk, as_, facts, said):
    need(SECOND, **facts)
    client = as_(clerk)
    for shown in (page(client), client.get(f"/en/staff/outlets/{SECOND}/")):
        assert said in words(shown)
    tasks = client.get(f"/en/staff/outlets/{SECOND}/").context["tasks"]
    assert all(client.get(task.url).status_code == 200 for task in tasks)


def test_what_needs_attention_comes_first_and_a_long_list_has_pages(administrator, as_):
    need("sample-h-05", cards_in_stock=False)
    client = as_(administrator)
    first, second = page(client).context, page(client, "?page=2").context
    needing = [outlet.need_any for outlet, *_ in (*first["rows"], *second["rows"])]
    assert needing == sorted(needing, reverse=True)
    assert (len(first["rows"]), len(needing)) == (50, first["total"])


def test_as_many_outlets_as_one_page_lists_can_be_verified_with_one_press(settings):
    beside = 1  # the token against forged forms
    assert VERIFIED_AT_ONCE + beside <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


NUL_IN = (
    "quality/?bank=%00&kind=%00",
    "history/?outlet=%00",
    "reports/?outlet=%00&answered=%00",
    "members/?bank=%00",
    "tables/outlets/?headings=%00",
)


def test_a_nul_in_an_address_breaks_no_list(manager, as_):
    browser = as_(manager)
    for path in NUL_IN:
        assert browser.get(f"/staff/{path}").status_code in {200, 404}, path


def test_a_nul_in_a_form_is_as_if_it_had_not_been_typed(clerk, as_):
    answer = as_(clerk).post("/staff/verify/", {"outlet": ["sample-a-01\0", "\0"]})
    assert answer.status_code in {200, 302, 404}


def test_what_a_colleague_changed_meanwhile_is_not_called_right(clerk, hire, as_):
    Outlet.objects.update(verified_on=None)
    client, other = as_(clerk), hire("other", Role.CLERK, BANK)
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(f"/en/staff/outlets/{SECOND}/").text)[1]
    boxes = re.findall(r'name="outlet" value="([^"]+)"', client.get("/en/staff/verify/").text)
    edit(SECOND, {"phones": ["0411-82345678"]}, by=other, seen=None)
    said = words(client.post(f"/en/staff/outlets/{SECOND}/verify/", {"seen": seen, "stay": "1"}, follow=True))
    assert "Somebody has changed" in said
    assert Outlet.objects.get(code=SECOND).verified_on is None
    assert "Somebody has changed" in words(client.post("/en/staff/verify/", {"outlet": boxes}, follow=True))
    left = Outlet.objects.filter(bank=BANK, verified_on=None).exclude(status="closed")
    assert [outlet.code for outlet in left] == [SECOND]
