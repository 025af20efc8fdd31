"""Searches that find nothing, and outlets that are passed over, are counted without what was typed."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from locator.models import SearchCount
from locator.search import counting

from .conftest import NEAREST, QINGNIWAQIAO, Api

SECRET = "静安里无名巷七七七号谁也不认识的地方"


def counted(kind: SearchCount.Kind) -> list[dict[str, Any]]:
    counting.flush()
    rows = SearchCount.objects.filter(kind=kind).order_by("outlet")
    return list(rows.values("district", "service", "outlet", "reason", "shape", "hits"))


def test_an_address_that_nobody_knows_is_counted_and_not_kept(api: Api) -> None:
    for _time in range(3):
        assert api("json", NEAREST, {"address": SECRET, "service": "replace"}).status_code == 400
    (row,) = counted(SearchCount.Kind.NOT_UNDERSTOOD)
    assert (row["service"], row["shape"], row["hits"]) == ("replace", "road", 3)
    assert SECRET not in str(list(SearchCount.objects.values_list()))


@pytest.mark.parametrize(
    ("address", "chosen", "district", "shape"),
    [
        ("中山区谁也不认识巷七七七号", "", "210202", "road"),
        ("谁也不认识的小区12号楼", "210204", "210204", "estate"),
        ("沙河口区谁也不认识的地铁站", "", "210204", "station"),
        ("中山区谁也不认识的东西", "", "210202", "other"),
    ],
)
@pytest.mark.parametrize("way", ["page", "api"])
def test_where_only_the_district_is_known_its_shape_and_district_are_counted(
    api: Api, client: Client, caplog: pytest.LogCaptureFixture, address: str, chosen: str, district: str,
    shape: str, way: str,
) -> None:  # fmt: skip
    with caplog.at_level(logging.DEBUG):
        if way == "page":
            assert client.post("/results/", {"place": address, "district": chosen}).status_code == 200
        else:
            asked = {"address": address} | ({"district": chosen} if chosen else {})
            assert api("json", NEAREST, asked).status_code == 200
        (row,) = counted(SearchCount.Kind.NOT_UNDERSTOOD)
    assert (row["district"], row["shape"], row["hits"]) == (district, shape, 1)
    assert "谁也不认识" not in caplog.text
    assert "谁也不认识" not in str(list(SearchCount.objects.values_list()))


def test_a_place_that_is_known_was_not_sought_in_vain(api: Api) -> None:
    assert api("json", NEAREST, {"address": "西安路"}).status_code == 200
    assert counted(SearchCount.Kind.NOT_UNDERSTOOD) == []


def test_the_page_counts_what_nobody_knows_by_its_shape(client: Client, api: Api) -> None:
    assert client.post("/results/", {"place": SECRET}).status_code == 422
    (row,) = counted(SearchCount.Kind.NOT_UNDERSTOOD)
    assert (row["district"], row["reason"], row["shape"]) == ("", "unknown", "road")


@pytest.mark.parametrize("address", ["", "北京市天安门"])
def test_an_empty_box_and_a_place_outside_dalian_are_not_counted(api: Api, address: str) -> None:
    api("json", NEAREST, {"address": address, "service": "replace"})
    assert counted(SearchCount.Kind.NOT_UNDERSTOOD) == []


def test_a_search_that_no_outlet_answers_counts_for_the_district_of_its_origin(api: Api) -> None:
    asked = {**QINGNIWAQIAO, "service": "apply", "open_at": "2026-11-24T03:00"}
    given = api("get", NEAREST, asked)
    assert given.status_code == 200
    assert given.json()["results"] == []
    assert [
        (row["district"], row["service"], row["hits"]) for row in counted(SearchCount.Kind.NOTHING_FOUND)
    ] == [("210202", "apply", 1)]


def test_an_outlet_that_is_passed_over_is_counted_with_the_reason(api: Api) -> None:
    passed = api("get", NEAREST, {**QINGNIWAQIAO, "service": "replace"}).json()["passed_over"]
    rows = {row["outlet"]: row for row in counted(SearchCount.Kind.PASSED_OVER)}
    assert passed
    assert set(rows) == {each["code"] for each in passed}
    assert all(row["reason"] and row["hits"] == 1 for row in rows.values())


def test_what_a_person_rules_out_says_nothing_about_the_outlets(api: Api) -> None:
    given = api("get", NEAREST, {**QINGNIWAQIAO, "service": "replace", "district": "210281"})
    assert given.status_code == 200
    assert not {row["reason"] for row in counted(SearchCount.Kind.PASSED_OVER)} & {"other-district"}
