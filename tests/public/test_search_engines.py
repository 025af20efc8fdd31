"""What search engines may list, in which languages, and what they are told of it in their own words."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from urllib.robotparser import RobotFileParser

import pytest
from django.db import OperationalError, connection

from locator.models import Bank, HoursException, Outlet
from locator.search.current import forget
from tests.thorough import one_in

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
CODE = "sample-a-01"
LISTED = ["/", "/services/", "/services/pin/"]
OF_OUTLETS = [
    "/outlets/",
    "/outlets/district/210204/",
    "/outlets/bank/sample-a/",
    f"/outlets/{CODE}/",
    "/open-data/",
]
NEVER = [
    "/nowhere/",
    "/towns/",
    f"/outlets/{CODE}/report/",
    f"/outlets/{CODE}/visit/",
    "/reports/",
    "/apply/",
]
NOINDEX = '<meta name="robots" content="noindex">'
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def real(sample, db):
    """Take the sample for the real list."""
    Bank.objects.update(is_sample=False)
    forget()


def away(*args):
    raise OperationalError("the database is away")


def structured(page):
    return [json.loads(found) for found in SCRIPT.findall(page.source)]


def links(page, rel):
    tags = re.findall(rf'<link rel="{rel}"[^>]*>', page.source)
    return [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in tags]


def test_a_page_to_be_listed_names_itself_in_every_language(site, real):
    for path in [*LISTED, *OF_OUTLETS]:
        page = site.get(path + "?service=pin")
        assert NOINDEX not in page.source, path
        named = [link["href"] for link in links(page, "canonical")]
        assert named == [f"http://testserver{site.prefix}{path}"]
        others = {link["hreflang"]: link["href"] for link in links(page, "alternate") if "hreflang" in link}
        assert others["zh-Hans"] == others["x-default"] == f"http://testserver{path}"
        assert others["en"] == f"http://testserver/en{path}"
        assert re.search(r'<meta name="description" content="[^"]{20,}">', page.source), path


def test_fictional_outlets_are_kept_out_of_indexes(site):
    pages = {path: site.get(path) for path in OF_OUTLETS}
    listed = [path for path, page in pages.items() if NOINDEX not in page.source or links(page, "canonical")]
    assert listed == []


def test_guides_are_listed_also_while_the_sample_is_loaded(site):
    assert [path for path in LISTED if NOINDEX in site.get(path).source] == []


def test_forms_and_errors_are_not_listed(site, real):
    assert [path for path in NEVER if NOINDEX not in site.get(path).source] == []


def test_answers_to_a_search_are_not_listed(site, real):
    for page in (site.search("西安路"), site.search("没有这个地方"), site.search("", service="juggle")):
        assert NOINDEX in page.source


def test_an_outlet_that_has_closed_for_good_is_not_listed(site, real):
    Outlet.objects.filter(code=CODE).update(status="closed", status_from=date(2026, 11, 1))
    forget()
    page = site.get(f"/outlets/{CODE}/")
    assert NOINDEX in page.source
    assert structured(page) == []


def test_a_title_says_what_people_search_for(site, real):
    Outlet.objects.filter(code=CODE).update(name="兴工网点", name_en="Xinggong outlet")
    forget()
    title = re.search(r"<title>(.*?)</title>", site.get(f"/outlets/{CODE}/").source)[1]
    wanted = (
        ("Xinggong outlet – Sample Bank A", "Zhongshan District", "Social security card", "Dalian")
        if site.english
        else ("兴工网点 – 示例银行甲", "中山区", "社保卡", "大连")
    )
    assert all(part in title for part in wanted)


def test_a_name_that_bears_its_bank_does_not_say_it_twice(chinese, real):
    title = re.search(r"<title>(.*?)</title>", chinese.get(f"/outlets/{CODE}/").source)[1]
    assert title.count("示例银行甲") == 1


def test_an_outlet_is_a_branch_with_its_place_and_its_hours(site, real):
    Outlet.objects.filter(code=CODE).update(
        phones=["0411-83702000"], hours="Mo-Fr 09:00-12:00,13:00-17:00", card_hours=""
    )
    HoursException.objects.create(
        outlet_id=CODE, first_day=date(2026, 12, 1), last_day=date(2026, 12, 1), hours="", reason="停电"
    )
    forget()
    (facts,) = structured(site.get(f"/outlets/{CODE}/"))
    outlet = Outlet.objects.get(code=CODE)
    assert facts["@type"] == "BankOrCreditUnion"
    assert facts["url"] == f"http://testserver{site.prefix}/outlets/{CODE}/"
    assert facts["name"] == (outlet.name_en if site.english else outlet.name)
    assert facts["telephone"] == ["+86 411 8370 2000"]
    assert (facts["geo"]["latitude"], facts["geo"]["longitude"]) == (outlet.latitude, outlet.longitude)
    assert facts["address"]["addressCountry"] == "CN"
    weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    hours = {(rule["opens"], rule["closes"]): rule for rule in facts["openingHoursSpecification"]}
    assert hours["09:00", "12:00"]["dayOfWeek"] == hours["13:00", "17:00"]["dayOfWeek"] == weekdays
    closed = hours["00:00", "00:00"]
    assert closed["validFrom"] == closed["validThrough"] == "2026-12-01"


def test_a_guide_is_a_service_of_government(site, real):
    (facts,) = structured(site.get("/services/pin/"))
    assert facts["@type"] == "GovernmentService"
    assert facts["availableChannel"]["serviceUrl"] == f"http://testserver{site.prefix}/"


@pytest.mark.parametrize("path", [f"/outlets/{CODE}/", "/services/pin/"])
def test_nothing_fictional_is_told_as_structured_data(site, path):
    assert "ld+json" not in site.get(path).source


def test_one_fictional_bank_beside_real_ones_keeps_its_outlets_untold(site, real):
    Bank.objects.filter(code="sample-a").update(is_sample=True)
    forget()
    assert "ld+json" not in site.get(f"/outlets/{CODE}/").source


def test_a_name_cannot_end_the_block_of_data(site, real):
    evil = '</script><script>alert(1)</script><!-- & "quoted"'
    Outlet.objects.filter(code=CODE).update(name=evil, name_en=evil, address=evil)
    forget()
    page = site.get(f"/outlets/{CODE}/")
    (facts,) = structured(page)
    assert facts["name"] == evil
    assert "<script>alert" not in page.source
    assert page.source.count("</script>") == page.source.count("<script")


def sitemap(site):
    answer = site.client.get("/sitemap.xml")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    return ET.fromstring(answer.content).findall("s:url", SITEMAP)


def test_the_sitemap_lists_every_page_in_every_language(chinese, real, settings):
    pages = {url.find("s:loc", SITEMAP).text: url for url in sitemap(chinese)}
    for path in [*LISTED, *OF_OUTLETS]:
        for prefix in ("", "/en"):
            url = pages[f"http://testserver{prefix}{path}"]
            others = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", SITEMAP)}
            assert others["en"] == f"http://testserver/en{path}"
            assert others["zh-hans"] == others["x-default"] == f"http://testserver{path}"
    outlet = pages[f"http://testserver/outlets/{CODE}/"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", outlet.find("s:lastmod", SITEMAP).text)
    of_each = 2 + 6 + 2 + 10 + 8 + len(Outlet.objects.open_to_public())
    assert len(pages) == len(settings.LANGUAGES) * of_each


@pytest.mark.long
def test_every_page_of_the_sitemap_is_there_and_may_be_listed(chinese, real):
    # Of four languages in turn, so one in nine comes round to each of them.
    for url in one_in(9, sitemap(chinese)):
        page = chinese.get(url.find("s:loc", SITEMAP).text.removeprefix("http://testserver"))
        assert page.status_code == 200
        assert NOINDEX not in page.source


def test_the_sitemap_has_no_fictional_outlet(chinese):
    listed = [url.find("s:loc", SITEMAP).text for url in sitemap(chinese)]
    assert f"http://testserver{LISTED[2]}" in listed
    assert not [loc for loc in listed if "/outlets/" in loc or "/open-data/" in loc]


def test_robots_are_kept_from_answers_forms_and_staff(chinese):
    answer = chinese.client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    robots = RobotFileParser()
    robots.parse(answer.content.decode().splitlines())
    assert robots.site_maps() == ["http://testserver/sitemap.xml"]
    for prefix in ("", "/en"):
        for path in (
            "/results/",
            "/suggest/",
            "/near/x/",
            "/apply/",
            "/apply/photo/",
            "/follow/",
            "/reports/",
        ):
            assert not robots.can_fetch("Anybot", prefix + path)
        for path in ("/staff/", "/staff/history/", "/accounts/login/"):
            assert not robots.can_fetch("Anybot", prefix + path)
        for path in [*LISTED, *OF_OUTLETS, "/open-data/outlets.csv"]:
            assert robots.can_fetch("Anybot", prefix + path)
        # The parser of Python knows no asterisk; crawlers do (RFC 9309, section 2.2.3).
        assert f"Disallow: {prefix}/outlets/*/report/" in answer.content.decode()
    assert not robots.can_fetch("Anybot", "/admin/")
    assert not robots.can_fetch("Anybot", "/api/v1/outlets/")


def test_another_language_is_named_everywhere_on_the_day_it_is_added(chinese, real, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr", "français")]
    page = chinese.get("/outlets/")
    assert {link.get("hreflang") for link in links(page, "alternate")} >= {"zh-Hans", "en", "fr", "x-default"}
    assert "Disallow: /fr/results/" in chinese.client.get("/robots.txt").content.decode()


def test_without_a_catalogue_the_sitemap_waits_and_nobody_keeps_that(chinese, settings, tmp_path):
    settings.SNAPSHOT_PATH = tmp_path / "none.json"
    forget()
    with connection.execute_wrapper(away):
        answer = chinese.client.get("/sitemap.xml")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Cache-Control" not in answer
