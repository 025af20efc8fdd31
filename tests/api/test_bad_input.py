"""Everything that cannot be answered gets a 400 that names its field and says what to do."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .conftest import NEAREST, QINGNIWAQIAO, fields_of

TOKYO = {"latitude": "35.6812", "longitude": "139.7671"}
OUT_AT_SEA = {"latitude": "37.9", "longitude": "123.9"}

BAD = [
    ({"latitude": "121.614", "longitude": "38.914"}, {"latitude", "longitude"}),  # swapped
    ({"latitude": "nan"}, {"latitude"}),
    ({"longitude": "NaN"}, {"longitude"}),
    ({"latitude": "inf"}, {"latitude"}),
    ({"latitude": "1e400"}, {"latitude"}),
    ({"latitude": "90.5"}, {"latitude"}),
    ({"longitude": "-180.1"}, {"longitude"}),
    ({"latitude": "38_9"}, {"latitude"}),
    ({"latitude": "38°54′"}, {"latitude"}),
    ({"latitude": ""}, {"latitude"}),
    ({"latitude": "", "longitude": ""}, {"latitude", "longitude"}),
    (TOKYO, {"latitude", "longitude"}),
    (OUT_AT_SEA, {"latitude", "longitude"}),
    ({"datum": "tokyo"}, {"datum"}),
    ({"service": "teleport"}, {"service"}),
    ({"bank": "nobody"}, {"bank"}),
    ({"service": "pin", "card_bank": "nobody"}, {"card_bank"}),
    ({"district": "110101"}, {"district"}),
    ({"generation": "4"}, {"generation"}),
    ({"step_free": "perhaps"}, {"step_free"}),
    ({"limit": "0"}, {"limit"}),
    ({"limit": "-1"}, {"limit"}),
    ({"limit": "1000000000"}, {"limit"}),
    ({"limit": "abc"}, {"limit"}),
    ({"limit": "5.5"}, {"limit"}),
    ({"open_at": "tomorrow-ish"}, {"open_at"}),
    ({"open_at": "2026-13-40T25:00"}, {"open_at"}),
    ({"service": "a\x00b"}, {"service"}),
    ({"servcie": "apply"}, {"servcie"}),
    ({"service": "teleport", "limit": "0", "latitude": "x"}, {"service", "limit", "latitude"}),
]


@pytest.mark.parametrize("way", ["get", "json", "form"])
def test_bad_input_is_refused_with_its_fields_named(api: Any, way: str) -> None:
    found = {}
    for wrong, named in BAD:
        answer = api(way, NEAREST, {**QINGNIWAQIAO, **wrong})
        said = (answer.status_code, answer.json().get("type"), fields_of(answer))
        if said != (400, "validation_error", named):
            found[str(wrong)] = said
    assert found == {}


ADDRESSES = {
    "nothing": "",
    "blanks": " 　 ",
    "ten thousand characters": "西安路" * 3334,
    "emoji": "🏦🏦🏦",
    "control characters": "\x01\x02\x1b[2J",
    "a NUL": "西安路\x00",
    "half a surrogate pair": "西安路\ud83c",
    "SQL": "'; DROP TABLE locator_outlet; --",
    "another city": "北京市朝阳区建国路93号",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_an_address_that_leads_nowhere_is_refused_and_not_repeated(api: Any, address: str) -> None:
    answer = api("json", NEAREST, {"address": address})
    assert answer.status_code == 400
    assert fields_of(answer) == {"address"}
    typed = address.strip()
    assert not typed or typed not in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize("value", [["38.9"], {"degrees": 38.9}, [], {}])
def test_a_list_or_an_object_in_the_place_of_a_value_is_refused(api: Any, value: object) -> None:
    answer = api("json", NEAREST, {**QINGNIWAQIAO, "latitude": value})
    assert answer.status_code == 400
    assert fields_of(answer) == {"latitude"}


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null", "true"])
def test_a_body_that_is_no_object_is_refused(api: Any, body: str) -> None:
    answer = api.raw(NEAREST, body, "application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "not_an_object"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ('{"latitude": ', "application/json"),
        ('{"latitude": NaN, "longitude": 121.6}', "application/json"),
        ("[" * 100_000, "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        ('{"limit": ' + "9" * 5000 + "}", "application/json"),
        ("{}", "application/json; charset=hex"),
        ("latitude=1", "application/x-www-form-urlencoded; charset=rot13"),
        ("&".join(f"f{n}=1" for n in range(600)), "application/x-www-form-urlencoded"),
    ],
    ids=["cut off", "NaN", "deep", "no UTF-8", "digits", "hex", "rot13", "600 fields"],
)
def test_a_body_that_cannot_be_read_is_refused(api: Any, body: str | bytes, content_type: str) -> None:
    answer = api.raw(NEAREST, body, content_type)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "parse_error"


def test_a_field_given_twice_is_refused(api: Any) -> None:
    query = "latitude=38.9&latitude=39.9&longitude=121.6"
    assert fields_of(api.client.get(f"{NEAREST}?{query}")) == {"latitude"}
    assert fields_of(api.raw(NEAREST, query, "application/x-www-form-urlencoded")) == {"latitude"}


def test_an_address_in_the_url_is_refused_and_not_repeated(api: Any) -> None:
    for answer in (
        api.client.get(NEAREST, {"address": "西安路107号"}),
        api.client.post(f"{NEAREST}?address=西安路107号", {"address": "西安路107号"}, "application/json"),
    ):
        assert answer.status_code == 400
        assert fields_of(answer) == {"address"}
        assert "POST" in answer.json()["errors"][0]["detail"]
        assert "107" not in answer.content.decode()


def test_a_name_that_is_no_name_of_a_field_is_not_repeated(api: Any) -> None:
    answer = api.client.get(f"{NEAREST}?西安路107号")
    assert answer.status_code == 400
    assert fields_of(answer) == {None}
    assert "107" not in answer.content.decode()


def test_saying_where_in_two_ways_is_refused(api: Any) -> None:
    answer = api("json", NEAREST, {**QINGNIWAQIAO, "address": "西安路"})
    assert answer.status_code == 400
    assert fields_of(answer) == {"address", "latitude"}


def test_a_place_that_nobody_knows_is_refused(api: Any) -> None:
    answer = api("get", NEAREST, {"place": "no-such-place"})
    assert answer.status_code == 400
    assert fields_of(answer) == {"place"}


@pytest.mark.parametrize(
    "moment", ["1949-10-01T10:00", "2199-12-31T23:59", "2026-10-10T10:00+09:00", "2026-10-10 10:00"]
)
def test_past_and_far_off_times_are_answered(api: Any, moment: str) -> None:
    assert api("get", NEAREST, {**QINGNIWAQIAO, "open_at": moment}).status_code == 200


@pytest.mark.parametrize(
    ("language", "chinese"),
    [
        ("", True),
        ("zh-CN,zh;q=0.9", True),
        ("en-GB", False),
        ("fr", True),
        ("ja", True),
        ("ko,en;q=0.5", False),
    ],
)
def test_errors_speak_the_language_asked_for(api: Any, language: str, *, chinese: bool) -> None:
    answer = api("get", NEAREST, {"latitude": "x", "longitude": "121.6"}, language=language)
    assert answer.headers["Content-Language"] == ("zh-hans" if chinese else "en")
    assert "Accept-Language" in answer.headers["Vary"]
    assert bool(re.search("[一-鿿]", answer.json()["errors"][0]["detail"])) == chinese
