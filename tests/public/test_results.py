import re

import pytest


def codes(page):
    return re.findall(r"<h2>.*?/outlets/([a-z0-9-]+)/", page.source)


def test_results_say_first_how_the_place_was_understood(site):
    page = site.search("西安路")
    start = page.source.index("<ol")
    before = page.source[:start]
    assert "西安路" in before or "Xi'an" in before or "Xi&#x27;an" in before
    assert ("road" if site.english else "道路") in before


def test_results_are_numbered_with_direction_distance_state_and_the_day_they_were_verified(site):
    words = site.search("西安路", service="replace").words
    assert re.search(
        r"\d+ metres · about \d+ minutes? on foot" if site.english else r"\d+ 米 · 步行约 \d+ 分钟", words
    )
    assert ("Open until" if site.english else "营业中") in words
    assert re.search(r"(Verified on \d+ \w+|核实于) 20\d\d", words)


def test_a_result_can_be_called_and_has_a_way_there(site):
    page = site.search("西安路")
    assert "tel:12333" in page.source.split("<ol", 1)[1].split("</ol>", 1)[0]
    first = page.source.split('id="result-1"', 1)[1].split('id="result-2"', 1)[0]
    assert first.count('rel="external noreferrer nofollow"') == 4


def test_a_loss_is_told_the_telephone_before_any_outlet(site):
    source = site.search("西安路", service="report-loss").source
    assert source.index("tel:12333") < source.index('<ol class="outlets"')


def test_a_given_time_is_asked_for_with_two_plain_fields(site):
    page = site.search("西安路", open_at="at", open_time="2026-11-25T03:00")
    assert page.status_code == 200
    assert codes(page) == []


def test_when_nothing_matches_each_condition_can_be_taken_away(site):
    page = site.search("西安路", open_at="at", open_time="2026-11-25T03:00", district="210224")
    way = page.source.split('class="choices"', 1)[1].split("</ul>", 1)[0]
    assert way.count("<button") == 2
    assert 'name="place" value="西安路"' in way


def test_outlets_passed_over_are_counted_and_explained(site):
    page = site.search("西安路", service="replace", card_bank="sample-a")
    assert re.search(r"Nearer but not listed|更近但未列出", page.words)
    assert re.search(r"own bank’s cards only|只办本行的卡", page.words)


def test_more_outlets_can_be_shown_up_to_a_hundred(site):
    assert 'name="limit" value="20"' in site.search("西安路").source
    assert len(codes(site.search("西安路", limit="100"))) > 40


def test_an_outlet_without_a_position_comes_last_and_says_so(site):
    page = site.search("西安路", limit="100")
    assert ("Its position is not known" if site.english else "还不知道它的确切位置") in page.words.split(
        "52."
    )[-1]


def test_the_island_is_a_ferry_away(site):
    page = site.search("西安路", district="210224")
    assert ("a ferry is needed" if site.english else "需要乘船") in page.words


def test_filters_keep_the_place_in_the_body_of_the_form(site):
    form = site.search("西安路").source.split('class="filters"', 1)[1].split("</form>", 1)[0]
    assert 'type="hidden" name="place" value="西安路"' in form


def test_the_language_of_a_posted_page_is_switched_by_a_form(site):
    header = site.search("西安路", service="pin").source.split("</header>", 1)[0]
    assert f'action="{"" if site.english else "/en"}/results/"' in header
    assert 'name="place" value="西安路"' in header
    assert 'name="service" value="pin"' in header


def test_the_link_to_pass_on_names_a_public_place_and_gives_the_same_outlets(site):
    page = site.search("西安路", service="replace")
    link = re.search(r'class="url" href="([^"]+)"', page.source)[1]
    shared = site.client.get(link)
    assert codes(site._read(shared)) == codes(page)


def test_a_position_gives_no_link_to_pass_on(site):
    page = site.search(latitude="38.9140", longitude="121.6325", datum="wgs84")
    assert page.status_code == 200
    assert 'class="url"' not in page.source


def test_an_unknown_public_place_is_a_page_with_ways_on(site):
    page = site.get("/near/nowhere/")
    assert page.status_code == 404
    assert "tel:12333" in page.source


def test_results_asked_for_without_a_search_lead_home(site):
    assert site.client.get(site.prefix + "/results/").url == site.prefix + "/"


@pytest.mark.parametrize("open_at", ["now", "arrival", ""])
def test_every_choice_of_time_is_kept_in_the_filters(site, open_at):
    page = site.search("西安路", open_at=open_at)
    assert f'value="{open_at}" selected' in page.source or not open_at
