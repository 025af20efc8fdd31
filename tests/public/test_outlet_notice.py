"""What an outlet tells residents stands at the top of its page until its last day, and no longer."""

from datetime import date

import pytest

from locator.models import Outlet

CODE = "sample-a-02"
PAGE = f"/outlets/{CODE}/"


@pytest.fixture
def notice(site):
    Outlet.objects.filter(code=CODE).update(
        notice="空调维修，请到东门。",
        notice_en="The west door is shut. Please use the east door.",
        notice_until=date(2026, 11, 24),
        checked_on=date(2026, 11, 20),
    )
    return "Please use the east door." if site.english else "空调维修，请到东门。"


def test_a_notice_stands_on_the_page_on_its_last_day(site, notice):
    assert notice in site.get(PAGE).words


def test_a_notice_is_gone_on_the_day_after(site, notice):
    Outlet.objects.filter(code=CODE).update(notice_until=date(2026, 11, 23))
    assert notice not in site.get(PAGE).words


def test_the_page_says_when_a_report_was_last_looked_into(site, notice):
    assert ("20 November 2026" if site.english else "2026年11月20日") in site.get(PAGE).words


def test_a_program_is_told_the_notice_apart_from_that_of_the_whole_catalogue(site, notice):
    address = f"/api/v1/outlets/{CODE}/"
    told = site.client.get(address, headers={"Accept-Language": "en" if site.english else "zh-hans"}).json()
    assert notice in told["outlet_notice"]
    assert (told["outlet_notice_until"], told["checked_on"]) == ("2026-11-24", "2026-11-20")
