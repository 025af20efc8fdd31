"""Verified outlets teach the gazetteer their own door and road; the others teach it nothing."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from locator.models import Bank, Outlet
from locator.places import Gazetteer, Origin, resolve
from locator.search.current import current
from locator.search.taught import taught_by
from tests.places.streets import town_of
from tests.search.rows import make

pytestmark = pytest.mark.django_db
# Near 大连北站; no table has a road of this name.
ADDRESS, HERE = "甘井子区甲乙丙大街18号一层", {"latitude": 39.016, "longitude": 121.602}
VERIFIED = {"address": ADDRESS, "position_source": "staff", "position_verified": True, **HERE}


@pytest.fixture
def here(bank: Bank) -> Outlet:
    return make(bank, "a", **VERIFIED, district_id="210211")


def found(text: str) -> Any:
    return resolve(text, current().snapshot.gazetteer)


def test_the_door_of_a_verified_outlet_is_found_by_its_address(here: Outlet) -> None:
    answer = found("甲乙丙大街18号")
    assert isinstance(answer, Origin)
    assert (answer.precision, answer.source) == ("door", "outlets")
    assert (answer.point.latitude, answer.point.longitude) == tuple(HERE.values())


def test_another_door_of_its_road_is_answered_by_the_road(here: Outlet) -> None:
    answer = found("甘井子区甲乙丙大街400号")
    assert isinstance(answer, Origin)
    assert answer.precision == "road"
    assert answer.radius_m >= 1_500


def test_the_floor_of_an_outlet_reaches_neither_label_nor_index(here: Outlet) -> None:
    gazetteer = current().snapshot.gazetteer
    assert not any("一层" in entry.name for entry in gazetteer.entries)
    assert [door.text for door in gazetteer.doors("甲乙丙大街", frozenset())] == ["18"]


@pytest.mark.parametrize(
    "changed",
    [
        {"position_verified": False},
        {"address": "甘井子区华南广场对面"},
        {"latitude": None, "longitude": None, "position_source": "none", "position_verified": False},
    ],
    ids=["not verified", "no number", "no position"],
)
def test_an_outlet_that_nobody_has_verified_teaches_nothing(bank: Bank, changed: dict[str, Any]) -> None:
    make(bank, "a", **VERIFIED | changed, district_id="210211")
    assert current().snapshot.gazetteer is Gazetteer.shipped()


def test_a_fictional_outlet_teaches_nothing(bank: Bank, here: Outlet) -> None:
    Bank.objects.update(is_sample=True)
    assert current().snapshot.gazetteer is Gazetteer.shipped()


def test_a_road_that_is_known_keeps_its_own_place(bank: Bank) -> None:
    make(bank, "a", **VERIFIED | {"address": "沙河口区西安路9999号"}, district_id="210204")
    before = resolve("沙河口区西安路", Gazetteer.shipped())
    assert isinstance(before, Origin)
    assert found("沙河口区西安路").point == before.point


@pytest.mark.usefixtures("no_wait")
def test_what_an_outlet_taught_goes_when_it_is_no_longer_verified(here: Outlet) -> None:
    assert isinstance(found("甲乙丙大街18号"), Origin)
    Outlet.objects.update(position_verified=False)
    assert not isinstance(found("甲乙丙大街18号"), Origin)


def test_an_older_gazetteer_is_let_go(here: Outlet) -> None:
    outlets = current().snapshot.outlets
    older = town_of()
    taught_by(outlets, older)
    gone = weakref.ref(older)
    del older
    taught_by(outlets, town_of())
    gc.collect()
    assert gone() is None
