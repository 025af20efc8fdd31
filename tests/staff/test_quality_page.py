"""Every finding of one's own outlets, with the way to the field that mends it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locator.catalogue.findings import Kind
from locator.models import Outlet
from locator.staff.quality.kinds import TITLES

from .conftest import words

PAGE = "/en/staff/quality/"


def spoil(code="sample-a-02"):
    Outlet.objects.filter(code=code).update(phones=["12"], hours="when we like")


def test_a_finding_leads_to_the_field_that_mends_it(clerk, as_):
    spoil()
    answer = as_(clerk).get(PAGE)
    assert "“12” is not a telephone number" in words(answer)
    assert "/en/staff/outlets/sample-a-02/edit/contact/#id_phones" in answer.text
    assert "/en/staff/outlets/sample-a-02/hours/#id_hours" in answer.text


def test_one_kind_alone_is_shown_when_asked_for(clerk, as_):
    spoil()
    said = words(as_(clerk).get(f"{PAGE}?kind=phone"))
    assert "is not a telephone number" in said
    assert "cannot be read:" not in said


def test_another_banks_findings_are_not_there(stranger, as_):
    spoil()
    assert "“12”" not in words(as_(stranger).get(PAGE))
    assert as_(stranger).get(f"{PAGE}?bank=sample-a").status_code == 404


def test_an_administrator_sees_all_or_one_bank(administrator, as_):
    spoil()
    assert "“12”" in words(as_(administrator).get(PAGE))
    assert "“12”" in words(as_(administrator).get(f"{PAGE}?bank=sample-a"))
    assert "“12”" not in words(as_(administrator).get(f"{PAGE}?bank=sample-b"))


def test_every_kind_about_an_outlet_has_a_title():
    whole = {Kind.COUNT, Kind.SAMPLE_BESIDE_REAL, Kind.CALENDAR_OVER, Kind.CALENDAR_ENDS_SOON}
    assert set(TITLES) == set(Kind) - whole


@pytest.mark.usefixtures("no_looks")
def test_the_page_asks_as_many_questions_for_many_as_for_few(clerk, administrator, as_):
    def asked(user):
        browser = as_(user)
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE)
        return len(queries)

    spoil()  # both have something to be shown
    assert abs(asked(clerk) - asked(administrator)) <= 1


def double(one="sample-a-02", other="sample-b-01"):
    """Put an outlet of another bank on the spot, and at nearly the address, of one of ours."""
    facts = Outlet.objects.filter(code=one).values("latitude", "longitude", "address", "district_id").get()
    Outlet.objects.filter(code=other).update(**facts | {"address": f"{facts['address']} （一楼）"})
    return Outlet.objects.get(code=one), Outlet.objects.get(code=other)


def test_a_doublet_between_two_banks_is_shown_to_both(clerk, stranger, as_):
    ours, theirs = double()
    for person, own, other in ((clerk, ours, theirs), (stranger, theirs, ours)):
        for page in (PAGE, f"/en/staff/outlets/{own.code}/", "/en/staff/?name=" + own.code):
            said = words(as_(person).get(page))
            assert f"The position is the same as that of {other.name} ({other.code})." in said
            assert f"The address is nearly that of {other.name} ({other.code})." in said


def test_of_the_other_bank_s_outlet_nothing_is_told_but_what_residents_see(clerk, as_):
    _ours, theirs = double()
    Outlet.objects.filter(code=theirs.code).update(phones=["12"], source="电话问来的")
    answer = as_(clerk).get(PAGE)
    assert "“12”" not in words(answer)
    assert "电话问来的" not in words(answer)
    assert f"/staff/outlets/{theirs.code}/" not in answer.text


def test_an_outlet_that_has_closed_for_good_is_nobody_s_double(clerk, as_):
    _ours, theirs = double()
    Outlet.objects.filter(code=theirs.code).update(
        status="closed", status_from="2026-01-01", status_reason="x"
    )
    assert theirs.code not in words(as_(clerk).get(PAGE))
