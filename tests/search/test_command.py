"""``manage.py nearest``: a table that aligns, the API's JSON, and errors that show a way on."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from locator.search.table import aligned, width
from tests import sample_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sample() -> None:
    sample_rows.load(today=date(2026, 9, 1))


def run(*words: str, language: str = "en", **options: Any) -> str:
    out = StringIO()
    call_command("nearest", *words, stdout=out, language=language, **options)
    return out.getvalue()


def test_the_nearest_outlets_are_printed_as_a_table() -> None:
    text = run("青泥洼桥", "--service", "apply", "--open-at", "2026-10-10T10:00", "--limit", "5")
    assert "sample-a-01" in text
    assert "Sample data" in text


def test_the_same_can_be_had_as_json() -> None:
    answer = json.loads(
        run("青泥洼桥", "--service", "apply", "--open-at", "2026-10-10T10:00", "--limit", "5", "--json")
    )
    assert {"origin", "results", "passed_over"} <= set(answer)
    assert len(answer["results"]) == 5
    distances = [result["distance_m"] for result in answer["results"]]
    assert distances == sorted(distances)
    assert all(result["state"] in {"open", "unknown"} for result in answer["results"])


def test_a_position_can_be_given_in_any_datum() -> None:
    wgs84 = json.loads(run("--latitude", "38.91", "--longitude", "121.6", "--json"))
    gcj02 = json.loads(run("--latitude", "38.91", "--longitude", "121.6", "--datum", "gcj02", "--json"))
    assert abs(wgs84["origin"]["longitude"] - gcj02["origin"]["longitude"]) > 0.001


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Give a place"),
        (["西安路", "--latitude", "38.9", "--longitude", "121.6"], "Give a place"),
        (["--latitude", "38.9"], "in degrees"),
        (["--latitude", "north", "--longitude", "121.6"], "in degrees"),
        (["--latitude", "nan", "--longitude", "121.6"], "in degrees"),
        (["--latitude", "35.68", "--longitude", "139.76"], "not in Dalian"),
        (["--latitude", "38.9", "--longitude", "121.6", "--datum", "mars"], "--datum"),
        (["西安路", "--limit", "0"], "--limit"),
        (["西安路", "--service", "x", "--card-bank", "y"], "--card-bank"),
        (["😀😀😀"], "cannot"),
        (["西安路" * 4000], "too long"),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(words: list[str], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run(*words)


def test_a_name_that_several_places_have_lists_them() -> None:
    with pytest.raises(CommandError, match="Which of these places") as caught:
        run("新华街道")
    assert "瓦房店市" in str(caught.value)
    assert "庄河市" in str(caught.value)


def test_columns_stand_under_one_another_though_a_chinese_character_is_twice_as_wide() -> None:
    lines = aligned([("网点", "a"), ("x", "b"), ("ｗ", "c")])
    assert {width(line) for line in lines} == {7}
    assert width("é") == width("e\u0301") == 1
