"""Which place, not found, and the way by district and town."""

import re

import pytest


def test_one_name_in_two_districts_is_a_question_with_buttons(site):
    page = site.search("新华街道", service="replace")
    assert page.status_code == 200
    assert len(re.findall(r'<button name="(?:key|choice)"', page.source)) >= 2
    for district in ("Wafangdian", "Zhuanghe") if site.english else ("瓦房店", "庄河"):
        assert district in page.words


def test_choosing_one_of_the_places_goes_on_with_what_was_asked(site):
    page = site.search("新华街道", service="replace")
    key = re.search(r'<button name="key" value="([^"]+)"', page.source)[1]
    assert 'type="hidden" name="service" value="replace"' in page.source
    answer = site.post("/results/", key=key, service="replace")
    assert '<ol class="outlets">' in answer.source


def test_a_place_without_a_public_key_is_chosen_by_its_number(site):
    first = site.search("新华街道", choice="0")
    second = site.search("新华街道", choice="1")
    assert '<ol class="outlets">' in first.source
    assert first.words != second.words


@pytest.mark.parametrize("choice", ["99", "-1", "one", "²"])
def test_a_number_that_is_no_candidate_asks_again(site, choice):
    assert '<button name="' in site.search("新华街道", choice=choice).source


def test_a_place_outside_dalian_is_refused_with_ways_on(site):
    page = site.search("东京塔", service="pin")
    assert page.status_code == 422
    assert ("not in Dalian" if site.english else "不在大连") in page.words
    assert "/towns/?service=pin" in page.source
    assert "/outlets/" in page.source
    assert "data-position" in page.source


def test_a_key_that_is_gone_falls_back_on_the_text(site):
    assert site.search("西安路", key="gone").status_code == 200


def test_a_key_that_is_gone_without_text_is_an_error(site):
    page = site.search(key="gone")
    assert page.status_code == 422
    assert 'data-field="key"' in page.source


def test_ten_districts_lead_to_their_towns_and_those_to_results(site):
    page = site.get("/towns/?service=pin")
    districts = re.findall(r'href="([^"]*/towns/\d{6}/\?service=pin)"', page.source)
    assert len(districts) == 10
    towns = re.findall(r'href="([^"]*/near/[^"]+)"', site._read(site.client.get(districts[0])).source)
    assert towns
    assert site.client.get(towns[0]).status_code == 200


def test_every_district_has_a_way_on(site):
    for code in ("210202", "210224", "210281"):
        page = site.get(f"/towns/{code}/")
        assert "/near/" in page.source or f"/outlets/district/{code}/" in page.source


def test_a_district_that_does_not_exist_is_not_found(site):
    assert site.get("/towns/999999/").status_code == 404
