"""Ferries: straight lines lie at sea."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from locator.hours import State
from locator.models import Point
from locator.search.criteria import Arrival
from locator.search.islands import ELSEWHERE, ISLAND_COUNTY, ISLANDS, land_of

from .world import catalogue, origin, outlet, reasons, search

DATA = Path(__file__).parents[2] / "locator" / "data"
DACHANGSHAN = {"latitude": 39.27448, "longitude": 122.58904, "district_id": ISLAND_COUNTY}
XIAOCHANGSHAN = Point(39.23610, 122.68214)
ZHANGZI = Point(39.03024, 122.73080)
PIKOU = Point(39.40, 122.35)


def test_between_the_mainland_and_the_islands_there_is_a_ferry_and_no_walk() -> None:
    shore = origin(Point(39.275, 122.57), district="210283")  # as if the sea between were none
    match = search(catalogue(outlet("a", **DACHANGSHAN)), start=shore).matches[0]
    assert match.ferry
    assert match.walking_minutes is None


def test_on_one_island_people_walk() -> None:
    match = search(
        catalogue(outlet("a", **DACHANGSHAN)), start=origin(Point(39.272, 122.584), district=ISLAND_COUNTY)
    ).matches[0]
    assert not match.ferry
    assert match.walking_minutes is not None


@pytest.mark.parametrize(("start", "ferry"), [(XIAOCHANGSHAN, False), (ZHANGZI, True)])
def test_two_islands_need_a_ferry_unless_a_bridge_joins_them(start: Point, ferry: bool) -> None:
    found = search(catalogue(outlet("a", **DACHANGSHAN)), start=origin(start, district=ISLAND_COUNTY))
    assert found.matches[0].ferry is ferry


def test_the_islands_of_zhuanghe_need_a_ferry_to_its_harbour() -> None:
    harbour = {"latitude": 39.60455, "longitude": 122.96465, "district_id": "210283"}
    island = origin(Point(39.53047, 122.98736), district="210283")  # 石城公园
    match = search(catalogue(outlet("a", **harbour)), start=island).matches[0]
    assert match.ferry
    assert match.walking_minutes is None


def test_an_origin_whose_district_is_not_said_is_placed_by_its_neighbours() -> None:
    found = search(catalogue(outlet("a", **DACHANGSHAN)), start=origin(ZHANGZI, district=None))
    assert found.matches[0].ferry


def test_the_time_of_arrival_across_water_is_not_known_so_neither_is_the_state() -> None:
    snapshot = catalogue(outlet("a", **DACHANGSHAN, hours="Mo off"))
    match = search(snapshot, start=origin(PIKOU), open_at=Arrival.ON_FOOT).matches[0]
    assert match.status.state is State.UNKNOWN


def test_an_outlet_across_water_that_is_suspended_is_passed_over_all_the_same() -> None:
    snapshot = catalogue(outlet("a", **DACHANGSHAN, status="suspended", status_from="2026-01-01"))
    assert reasons(search(snapshot, start=origin(PIKOU), open_at=Arrival.ON_FOOT)) == {"a": "suspended"}


def test_an_outlet_on_an_island_nobody_knows_is_across_water_from_the_mainland_only() -> None:
    snapshot = catalogue(outlet("a", district_id=ISLAND_COUNTY, latitude=None, longitude=None))
    assert search(snapshot, start=origin(PIKOU)).matches[0].ferry
    assert not search(snapshot, start=origin(ZHANGZI, district=ISLAND_COUNTY)).matches[0].ferry


def test_every_known_place_of_the_county_lies_on_a_named_island_and_none_of_the_mainland_does() -> None:
    with (DATA / "places_osm.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            point = Point(float(row["latitude"]), float(row["longitude"]))
            if row["district_code"] == ISLAND_COUNTY:
                assert land_of(point, ISLAND_COUNTY) != ELSEWHERE, row["name"]
            else:
                assert not any(island.holds(point) for island in ISLANDS), row["name"]
