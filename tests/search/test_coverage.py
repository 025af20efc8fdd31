"""How far towns are from each service: over land, to outlets that do it, held against geopy."""

from __future__ import annotations

from datetime import date

import pytest
from geopy.distance import geodesic

from locator.models import Service
from locator.search.coverage import FAR_M, Reach, reaches
from locator.search.islands import ISLAND_COUNTY

from .world import at, catalogue, offer, outlet

TODAY = date(2026, 7, 15)
DACHANGSHAN = {"latitude": 39.27448, "longitude": 122.58904, "district_id": ISLAND_COUNTY}


def of(found: list[Reach], district: str) -> list[Reach]:
    return [reach for reach in found if reach.town.district == district]


def test_every_town_of_every_district_is_measured_once() -> None:
    snapshot = catalogue(outlet("a"))
    found = reaches(snapshot, TODAY)
    keys = [reach.town.key for reach in found]
    assert len(keys) == len(set(keys)) > 140
    assert {reach.town.district for reach in found} == set(snapshot.districts)


def test_the_way_is_that_of_the_nearest_outlet() -> None:
    outlets = [outlet("a"), at("b", 20_000, 9_000), at("c", 60_000, 30_000)]
    for reach in of(reaches(catalogue(*outlets), TODAY), "210203"):
        here = (reach.town.point.latitude, reach.town.point.longitude)
        oracle = min(geodesic(here, (one.latitude, one.longitude)).m for one in outlets)
        assert reach.metres[Service.APPLY] == pytest.approx(oracle, abs=0.01)


def test_an_outlet_that_does_not_do_a_service_does_not_count_for_it() -> None:
    near, far = at("near", 0), at("far", 30_000)
    snapshot = catalogue(near, far, offers=[offer("near", "replace", available=False)])
    for reach in of(reaches(snapshot, TODAY), "210203"):
        assert reach.metres[Service.REPLACE] > reach.metres[Service.APPLY]
        assert reach.is_far()
        assert not reach.is_far(Service.APPLY)


def test_one_that_has_closed_for_good_does_not_count() -> None:
    gone = at("gone", 0, status="closed", status_from="2026-07-01")
    found = of(reaches(catalogue(gone, at("far", 30_000)), TODAY), "210203")
    assert all(reach.metres[Service.APPLY] > FAR_M for reach in found)


def test_islands_are_reached_from_the_mainland_by_ferry_only() -> None:
    islands = of(reaches(catalogue(outlet("a")), TODAY), ISLAND_COUNTY)
    assert {reach.metres[Service.APPLY] for reach in islands} == {None}
    assert all(reach.is_far() and reach.farthest == float("inf") for reach in islands)
    own = of(reaches(catalogue(outlet("a", **DACHANGSHAN)), TODAY), ISLAND_COUNTY)
    assert {reach.metres[Service.APPLY] is None for reach in own} == {True, False}


def test_without_outlets_every_town_is_far() -> None:
    assert all(reach.is_far() for reach in reaches(catalogue(), TODAY))
