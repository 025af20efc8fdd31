"""A finer answer from online is used where it does not contradict what is known here, and only there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from locator.models import Point
from locator.places import Origin, Precision, resolve
from locator.places.asking import NEAR_ENOUGH_M, better

STREET = "西岗区新开路9999号"


@pytest.fixture
def here(gazetteer: Any) -> Origin:
    found = resolve(STREET, gazetteer)
    assert isinstance(found, Origin)
    assert (found.precision, found.radius_m > NEAR_ENOUGH_M) == (Precision.ROAD, True)
    return found


def north(of: Origin, metres: float, **fields: Any) -> Origin:
    point = Point(of.point.latitude + metres / 111_195, of.point.longitude)
    return replace(of, point=point, precision=Precision.DOOR, source="online:photon", remarks=(), **fields)


def told(found: Origin, answer: Origin, gazetteer: Any) -> Any:
    return better(found, STREET, "", gazetteer, lambda question, names: answer)


def test_a_finer_answer_within_the_radius_is_used(here: Origin, gazetteer: Any) -> None:
    answer = north(here, here.radius_m - 5, radius_m=100)
    assert told(here, answer, gazetteer) == answer


def test_a_finer_answer_outside_the_radius_is_not(here: Origin, gazetteer: Any) -> None:
    assert told(here, north(here, here.radius_m + 5, radius_m=100), gazetteer) == here


@pytest.mark.parametrize("coarser", [0, 1, 500])
def test_an_answer_that_is_no_finer_is_not(coarser: int, here: Origin, gazetteer: Any) -> None:
    assert told(here, north(here, 0, radius_m=here.radius_m + coarser), gazetteer) == here
    assert told(here, north(here, 0, radius_m=here.radius_m - 1), gazetteer) != here


def test_where_a_district_alone_is_known_an_answer_in_it_is_used(here: Origin, gazetteer: Any) -> None:
    coarse = replace(here, precision=Precision.DISTRICT)
    inside = north(coarse, coarse.radius_m + 500, radius_m=100)
    assert told(coarse, inside, gazetteer) == inside
    assert told(coarse, replace(inside, district="210283"), gazetteer) == coarse


def test_what_is_known_well_enough_is_never_asked_for(here: Origin, gazetteer: Any) -> None:
    def nobody(question: Any, names: Any) -> Any:
        raise AssertionError

    for enough in (replace(here, radius_m=NEAR_ENOUGH_M), replace(here, remarks=())):
        assert better(enough, STREET, "", gazetteer, nobody) == enough
