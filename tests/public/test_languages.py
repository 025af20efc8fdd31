"""Every public page in every language: whole, marked as what it is, and a step away from the others."""

import re
from functools import cache

import pytest
from django.urls import translate_url

from locator.models import Outlet, Service
from tests.house import messages

from .conftest import Site

LANGUAGES = {"": "zh-Hans", "/en": "en", "/ja": "ja", "/ko": "ko"}
CODE = "sample-a-01"
PATHS = [
    "/", "/outlets/", "/outlets/district/210204/", "/outlets/bank/sample-a/", f"/outlets/{CODE}/",
    f"/outlets/{CODE}/report/", f"/outlets/{CODE}/visit/", "/reports/", "/towns/", "/towns/210281/",
    "/apply/", "/follow/", "/services/",
    *(f"/services/{service.value}/" for service in Service), "/nowhere/",
]  # fmt: skip
every_language = pytest.mark.parametrize("prefix", LANGUAGES, ids=LANGUAGES.values())
east = pytest.mark.parametrize("prefix", ["/ja", "/ko"])


@cache
def english() -> list[str]:
    """Return texts that stand for themselves: no placeholder, and long enough to be no part of a name."""
    texts = [text for _, text in messages.asked_for("ja") if len(text) > 15]
    return [text for text in texts if not messages.PLACEHOLDER.search(text)]


@pytest.fixture
def nameless(sample, db):
    """Have an outlet that nobody has given an English name or address."""
    Outlet.objects.filter(code=CODE).update(
        name="大连银行兴工支行", name_en="", address="沙河口区兴工街4号", address_en="", town="兴工街道"
    )


@every_language
def test_a_page_says_its_language_and_leads_to_the_same_page_in_the_others(sample, db, prefix):
    for path in PATHS:
        page = Site(prefix).get(path)
        assert page.status_code == (404 if path == "/nowhere/" else 200), path
        assert f'<html lang="{LANGUAGES[prefix]}"' in page.source, path
        here = translate_url(prefix + path, "zh-hans")
        if path != "/nowhere/":
            links = dict(re.findall(r'<a href="([^"]+)" hreflang="([^"]+)"', page.source))
            assert links == {other + here: lang for other, lang in LANGUAGES.items() if other != prefix}, path
        assert [name in page.words for name in ("中文", "English", "日本語", "한국어")] == [True] * 4, path
        title = re.search(r"<title>(.*?)</title>", page.source, re.DOTALL)
        assert not re.search("<|&lt;", title[1]), f"{path}: a title holds no marks"


@east
def test_no_english_sentence_is_left_on_a_page_in_japanese_or_korean(sample, db, prefix):
    found = {}
    for path in PATHS:
        words = Site(prefix).get(path).words
        found |= {(path, text): prefix for text in english() if text in words}
    assert found == {}


@east
def test_no_english_is_left_among_the_answers(sample, db, prefix):
    site = Site(prefix)
    answers = [
        site.search("西安路", service="replace"), site.search("西安路", service="replace", open_at="arrival"),
        site.search("北京天安门"), site.search(""), site.search("中山路"), site.search("38.9,121.6"),
    ]  # fmt: skip
    for page in answers:
        assert [text for text in english() if text in page.words] == []


@every_language
def test_an_answer_is_asked_for_anew_in_every_other_language(sample, db, prefix):
    page = Site(prefix).search("西安路", service="replace")
    header = page.source[: page.source.index("<main")]
    assert re.findall(r'formaction="([^"]+)"', header) == [
        f"{other}/results/" for other in LANGUAGES if other != prefix
    ]
    # Once for the languages, once for the switch to large text.
    assert header.count('value="西安路"') == 2


@pytest.mark.parametrize(
    ("prefix", "said"),
    [
        ("", "大连银行兴工支行"),
        (
            "/en",
            '<span lang="zh-Latn">Dalian Yinhang Xinggong Zhihang</span> (<span lang="zh-Hans">大连',
        ),
        ("/ja", '<span lang="zh-Hans">大连银行兴工支行</span> (<span lang="zh-Latn">Dalian Yinhang'),
        ("/ko", '<span lang="zh-Latn">Dalian Yinhang Xinggong Zhihang</span> (<span lang="zh-Hans">大连'),
    ],
)
def test_a_name_without_an_english_one_is_said_in_pinyin_beside_the_chinese(nameless, prefix, said):
    page = Site(prefix).get(f"/outlets/{CODE}/")
    assert said in page.source
    assert ("Shahekou Qu Xinggong Jie 4 Hao" in page.words) == bool(prefix)
    assert "沙河口区兴工街4号" in page.words


def test_an_english_name_needs_no_chinese_beside_it_in_english_but_in_japanese_and_korean(sample, db):
    pages = {prefix: Site(prefix).get(f"/outlets/{CODE}/").source for prefix in LANGUAGES}
    said = {prefix: re.sub("<[^>]+>", "", page) for prefix, page in pages.items()}
    assert "青泥洼桥网点" not in said["/en"]
    assert "示例银行甲青泥洼桥网点 (Sample Bank A, Qingniwaqiao outlet)" in said["/ja"]
    assert "Sample Bank A, Qingniwaqiao outlet (示例银行甲青泥洼桥网点)" in said["/ko"]


@pytest.mark.parametrize(
    ("prefix", "name", "beside"), [("/ja", "西安路", "Xi'an Lu"), ("/ko", "Xi'an Lu", "西安路")]
)
def test_a_suggestion_shows_the_name_in_both_scripts(sample, db, prefix, name, beside):
    best = Site(prefix).post("/suggest/", q="xianlu").json()["suggestions"][0]
    assert (best["name"], best["more"].split(" · ")[0]) == (name, beside)


@pytest.mark.parametrize(
    ("english", "marked"),
    [
        ("", '<span lang="zh-Hans">本周三停电</span>'),
        ("No power on Wednesday", '<span lang="en">No power on Wednesday</span>'),
    ],
)
def test_what_somebody_wrote_stays_in_its_language_and_is_marked(nameless, english, marked):
    Outlet.objects.filter(code=CODE).update(notice="本周三停电", notice_en=english)
    for prefix in ("/ja", "/ko"):
        assert marked in Site(prefix).get(f"/outlets/{CODE}/").source
