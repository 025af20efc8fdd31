"""A reading is written whole or not at all, and only where it differs from what is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from locator.models import CatalogueVersion, MapBorder, MapDoor, MapPlace, StreetMap, StreetMapImport
from locator.places.street_maps.plan import Plan
from locator.places.street_maps.reading import DoorRow, PlaceRow, Reading
from locator.places.street_maps.writing import ImportRefusedError, Source, write_import

SOURCE = Source("m", "table", "whose", "", "CC0", date(2026, 10, 1))


def reading(count: int = 10) -> Reading:
    return Reading(
        places=[
            PlaceRow(f"p{n}", f"地{n}", "estate", "210202", 38.9, 121.6, 300, aliases=("甲", "乙"))
            for n in range(count)
        ],
        doors=[DoorRow(f"d{n}", "人民路", str(n), "210202", 38.9, 121.6) for n in range(count)],
        borders={"210202": "[[1,2,3,4]]"},
    )


def write(read: Reading, source: Source = SOURCE, **options: Any) -> Plan:
    return write_import(source, read, show=lambda _: None, tell=lambda *_: None, **options)


def state() -> list[Any]:
    return [list(model.objects.values()) for model in (StreetMap, MapPlace, MapDoor, MapBorder)]


@pytest.mark.django_db
def test_a_repeated_import_writes_nothing() -> None:
    write(reading())
    before, version = state(), CatalogueVersion.objects.get().number
    with CaptureQueriesContext(
        connection,
    ) as queries:
        plan = write(reading())
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert plan.total("unchanged") == 20
    assert (state(), CatalogueVersion.objects.get().number) == (before, version)
    assert StreetMapImport.objects.count() == 1


@pytest.mark.django_db
def test_only_what_changed_is_written_and_the_number_raised() -> None:
    write(reading())
    number = StreetMap.objects.get().number
    changed = reading()
    changed.places[3] = replace(changed.places[3], name="新名", aliases=())
    plan = write(changed)
    assert (plan.total("changed"), plan.total("unchanged")) == (1, 19)
    row = MapPlace.objects.get(ref="p3")
    assert (row.name, row.aliases) == ("新名", [])
    assert StreetMap.objects.get().number > number


@pytest.mark.django_db
def test_what_vanishes_is_kept_and_comes_back_as_the_same_row() -> None:
    write(reading())
    key = MapDoor.objects.get(ref="d9").pk
    less = reading()
    del less.doors[9]
    assert write(less).retiring == 1
    assert MapDoor.objects.get(ref="d9").retired
    assert write(less).retiring == 0
    assert write(reading()).total("revived") == 1
    assert (MapDoor.objects.get(ref="d9").pk, MapDoor.objects.get(ref="d9").retired) == (key, False)


@pytest.mark.django_db
def test_a_fifth_may_go_and_one_more_may_not() -> None:
    write(reading())
    less = reading()
    del less.doors[7:]
    with pytest.raises(ImportRefusedError, match="--retire 3"):
        write(less)
    write(less, retire=3)
    assert MapDoor.objects.filter(retired=True).count() == 3


@pytest.mark.django_db
def test_places_alone_trip_the_brake_however_many_doors_stand() -> None:
    many = reading(60)
    del many.places[5:]
    write(many)
    less = replace(many, places=many.places[:3])
    with pytest.raises(ImportRefusedError, match="--retire 2"):
        write(less)


@pytest.mark.django_db
def test_a_failure_in_the_middle_changes_nothing() -> None:
    write(reading())
    before = state()
    broken = reading(12)
    broken.doors.append(DoorRow("bad", "人民路", "1", "210202", 95.0, 121.6))  # the table's own guard
    with pytest.raises(DatabaseError):
        write(broken)
    assert state() == before


@pytest.mark.django_db
def test_borders_follow_the_source() -> None:
    write(reading())
    write(replace(reading(), borders={"210203": "[[5,6]]"}))
    assert list(MapBorder.objects.values_list("district", "rings")) == [("210203", "[[5,6]]")]


@pytest.mark.django_db
def test_a_newer_date_alone_is_kept_without_a_new_number() -> None:
    write(reading())
    number = StreetMap.objects.get().number
    write(reading(), replace(SOURCE, data_date=date(2026, 11, 1)))
    assert StreetMap.objects.get().data_date == date(2026, 11, 1)
    assert StreetMap.objects.get().number == number


@pytest.mark.django_db
def test_a_map_never_changes_its_kind() -> None:
    write(reading())
    with pytest.raises(ImportRefusedError, match="another --map"):
        write(reading(), replace(SOURCE, kind="osm"))


@pytest.mark.django_db
def test_statements_grow_with_batches_and_not_with_rows() -> None:
    with CaptureQueriesContext(connection) as few:
        write(reading(20))
    with CaptureQueriesContext(connection) as many:
        write(reading(200), replace(SOURCE, code="n"))
    assert len(many) - len(few) < 20


def test_two_imports_at_once_leave_the_rows_of_one_of_them(race: Callable[..., list[Any]]) -> None:
    one, other = reading(), reading()
    other.places[:] = [replace(row, name="另一个") for row in other.places]
    done = race(lambda: write(one), lambda: write(other))
    assert [result for result in done if isinstance(result, Exception)] == []
    assert len(set(MapPlace.objects.values_list("name", flat=True))) in {1, 10}
    assert [event.added for event in StreetMapImport.objects.order_by("id")] == [20, 0]
