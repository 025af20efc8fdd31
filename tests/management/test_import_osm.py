"""An OpenStreetMap extract is brought in, and the search answers from it: roads, doors, crossings, exits."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from locator.models import MapDoor, MapPlace, Place, StreetMap, StreetMapImport
from locator.places import Origin, Precision, resolve
from locator.places.entry import metres_between
from locator.search import street_maps
from locator.search.current import current
from tests.places.street_maps.extracts import Drawn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_wait")]
# In 西岗区; no shipped table knows these names.
WEST, EAST, MIDDLE, NORTH, SOUTH = 121.600, 121.610, 121.605, 38.920, 38.910


@pytest.fixture(autouse=True)
def nothing_prepared() -> Any:
    street_maps.forget()
    yield
    street_maps.forget()
    Path(settings.PLACES_PATH).unlink(missing_ok=True)


@pytest.fixture
def no_wait(settings: Any) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0.0


def town(*, with_lane: bool = True) -> Drawn:
    drawn = Drawn()
    names = {"alt_name": "旧试验路", "name:en": "Trial Road"}
    drawn.road("试验东西大街", [(38.915, WEST), (38.915, MIDDLE), (38.915, EAST)], names)
    drawn.road("试验南北大街", [(SOUTH, MIDDLE), (38.915, MIDDLE), (NORTH, MIDDLE)])
    # Odd numbers stand north of the road, even ones south of it.
    for number, longitude in ((1, 121.6010), (11, 121.6030)):
        drawn.door((38.9152, longitude), "试验东西大街", f"{number}号")
        drawn.door((38.9148, longitude), "试验东西大街", f"{number + 1}号")
    drawn.node((38.9160, 121.6080), {"railway": "station", "station": "subway", "name": "试验广场"})
    drawn.node((38.9163, 121.6082), {"railway": "subway_entrance", "ref": "C"})
    drawn.node((38.9135, 121.6020), {"place": "neighbourhood", "name": "试验社区"})
    if with_lane:  # last, so that nothing else is renumbered without it
        drawn.road("试验小巷", [(38.912, WEST), (38.912, MIDDLE)])
    return drawn


@pytest.fixture
def bring_in(tmp_path: Path) -> Any:
    def command(drawn: Drawn, *options: str) -> str:
        out = StringIO()
        path = drawn.written(tmp_path)
        call_command("import_places", path, "--apply", *options, stdout=out, stderr=StringIO())
        return out.getvalue()

    return command


def found(text: str) -> Origin:
    answer = resolve(text, current().snapshot.gazetteer)
    assert isinstance(answer, Origin), answer
    return answer


def is_known(text: str) -> bool:
    answer = resolve(text, current().snapshot.gazetteer)
    return isinstance(answer, Origin) and answer.source == "map:osm"


@pytest.mark.parametrize(
    "typed", ["试验东西大街", "旧试验路", "shiyandongxidajie", "大连市西岗区试验东西大街", "Trial Road"]
)
def test_a_road_is_found_by_each_of_its_names(bring_in: Any, typed: str) -> None:
    bring_in(town())
    answer = found(typed)
    assert (answer.label, answer.precision, answer.source) == ("试验东西大街", Precision.ROAD, "map:osm")
    assert answer.radius_m < 1_000


@pytest.mark.parametrize(("number", "latitude"), [(5, 38.9152), (6, 38.9148)])
def test_a_number_between_two_doors_is_placed_on_its_side(
    bring_in: Any, number: int, latitude: float
) -> None:
    bring_in(town())
    answer = found(f"西岗区试验东西大街{number}号")
    # Beside the road's own line, at most: the side is what odd and even numbers tell.
    assert abs(answer.point.longitude - 121.6018) < 0.0006
    assert abs(answer.point.latitude - latitude) < 0.0003
    assert answer.radius_m < 300


def test_a_door_that_the_map_knows_is_that_door(bring_in: Any) -> None:
    bring_in(town())
    answer = found("试验东西大街11号")
    assert answer.precision is Precision.DOOR
    assert (answer.point.latitude, answer.point.longitude) == (38.9152, 121.6030)


def test_two_roads_of_the_map_meet_where_their_lines_do(bring_in: Any) -> None:
    bring_in(town())
    answer = found("试验南北大街与试验东西大街交叉口")
    crossing = found("试验东西大街").point.__class__(38.915, MIDDLE)
    assert metres_between(answer.point, crossing) < 20
    assert answer.radius_m <= 100


def test_an_exit_of_a_station_is_found(bring_in: Any) -> None:
    bring_in(town())
    for typed in ("试验广场站C口", "试验广场地铁站C口"):
        answer = found(typed)
        assert (round(answer.point.latitude, 4), answer.radius_m) == (38.9163, 60)


def test_the_same_extract_again_changes_nothing(bring_in: Any) -> None:
    bring_in(town())
    number = StreetMap.objects.get().number
    assert "nothing to change" in bring_in(town())
    assert StreetMap.objects.get().number == number
    assert StreetMapImport.objects.count() == 1


def test_what_vanished_from_the_map_is_retired_and_comes_back(bring_in: Any) -> None:
    bring_in(town())
    assert is_known("试验小巷")
    bring_in(town(with_lane=False))
    assert not is_known("试验小巷")
    assert MapPlace.objects.get(name="试验小巷").retired
    bring_in(town())
    assert is_known("试验小巷")


def test_what_staff_corrected_stays_as_they_have_it(bring_in: Any) -> None:
    bring_in(town())
    Place.objects.create(
        name="试验小巷", kind="road", district_id="210203", latitude=38.9121, longitude=121.602, radius_m=250,
        source="现场核对",
    )  # fmt: skip
    for drawn in (town(), town(with_lane=False), town()):
        bring_in(drawn)
        answer = found("试验小巷")
        assert (answer.source, answer.radius_m) == ("staff", 250)


def test_a_cut_off_extract_changes_nothing(bring_in: Any, tmp_path: Path) -> None:
    bring_in(town())
    path = town(with_lane=False).written(tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(CommandError):
        call_command("import_places", path, "--apply", stdout=StringIO(), stderr=StringIO())
    assert not MapPlace.objects.filter(retired=True).exists()
    assert is_known("试验小巷")


def test_a_map_that_is_taken_out_leaves_nothing(bring_in: Any) -> None:
    bring_in(town())
    call_command("import_places", "--remove", "osm", "--apply", stdout=StringIO())
    assert not is_known("试验东西大街")
    assert not MapPlace.objects.exists()
    assert not MapDoor.objects.exists()


def test_buildings_units_and_rooms_reach_no_index(bring_in: Any) -> None:
    drawn = town()
    drawn.node((38.913, 121.601), {"addr:street": "试验小巷", "addr:housenumber": "8号3单元502室"})
    drawn.node((38.913, 121.602), {"building": "yes", "name": "12号楼"})
    bring_in(drawn)
    gazetteer = current().snapshot.gazetteer
    written = [door.text for door in gazetteer.doors("试验小巷", frozenset())]
    written += [entry.name for entry in gazetteer.entries if entry.source == "map:osm"]
    assert not [text for text in written if any(word in text for word in ("单元", "502", "12号楼"))]
