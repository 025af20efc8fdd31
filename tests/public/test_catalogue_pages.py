"""The directory, the page of one outlet, and the guides."""

from datetime import date

import pytest

from locator.models import Bank, HoursException, Offer, Outlet, Service
from locator.search.current import forget


@pytest.fixture
def outlet(site):
    return Outlet.objects.filter(status="open", latitude__isnull=False, machine_down_since=None).first()


def page_of(site, outlet):
    forget()
    return site.get(f"/outlets/{outlet.code}/")


def test_the_directory_counts_every_district_and_bank(site):
    source = site.get("/outlets/").source
    assert source.count("/outlets/district/") == 10
    assert source.count("/outlets/bank/") == Bank.objects.count()


def test_a_district_and_a_bank_list_their_outlets_with_address_and_state(site, outlet):
    for path in (f"/outlets/district/{outlet.district_id}/", f"/outlets/bank/{outlet.bank_id}/"):
        page = site.get(path)
        assert f"/outlets/{outlet.code}/" in page.source
        assert (outlet.address_en if site.english and outlet.address_en else outlet.address) in page.words
        assert 'class="state' in page.source


@pytest.mark.parametrize(
    "path", ["/outlets/nobody/", "/outlets/district/999999/", "/outlets/bank/nobody/", "/services/juggle/"]
)
def test_what_does_not_exist_is_a_page_with_ways_on(site, path):
    page = site.get(path)
    assert page.status_code == 404
    assert "tel:12333" in page.source
    assert f'href="{site.prefix}/outlets/"' in page.source


def test_an_empty_catalogue_says_that_the_list_is_not_published(site):
    Outlet.objects.all().delete()
    for page in (site.get("/outlets/"), site.search("西安路")):
        assert ("has not been published" if site.english else "还没有公布") in page.words
        assert "tel:12333" in page.source


def test_an_outlet_shows_its_state_today_the_week_and_all_six_services(site, outlet):
    page = page_of(site, outlet)
    assert page.source.index('class="state') < page.source.index("<table")
    assert page.source.count('scope="row"') == 7
    for service in Service:
        assert str(service.label) in page.words or not site.english
    assert page.source.count('class="service"') == 6


def test_a_suspended_service_says_until_when_and_why(site, outlet):
    Offer.objects.filter(outlet=outlet, service="pin").update(
        suspended_from=date(2026, 11, 1),
        suspended_until=date(2026, 11, 30),
        suspension_reason="系统升级",
        suspension_reason_en="system upgrade",
    )
    words = page_of(site, outlet).words
    assert ("system upgrade" if site.english else "系统升级") in words
    assert ("1 December" if site.english else "12月1日") in words


def test_coming_days_that_differ_are_listed_as_one_stretch(site, outlet):
    HoursException.objects.create(
        outlet=outlet,
        first_day=date(2026, 12, 1),
        last_day=date(2026, 12, 3),
        hours="",
        reason="内部装修",
        reason_en="building work",
    )
    words = page_of(site, outlet).words
    told = "1 December to Thu 3 December" if site.english else "12月1日（周二）至12月3日（周四）"
    assert told in words
    assert words.count("building work" if site.english else "内部装修") == 1


def test_what_nobody_has_looked_at_is_not_known_rather_than_no(site, outlet):
    Outlet.objects.filter(pk=outlet.pk).update(
        step_free=None, low_counter=False, hearing_loop=True, accessible_parking=None, verified_on=None
    )
    words = page_of(site, outlet).words
    assert words.count("Not known" if site.english else "不清楚") == 2
    assert ("Not verified yet" if site.english else "尚未核实") in words


def test_an_outlet_that_closed_for_good_keeps_its_page_and_says_so(site, outlet):
    Outlet.objects.filter(pk=outlet.pk).update(status="closed", status_from=date(2026, 11, 2))
    page = page_of(site, outlet)
    assert page.status_code == 200
    assert ("closed for good since Mon 2 November" if site.english else "自11月2日（周一）起") in page.words


def test_six_guides_each_line_with_a_source_and_the_day_it_was_checked(site):
    assert site.get("/services/").source.count("/services/") >= 6
    for service in Service:
        page = site.get(f"/services/{service.value}/")
        lines = page.source.count('class="source"')
        assert lines > 3
        assert page.words.count("checked 23" if site.english else "核对于 20") == lines


def test_what_is_not_known_about_dalian_is_a_question_for_12333(site):
    page = site.get("/services/replace/")
    assert 'class="ask"' in page.source
    assert ("Ask 12333" if site.english else "请问 12333") in page.words


def test_the_guide_to_a_loss_begins_with_the_telephone(site):
    source = site.get("/services/report-loss/").source
    assert source.index("tel:12333") < source.index("<h2")
