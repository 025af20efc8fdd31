"""The offline page as the server sends it: words alone, the same for everybody, and of use without script."""

import json
import re

from django.db import OperationalError, connection
from django.test import Client

from locator.models import Bank, Outlet
from locator.search.current import forget


def words_of(source):
    return json.loads(re.search(r'<script id="offline-words"[^>]*>(.*?)</script>', source)[1])


def leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    return [leaf for each in value for leaf in leaves(each)] if isinstance(value, list) else [value]


def test_without_script_it_says_what_it_needs_and_leads_to_the_list(site):
    page = site.get("/offline/")
    assert ("needs a browser with script" if site.english else "需要浏览器支持脚本") in page.words
    assert f'href="{site.prefix}/outlets/"' in page.source
    assert f'href="{site.prefix}/services/"' in page.source
    assert "tel:12333" in page.source


def test_it_holds_nothing_of_the_catalogue(site):
    source = site.get("/offline/").source
    for name in (
        *Bank.objects.values_list("name", "name_en"),
        *Outlet.objects.values_list("name", "name_en"),
    ):
        assert not [each for each in name if each in source]


def test_every_sentence_of_the_script_comes_in_the_language_of_the_page(site):
    said = [leaf for leaf in leaves(words_of(site.get("/offline/").source)) if isinstance(leaf, str)]
    sentences = [leaf for leaf in said if " " in leaf.strip() and not leaf.startswith(("%(", ";"))]
    chinese = [leaf for leaf in said if re.search("[一-鿿]", leaf)]
    assert (not chinese) if site.english else (len(chinese) > 80)
    assert site.english == any(re.match("[A-Z][a-z]+ [a-z]+", leaf) for leaf in sentences)


def test_it_is_there_without_a_catalogue(site, settings, tmp_path):
    settings.SNAPSHOT_PATH = tmp_path / "none.json"
    forget()
    with connection.execute_wrapper(_away):
        assert site.get("/offline/").status_code == 200


def _away(*args):
    raise OperationalError("the database is away")


def test_it_is_the_same_for_a_visitor_with_a_cookie(site):
    other = Client()
    other.cookies["sessionid"] = "somebody"
    assert other.get(site.prefix + "/offline/").content == site.get("/offline/").source.encode()


def test_every_page_leads_to_it(site):
    assert f'href="{site.prefix}/offline/"' in site.get("/outlets/").source
