"""The pages say before anything is sent that it may leave, and afterwards that nobody answered."""

import time

from cardservice.geocoders import Geocoder, Geocoders

DEAD = Geocoder("tianditu", "http://127.0.0.1:9", "wgs84", "key")
AWAY = Geocoder("photon", "https://192.0.2.1", "wgs84")
TYPED = "中山区无人知晓巷12号"


def test_the_place_field_says_who_may_be_told(site, settings):
    words = "may be sent to" if site.english else "可能会发送给"
    assert words not in site.get("/").words
    settings.GEOCODERS = Geocoders((AWAY,), 1.0)
    shown = site.get("/").words
    assert words in shown
    assert "Photon" in shown


def test_a_geocoder_on_this_machine_is_no_reason_for_a_notice(site, settings):
    settings.GEOCODERS = Geocoders((DEAD,), 1.0)
    assert "place_notice" not in site.get("/").source


def test_a_page_says_that_nobody_answered(site, settings):
    settings.GEOCODERS = Geocoders((DEAD,), 1.0)
    words = "An online search is not available" if site.english else "暂时无法联网查询"
    assert words in site.post("/results/", place=TYPED).words


def test_a_search_ends_within_its_budget_where_nothing_answers(site, settings):
    site.post("/results/", place=TYPED)
    settings.GEOCODERS = Geocoders((AWAY, DEAD), 0.6)
    began = time.perf_counter()
    assert site.post("/results/", place=TYPED).status_code == 200
    assert time.perf_counter() - began < 0.6 + 2.0
