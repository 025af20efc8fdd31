"""Pieces for the pages of others: who may frame them, what they say, where they lead."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from cardservice import embedding
from locator.models import Outlet

ORIGINS = ("https://www.example.org", "https://intranet.example.com:8443")


@pytest.fixture
def paths(site):
    return ["/embed/", f"/embed/outlets/{Outlet.objects.first().code}/"]


def test_without_a_setting_nobody_may_frame_them(site, paths):
    for path in paths:
        page = site.get(path)
        assert page.status_code == 200
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        assert page.headers["X-Frame-Options"] == "DENY"


def test_the_sites_that_the_operator_names_may_frame_them_and_nothing_else(site, paths, settings):
    settings.EMBED_ORIGINS = ORIGINS
    for path in paths:
        page = site.get(path)
        assert f"frame-ancestors {' '.join(ORIGINS)}" in page.headers["Content-Security-Policy"]
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in page.headers
    page = site.get("/")
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


def test_they_say_what_they_are_and_open_everything_in_a_tab_of_its_own(site, paths):
    for path in paths:
        page = site.get(path)
        assert ("Not an official site" if site.english else "非官方网站") in page.words
        assert 'class="notice sample"' in page.source
        assert "<header" not in page.source
        assert "<script" not in page.source
        opened = re.findall(r'<(?:a|form)[^>]*(?:href|action)="/[^>]*>', page.source)
        assert opened
        assert all('target="_blank"' in each and 'rel="noopener"' in each for each in opened)
        assert not site.client.cookies


def test_a_card_of_an_outlet_that_does_not_exist_is_not_there(site):
    assert site.get("/embed/outlets/nobody/").status_code == 404


def test_the_origins_are_read():
    assert embedding.read(" ".join(ORIGINS)) == ORIGINS
    assert embedding.read("") == ()


@pytest.mark.parametrize(
    "wrong",
    ["*", "https://*", "http://example.org", "https://a.example/path", "https://a.example;", "'self'"],
)
def test_an_origin_that_would_mean_something_else_stops_the_start(wrong):
    with pytest.raises(ImproperlyConfigured, match="EMBED_ORIGINS"):
        embedding.read(wrong)
