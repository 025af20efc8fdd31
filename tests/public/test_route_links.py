"""An outlet's page leads to maps, with the outlet's point and nobody else's."""

import re

import pytest
from django.test import Client

from locator.search.current import current

pytestmark = pytest.mark.django_db

HOSTS = ("uri.amap.com", "api.map.baidu.com", "apis.map.qq.com", "maps.apple.com")


def of_outlets(source: str) -> list[str]:
    """Return the links to maps, without those in the footer to whom the places come from."""
    return re.findall(r'<a href="(https://[^"]+)" rel="external noreferrer nofollow">', source)


@pytest.fixture
def positioned(site):
    site.get("/")
    return current().snapshot.positioned[0]


def test_the_way_to_an_outlet_can_be_opened_in_four_maps(site, positioned):
    page = site.get(f"/outlets/{positioned.code}/")
    assert [re.sub(r"^https://|[/?].*", "", url) for url in of_outlets(page.source)] == list(HOSTS)
    for name in ("Amap", "Baidu Maps") if site.english else ("高德地图", "百度地图"):
        assert name in page.words


def test_an_outlet_without_a_position_has_no_links(site):
    site.get("/")
    (outlet, *_) = current().snapshot.unpositioned
    page = site.get(f"/outlets/{outlet.code}/")
    assert of_outlets(page.source) == []
    assert 'class="ways"' not in page.source


def test_the_links_of_two_languages_do_not_mix(sample, db):
    client = Client()
    client.get("/")
    code = current().snapshot.positioned[0].code
    first, second, third = (client.get(f"{prefix}/outlets/{code}/") for prefix in ("", "/en", ""))
    assert "高德地图" in first.content.decode()
    assert "高德地图" not in second.content.decode()
    assert "高德地图" in third.content.decode()
