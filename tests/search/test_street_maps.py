"""Street maps in force: prepared once, mapped by every worker, swapped in while searches go on."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.db import connection
from django.utils import timezone

from locator.models import MapBorder, MapDoor, MapPlace, Point, StreetMap
from locator.places import Gazetteer, Origin, resolve
from locator.places.lines import encode
from locator.search import street_maps
from locator.search.current import current, forget
from locator.search.warm import warm
from tests.search.rows import database_away

SQUARE = encode([[Point(39.40, 121.9), Point(39.40, 122.0), Point(39.50, 122.0), Point(39.50, 121.9)]])


@pytest.fixture(autouse=True)
def nothing_prepared() -> Any:
    street_maps.forget()
    Path(project.PLACES_PATH).unlink(missing_ok=True)
    yield
    street_maps.forget()
    Path(project.PLACES_PATH).unlink(missing_ok=True)


def street_map(number: int = 1, **fields: Any) -> StreetMap:
    given = {"kind": "osm", "attribution": "© OpenStreetMap contributors", "licence": "ODbL 1.0"}
    return StreetMap.objects.update_or_create(
        code="osm", defaults=given | {"number": number, "imported_at": timezone.now()} | fields
    )[0]


def place(of: StreetMap, name: str, **fields: Any) -> MapPlace:
    given = {
        "ref": name, "kind": "road", "district_id": "210214", "latitude": 39.45, "longitude": 121.95,
        "radius_m": 700,
    }  # fmt: skip
    return MapPlace.objects.create(street_map=of, name=name, **given | fields)


def found(text: str) -> Any:
    return resolve(text, current().snapshot.gazetteer)


@pytest.mark.django_db
def test_a_place_of_a_street_map_is_found_once_it_is_prepared() -> None:
    line = encode([[Point(39.445, 121.95), Point(39.455, 121.95)]])
    names = {"aliases": ["老试验街"], "pinyin": "shi yan xin jie", "name_en": "Trial Street"}
    place(street_map(), "试验新街", line=line, **names)
    street_maps.prepare()
    answer = found("试验新街")
    assert isinstance(answer, Origin)
    assert (answer.source, answer.radius_m, answer.label_en) == ("map:osm", 700, "Trial Street")
    assert found("老试验街").label == found("shiyanxinjie").label == "试验新街"


@pytest.mark.django_db
def test_what_the_map_no_longer_has_is_not_found() -> None:
    place(street_map(), "试验新街", retired=True)
    street_maps.prepare()
    assert not isinstance(found("试验新街"), Origin)


@pytest.mark.django_db
def test_a_door_and_a_border_of_a_street_map_are_used() -> None:
    osm = street_map()
    place(osm, "试验新街")
    MapDoor.objects.create(
        street_map=osm, ref="node/1", street="试验新街", number="12", district_id="210214",
        latitude=39.451, longitude=121.951,
    )  # fmt: skip
    MapBorder.objects.create(street_map=osm, district_id="210281", rings=SQUARE)
    street_maps.prepare()
    gazetteer = current().snapshot.gazetteer
    assert [door.text for door in gazetteer.doors("试验新街", frozenset())] == ["12"]
    # The border goes before what the nearest known places say.
    assert gazetteer.district_of(Point(39.45, 121.95)) == "210281"
    assert Gazetteer.shipped().district_of(Point(39.45, 121.95)) == "210214"


@pytest.mark.django_db
def test_a_worker_that_starts_without_a_database_maps_the_prepared_file(no_wait: None) -> None:
    place(street_map(), "试验新街")
    street_maps.prepare()
    current()
    street_maps.forget()
    with database_away():
        assert isinstance(found("试验新街"), Origin)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "half": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "another end": lambda content: content[:-100] + b"\xff" * 100,
    "another beginning": lambda content: b"\xff" + content[1:],
    "one bit": lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:],
}


@pytest.mark.django_db
def test_a_damaged_file_is_never_answered_from() -> None:
    place(street_map(), "试验新街")
    street_maps.prepare()
    path, wanted = Path(project.PLACES_PATH), street_maps.edition((("osm", 1),))
    whole, taken = path.read_bytes(), set[str]()
    for name, damage in DAMAGES.items():
        path.unlink()  # what is mapped stays; a new file takes the name
        path.write_bytes(damage(whole))
        assert street_maps.is_ready(wanted), "what is held is not read again"
        street_maps.forget()
        if street_maps.is_ready(wanted):
            taken.add(name)
        path.unlink()
        path.write_bytes(whole)
        assert street_maps.is_ready(wanted)
    assert taken == set()


@pytest.mark.django_db
def test_a_file_of_another_number_is_not_taken_for_this_one() -> None:
    place(street_map(), "试验新街")
    street_maps.prepare()
    street_maps.forget()
    assert not street_maps.is_ready(street_maps.edition((("osm", 2),)))
    assert street_maps.is_ready(street_maps.edition((("osm", 1),)))


@pytest.mark.django_db(transaction=True)
def test_a_map_that_is_not_prepared_is_prepared_beside_the_searches(no_wait: None, settings: Any) -> None:
    settings.PREPARE_BESIDE = True
    before = current()
    place(street_map(), "试验新街")
    StreetMap.objects.update(number=2)
    first = current()
    # The search is answered at once, by what there was.
    assert first.snapshot is not before.snapshot
    assert first.snapshot.awaited
    until = time.monotonic() + 300  # a busy machine takes its time
    while current().snapshot.awaited and time.monotonic() < until:
        time.sleep(0.05)
    assert isinstance(found("试验新街"), Origin)
    assert not current().snapshot.awaited
    connection.close()


@pytest.mark.django_db
def test_a_full_disk_does_not_keep_the_map_from_this_worker(settings: Any, tmp_path: Path) -> None:
    place(street_map(), "试验新街")
    blocked = tmp_path / "file"
    blocked.touch()
    settings.PLACES_PATH = blocked / "places.index"
    with pytest.raises(OSError, match=r"^"):
        street_maps.prepare()
    assert isinstance(found("试验新街"), Origin)


@pytest.mark.django_db(transaction=True)
def test_before_the_workers_are_forked_everything_is_made_ready() -> None:
    place(street_map(), "试验新街")
    forget()
    warm()
    assert Path(project.PLACES_PATH).exists()
    with connection.execute_wrapper(refuse_reading):
        assert isinstance(found("试验新街"), Origin)


@pytest.mark.django_db(transaction=True)
def test_a_start_without_a_database_is_a_start_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    forget()
    with database_away():
        warm()
    assert "Started without preparing everything" in caplog.text


def refuse_reading(execute: Any, sql: str, *rest: Any) -> Any:
    assert "locator_catalogueversion" in sql, "only the version is asked for"
    return execute(sql, *rest)
