import re

import pytest

from locator.models import Service


def test_home_asks_one_question_and_has_one_button(site):
    page = site.get("/")
    assert page.status_code == 200
    assert page.source.count('name="place"') == 1
    assert page.source.count('<button class="main') == 1


def test_home_offers_the_six_services_and_none_of_them(site):
    offered = re.findall(r'name="service" value="([^"]*)"', site.get("/").source)
    assert offered == [*Service.values, ""]


def test_the_bank_on_the_card_may_be_unknown(site):
    assert ("I do not know" if site.english else "不知道") in site.get("/").words


def test_the_number_to_call_for_a_loss_stands_before_the_button(site):
    source = site.get("/").source
    assert source.index("tel:12333") < source.index('<button class="main')


def test_a_guide_leads_home_with_its_service_chosen(site):
    assert 'value="replace" checked' in site.get("/?service=replace").source


def test_an_unknown_service_in_the_address_is_ignored(site):
    assert site.get("/?service=nonsense").status_code == 200


@pytest.mark.parametrize("path", ["/", "/outlets/", "/services/", "/towns/", "/services/pin/"])
def test_every_page_says_that_the_outlets_are_a_sample_and_whose_site_this_is_not(site, path):
    words = site.get(path).words
    assert ("these outlets are not real" if site.english else "演示数据，非真实网点") in words
    assert ("not an official" if site.english else "不是政府或银行的官方网站") in words
    assert "© OpenStreetMap contributors" in words


@pytest.mark.parametrize("path", ["/", "/outlets/", "/services/apply/", "/towns/210204/", "/?service=pin"])
def test_the_other_language_is_the_same_page(site, path):
    other = path if site.english else "/en" + path
    assert f'href="{other}"' in site.get(path).source


def test_chinese_pages_hold_no_english_left_over(chinese):
    for path in ("/", "/outlets/", "/services/", "/services/replace/", "/towns/"):
        words = re.sub(r"OpenStreetMap contributors|ODbL|English", "", chinese.get(path).words)
        assert not re.findall(r"[A-Za-z]{4,}", words), path
