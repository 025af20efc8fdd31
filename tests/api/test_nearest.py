"""The nearest outlets, by GET for public points and by POST for people."""

from __future__ import annotations

import json
from typing import Any

import pytest

from locator.search.current import current

from .conftest import NEAREST, QINGNIWAQIAO

MARK = "密谈弄"  # no such road; nobody but this test types it


def test_a_public_point_gets_the_nearest_outlets_in_order(api: Any) -> None:
    said = api("get", NEAREST, QINGNIWAQIAO).json()
    metres = [result["distance_m"] for result in said["results"]]
    assert len(metres) == 8
    assert metres == sorted(metres)
    assert said["origin"]["precision"] == "exact"
    assert {"code", "name", "latitude", "longitude", "state", "next_change"} <= set(said["results"][0])


@pytest.mark.parametrize("way", ["json", "form"])
def test_a_position_in_the_body_gets_what_a_public_point_gets(api: Any, way: str) -> None:
    asked = {**QINGNIWAQIAO, "service": "apply", "limit": "3", "open_at": "2026-11-24T10:00"}
    by_get, by_post = api("get", NEAREST, asked).json(), api(way, NEAREST, asked).json()
    assert by_post["results"] == by_get["results"]
    assert by_post["passed_over"] == by_get["passed_over"]


def test_numbers_and_truth_values_of_json_are_taken_as_they_are(api: Any) -> None:
    asked = {
        "latitude": 38.914,
        "longitude": 121.6325,
        "limit": 2,
        "step_free": True,
        "generation": 3,
        "bank": None,
    }
    said = api("json", NEAREST, asked).json()
    assert said["asked"]["step_free"] is True
    assert said["asked"]["generation"] == 3
    assert len(said["results"]) == 2


def test_an_address_in_the_body_is_found_and_says_how_exact_it_is(api: Any) -> None:
    answer = api("json", NEAREST, {"address": "青泥洼桥"})
    said = answer.json()
    assert answer.status_code == 200
    assert "青泥洼" in said["origin"]["label"]
    assert said["origin"]["radius_m"] > 0
    assert len(said["results"]) == 8


def test_a_place_is_chosen_by_its_key_by_get_and_by_post(api: Any) -> None:
    origin = api("json", NEAREST, {"address": "青泥洼桥"}).json()["origin"]
    for way in ("get", "json"):
        assert api(way, NEAREST, {"place": origin["key"]}).json()["origin"]["label"] == origin["label"]


def test_an_address_that_means_several_places_asks_which_one(api: Any, ambiguous: str) -> None:
    said = api("json", NEAREST, {"address": ambiguous}).json()
    assert said["origin"] is None
    assert said["results"] == []
    assert len(said["which_place"]) > 1
    assert len({place["district"] for place in said["which_place"]}) > 1
    chosen = next(place for place in said["which_place"] if place["key"])
    assert api("get", NEAREST, {"place": chosen["key"]}).json()["origin"]["label"] == chosen["label"]


def test_a_position_of_another_datum_is_moved_to_where_it_is(api: Any) -> None:
    plain = api("get", NEAREST, QINGNIWAQIAO).json()["origin"]
    moved = api("get", NEAREST, {**QINGNIWAQIAO, "datum": "gcj02"}).json()["origin"]
    assert 0.001 < abs(plain["longitude"] - moved["longitude"]) < 0.01


def test_the_answer_is_in_the_language_asked_for(api: Any) -> None:
    chinese = api("get", NEAREST, QINGNIWAQIAO).json()
    english = api("get", NEAREST, QINGNIWAQIAO, language="en").json()
    assert [one["code"] for one in chinese["results"]] == [one["code"] for one in english["results"]]
    assert chinese["results"][0]["name"] != english["results"][0]["name"]
    assert english["notice"].isascii()


def test_every_nearer_outlet_that_is_left_out_says_why(api: Any) -> None:
    said = api("get", NEAREST, {**QINGNIWAQIAO, "open_at": "2026-11-22T23:30", "limit": 5}).json()
    assert said["passed_over"]
    assert all(one["reason"] and one["sentence"] and one["state"] == "closed" for one in said["passed_over"])


def test_what_is_ready_made_equals_what_is_made_anew(api: Any) -> None:
    first, second = (api("get", NEAREST, QINGNIWAQIAO).json()["results"] for _ in range(2))
    assert first == second


def test_a_typed_address_is_in_no_log_no_header_and_no_error(api: Any, caplog: Any) -> None:
    caplog.set_level("DEBUG")
    bodies = [
        {"address": f"{MARK}107号"},
        {"address": f"沙河口区西安路{MARK}"},
        {"address": MARK, "limit": "abc"},
        {"address": [MARK]},
        {"latitude": MARK, "longitude": "121.6"},
        {"service": MARK, "open_at": MARK, "bank": MARK, "place": MARK},
        {MARK: "1"},
    ]
    for body in bodies:
        answer = api("json", NEAREST, body)
        assert MARK not in str(answer.headers)
        if answer.status_code != 200:
            assert MARK not in answer.content.decode()
    api.raw(NEAREST, json.dumps({"address": MARK}, ensure_ascii=False)[:-2], "application/json")
    assert MARK not in caplog.text
    assert repr(MARK.encode())[2:-1] not in caplog.text
    assert json.dumps(MARK)[1:-1] not in caplog.text


def test_no_answer_sets_a_cookie_or_asks_for_one(api: Any) -> None:
    answer = api("json", NEAREST, {"address": "青泥洼桥"})
    assert not answer.cookies
    assert "Cookie" not in answer.headers["Vary"]


@pytest.fixture
def ambiguous() -> str:
    """A name that stands in two districts, far apart."""
    return "新华街道"


def test_the_answer_says_how_old_the_catalogue_is(api: Any) -> None:
    catalogue = api("get", NEAREST, QINGNIWAQIAO).json()["catalogue"]
    assert catalogue["stale"] is False
    assert catalogue["age_seconds"] < 60
    assert catalogue["calendar_known_until"] == current().snapshot.calendar.known_until.isoformat()
