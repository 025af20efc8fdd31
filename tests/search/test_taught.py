"""What verified outlets teach the search: their own door, and a road that no table holds."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from locator.places import Gazetteer, Origin, Precision, resolve
from locator.search.build import build
from locator.search.snapshot import Snapshot
from locator.search.taught import taught_by
from tests.places.streets import road, town_of

from . import world

ADDRESS = "大连市西岗区某某新街18号（某某大厦一层）"


def snapshot_of(**columns: Any) -> Snapshot:
    return world.catalogue(world.outlet("A1", address=ADDRESS, **columns))


def taught(snapshot: Snapshot, below: Gazetteer) -> Any:
    return taught_by(snapshot.outlets, below)


def test_a_verified_outlet_teaches_its_door_and_a_road_that_nobody_knows() -> None:
    snapshot = snapshot_of()
    answer = resolve("西岗区某某新街18号", snapshot.gazetteer)
    assert isinstance(answer, Origin)
    assert (answer.label, answer.precision, answer.point) == ("某某新街18号", Precision.DOOR, world.CENTRE)
    along = resolve("某某新街", snapshot.gazetteer)
    assert isinstance(along, Origin)
    assert along.precision is Precision.ROAD


def test_nothing_but_road_and_number_is_taught() -> None:
    doors, roads = taught(snapshot_of(), Gazetteer.shipped())
    assert [(door.street, door.text) for door in doors] == [("某某新街", "18")]
    assert [entry.name for entry in roads] == ["某某新街"]


def test_a_known_road_is_not_taught_again() -> None:
    known = town_of(road("某某新街", (0, 0), radius_m=500, district="210203"))
    doors, roads = taught(snapshot_of(), known)
    assert (len(doors), roads) == (1, ())


@pytest.mark.parametrize("columns", [{}, {"latitude": None, "longitude": None}])
def test_an_outlet_whose_position_nobody_verified_teaches_nothing(columns: dict[str, Any]) -> None:
    columns = {"position_verified": False, **columns}
    assert taught(snapshot_of(**columns), Gazetteer.shipped()) == ((), ())


def test_an_outlet_of_a_fictional_bank_teaches_nothing() -> None:
    rows = world.rows([world.outlet("A1", address=ADDRESS)])
    sample = rows._replace(banks=[bank._replace(is_sample=True) for bank in rows.banks])
    assert taught(build(sample), Gazetteer.shipped()) == ((), ())


def test_an_older_gazetteer_is_let_go() -> None:
    snapshot = snapshot_of()
    older = town_of()
    taught(snapshot, older)
    gone = weakref.ref(older)
    del older
    taught(snapshot, town_of())
    gc.collect()
    assert gone() is None
