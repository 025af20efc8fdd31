"""Suspected doubles are of one kind, close together and of nearly the same name; found in bounded time."""

import time

import pytest

from locator.catalogue.place_doubles import Likeness, suspected_doubles
from locator.models import Point
from locator.places import Gazetteer
from locator.places.answer import Kind, Precision
from locator.places.entry import Entry
from tests.thorough import either

METRE = 1 / 111_195


def place(name, *, north=0, kind=Kind.LANDMARK, aliases=(), number=[0]):  # noqa: B006 - counts on purpose
    number[0] += 1
    return Entry(
        name=name, name_en="x", kind=kind, precision=Precision.LANDMARK, district="210202",
        point=Point(38.9 + north * METRE, 121.6), radius_m=200, source="test", key=f"k{number[0]}", rank=3,
        aliases=aliases,
    )  # fmt: skip


def found(*entries):
    readings = Gazetteer.shipped().names.readings
    groups = suspected_doubles(Gazetteer.of(entries, readings))
    return [({entry.name for entry in group.entries}, group.likeness) for group in groups]


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("甲乙医院", "甲乙 醫院", Likeness.SAME_NAME),
        ("甲乙广场（黄河路店）", "甲乙广场", Likeness.BRACKETS),
        ("沙河甲乙警大队", "沙河甲乙交警大队", Likeness.ONE_SLIP),
        ("锦绣花园城", "锦秀花园城", Likeness.ONE_SLIP),
    ],
)
def test_nearly_the_same_name_close_together_is_suspected(one, other, likeness):
    assert found(place(one), place(other, north=390)) == [({one, other}, likeness)]
    assert found(place(one), place(other, north=410)) == []


def test_the_name_of_one_that_is_another_name_of_the_other_is_suspected():
    assert found(place("甲乙医院", aliases=("友好医院",)), place("友好医院", north=50)) == [
        ({"甲乙医院", "友好医院"}, Likeness.OTHER_NAME)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲乙广场（东店）", "甲乙广场（西店）"),
        ("东港二街口", "东港三街口"),
        ("锦绣小学校", "锦绣中学校"),
        ("甲乙丙", "甲乙丁"),
        ("3号甲楼房", "5号甲楼房"),
    ],
)
def test_names_that_tell_apart_are_not_suspected(one, other):
    assert found(place(one), place(other)) == []


def test_another_kind_is_another_place():
    assert found(place("甲乙丙丁"), place("甲乙丙丁", kind=Kind.ESTATE)) == []


def test_roads_are_looked_for_farther_off():
    roads = [place("甲乙大路", kind=Kind.ROAD, north=north) for north in (0, 1_490, 4_000)]
    assert found(*roads) == [({"甲乙大路"}, Likeness.SAME_NAME)]


def test_three_that_hang_together_are_one_group_and_slips_only_pairs():
    three = [place("甲乙医院", north=north) for north in (0, 300, 600)]
    assert found(*three) == [({"甲乙医院"}, Likeness.SAME_NAME)]
    slips = [place("锦绣花园城"), place("锦秀花园城"), place("锦锈花园城")]
    assert [len(names) for names, _likeness in found(*slips)] == [2, 2, 2]


@pytest.mark.long
def test_very_many_places_of_few_names_are_compared_in_seconds():
    """Were each compared with every other, two thousand would take a quarter of a minute."""
    many = either(2_000, 20_000)
    entries = [place(f"甲乙丙银行{'支行' * (n % 2)}", north=n * 50) for n in range(many)]
    gazetteer = Gazetteer.__new__(Gazetteer)
    gazetteer.entries = tuple(entries)
    started = time.process_time()
    assert suspected_doubles(gazetteer)
    assert time.process_time() - started < many / 1_000
