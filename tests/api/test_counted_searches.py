"""Searches that find nothing, and outlets that are passed over, are counted without what was typed."""

from __future__ import annotations

from typing import Any

import pytest

from locator.models import SearchCount
from locator.search import counting

from .conftest import NEAREST, QINGNIWAQIAO, Api

SECRET = "静安里无名巷七七七号谁也不认识的地方"


def counted(kind: SearchCount.Kind) -> list[dict[str, Any]]:
    counting.flush()
    rows = SearchCount.objects.filter(kind=kind).order_by("outlet")
    return list(rows.values("district", "service", "outlet", "reason", "hits"))


def test_an_address_that_nobody_knows_is_counted_and_not_kept(api: Api) -> None:
    for _time in range(3):
        assert api("json", NEAREST, {"address": SECRET, "service": "replace"}).status_code == 400
    (row,) = counted(SearchCount.Kind.NOT_UNDERSTOOD)
    assert (row["service"], row["hits"]) == ("replace", 3)
    assert SECRET not in str(list(SearchCount.objects.values_list()))


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
