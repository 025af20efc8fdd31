"""The picture beside the list: a link for each number, with the words of the list as its name."""

import re
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.django_db

SVG = re.compile(r'<svg class="sketch".*?</svg>', re.DOTALL)


def picture(page):
    return ElementTree.fromstring(SVG.search(page.source)[0])


def test_each_number_leads_to_its_outlet_in_the_list(site):
    page = site.search("西安路")
    links = [link.get("href") for link in picture(page).iter("a")]
    assert links == [f"#result-{number}" for number in range(1, 9)]
    assert all(page.source.count(f'id="{link[1:]}"') == 1 for link in links)


def test_each_number_is_named_as_the_list_says_it(site):
    page = site.search("西安路")
    for link in picture(page).iter("a"):
        number, rest = link.get("aria-label").split(". ", 1)
        name, way = rest.rsplit(", " if site.english else "，", 1)
        assert f"{number}. {name}" in page.words
        assert way in page.words
        assert link.find("text").text == number


def test_the_rings_are_explained_and_named(site):
    page = site.search("西安路")
    unit = "km" if site.english else "公里"
    texts = [text.text for text in picture(page).findall("text")]
    assert texts
    assert all(re.fullmatch(rf"[\d.]+ {unit}", text) for text in texts)
    assert f"{texts[0]}" in page.words.split("◆")[0]


def test_the_picture_has_no_style_and_no_script_of_its_own(site):
    source = SVG.search(site.search("西安路").source)[0]
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", source)


def test_a_name_cannot_break_out_of_the_picture(english, monkeypatch):
    # Names come from people who keep the catalogue; whatever they hold is shown as text.
    from locator.search.current import current  # noqa: PLC0415

    english.get("/")
    for outlet in current().snapshot.positioned:
        object.__setattr__(outlet, "name_en", '"><script>alert(1)</script>')
    label = next(picture(english.search("西安路")).iter("a")).get("aria-label")
    assert "<script>" in label


def test_no_outlet_no_picture(site):
    assert SVG.search(site.search("西安路", open_at="at", open_time="2026-11-25T03:00").source) is None


def test_what_is_not_drawn_is_counted(site):
    page = site.search("西安路", limit="100")
    assert len(list(picture(page).iter("a"))) == 20
    assert re.search(r"\d+ more outlets of the list are not drawn|列表中另有 \d+ 个网点没有画出", page.words)
