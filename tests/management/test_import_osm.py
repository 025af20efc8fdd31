"""An OpenStreetMap extract from the command to the search: found, kept, retired, corrected, taken out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from locator.models import Bank, MapBorder, MapDoor, MapPlace, Place, Point, StreetMap, StreetMapImport
from locator.places import Origin, Precision
from locator.places.entry import metres_between
from locator.search import street_maps
from locator.search.answer import Results
from locator.search.criteria import Criteria
from locator.search.current import current, forget
from locator.search.find import find
from tests.places.street_maps.extracts import Drawn, square
from tests.search.rows import make

NOW = datetime(2026, 7, 15, 4, tzinfo=UTC)
SOUTH, NORTH, WEST, EAST = 38.905, 38.915, 121.575, 121.590
CORNER = (38.910, 121.580)
ROAD = "试验新街"
TABLES = (StreetMap, StreetMapImport, MapPlace, MapDoor, MapBorder)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_prepared(settings: Any) -> Iterator[None]:
    settings.SNAPSHOT_CHECK_SECONDS = 0.0
    forget()
    street_maps.forget()
    Path(project.PLACES_PATH).unlink(missing_ok=True)
    make(Bank.objects.create(code="one", name="一号银行", short_name="一号"), "far", address="别处")
    yield
    forget()
    street_maps.forget()
    Path(project.PLACES_PATH).unlink(missing_ok=True)


def drawn(*, road: bool = True) -> Drawn:
    """Two roads that cross, doors on both sides of one, a station with an exit, an estate, the borders."""
    town = Drawn()
    town.districts(but={"210204": square(38.90, 121.57, 0.03)})
    corner = town.node(CORNER)
    town.road("验证横路", [(SOUTH, CORNER[1]), corner, (NORTH, CORNER[1])])
    for number, east in ((11, 121.582), (19, 121.584)):
        town.door((CORNER[0] + 0.0003, east), ROAD, str(number))
    for number, east in ((12, 121.586), (20, 121.588)):
        town.door((CORNER[0] - 0.0003, east), ROAD, str(number))
    town.node((38.9130, 121.5770), {"name": "试验桥", "railway": "station", "station": "subway"})
    town.node((38.9133, 121.5772), {"railway": "subway_entrance", "ref": "C"})
    town.area(square(38.9060, 121.5850, 0.002), {"name": "验证家园", "landuse": "residential"})
    # Last, so that without it everything else has the same numbers.
    if road:
        names = {"alt_name": "老试验街", "name:en": "Trial Street", "name:zh_pinyin": "Shìyàn Xīnjiē"}
        town.road(ROAD, [(CORNER[0], WEST), corner, (CORNER[0], EAST)], names)
    return town


def bring_in(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_places", path, "--apply", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def found(text: str) -> Any:
    """Return where a search begins, or its question or its no."""
    answer = find(current().snapshot, text, Criteria(), NOW)
    return answer.origin if isinstance(answer, Results) else answer


def from_the_map(text: str) -> Origin | None:
    """Return where a search begins if that is what the map says."""
    answer = found(text)
    return answer if isinstance(answer, Origin) and answer.source == "map:osm" else None


def rows() -> list[list[dict[str, Any]]]:
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


@pytest.fixture(scope="module")
def brought_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, bytes]]:
    """Bring the extract in once for all tests of the module; an index takes a second to build."""
    path = drawn().written(tmp_path_factory.mktemp("extract"))
    with django_db_blocker.unblock(), transaction.atomic():
        assert "Applied." in bring_in(path)
        yield path, Path(project.PLACES_PATH).read_bytes()
        transaction.set_rollback(True)


@pytest.fixture
def brought(brought_once: tuple[Path, bytes], _nothing_prepared: None) -> Path:
    path, index = brought_once
    Path(project.PLACES_PATH).write_bytes(index)
    return path


@pytest.fixture
def nothing_brought() -> None:
    """Leave no map, for the one of the module may be there."""
    if StreetMap.objects.exists():
        call_command("import_places", "--remove", "osm", "--apply", stdout=StringIO())
    assert rows() == [[]] * len(TABLES)


def test_a_road_is_found_by_each_of_its_names(brought: Path) -> None:
    for text in (ROAD, "老试验街", "Shiyan Xinjie", "shiyanxinjie", "沙河口区试验新街"):
        road = from_the_map(text)
        assert road is not None, text
        assert (road.label, road.precision, road.district) == (ROAD, Precision.ROAD, "210204"), text
        assert metres_between(road.point, Point(*CORNER)) < 30, text


def test_before_the_import_none_of_it_is_known(nothing_brought: None) -> None:
    for text in (ROAD, "老试验街", "验证家园", "试验桥站C口", f"{ROAD}12号"):
        assert from_the_map(text) is None


def test_a_door_of_the_map_is_that_door(brought: Path) -> None:
    for text in (f"{ROAD}19号", f"大连市沙河口区{ROAD}19号"):
        door = from_the_map(text)
        assert door is not None, text
        assert door.precision is Precision.DOOR
        assert metres_between(door.point, Point(CORNER[0] + 0.0003, 121.584)) < 1


def test_a_door_between_two_known_ones_stands_where_its_side_has_it(brought: Path) -> None:
    for number, east in ((15, 121.583), (13, 121.5825), (16, 121.587), (14, 121.5865)):
        door = from_the_map(f"{ROAD}{number}号")
        assert door is not None, number
        # On the line of the road; the doors of the other side, with numbers as near, lie far away.
        assert metres_between(door.point, Point(CORNER[0], east)) < 3, number
        assert [remark.code for remark in door.remarks] == ["number-placed"]
        assert door.radius_m < 250


def test_two_imported_roads_cross_where_they_meet(brought: Path) -> None:
    crossing = found(f"{ROAD}与验证横路交叉口")
    assert (crossing.label, crossing.radius_m) == (f"{ROAD}与验证横路交叉口", 60)
    assert metres_between(crossing.point, Point(*CORNER)) < 3


def test_a_station_its_exit_and_an_estate_are_found(brought: Path) -> None:
    for text, spot in (("试验桥地铁站", (38.9130, 121.5770)), ("试验桥C口", (38.9133, 121.5772))):
        answer = from_the_map(text)
        assert answer is not None
        assert metres_between(answer.point, Point(*spot)) < 3
    estate = from_the_map("验证家园")
    assert estate is not None
    assert metres_between(estate.point, Point(38.9070, 121.5860)) < 60


def test_the_same_extract_again_writes_nothing(brought: Path) -> None:
    before = rows()
    assert "There is nothing to change." in bring_in(brought)
    assert rows() == before


def test_a_road_that_is_gone_is_found_no_more(brought: Path, tmp_path: Path) -> None:
    assert from_the_map(ROAD)
    bring_in(drawn(road=False).written(tmp_path, "later.osm.pbf"), "--retire", "1")
    assert MapPlace.objects.get(retired=True).name == ROAD
    assert from_the_map(ROAD) is None
    bring_in(brought)
    assert not MapPlace.objects.filter(retired=True).exists()
    assert from_the_map(ROAD)


def test_what_staff_corrected_stays_as_they_have_it(brought: Path, tmp_path: Path) -> None:
    Place.objects.create(
        name="验证家园", kind="community", district_id="210204", latitude=38.9200, longitude=121.6000,
        radius_m=150, source="staff",
    )  # fmt: skip
    Place.objects.create(
        name="验证横路", kind="road", district_id="210204", latitude=38.91, longitude=121.58,
        radius_m=500, source="staff", retired=True,
    )  # fmt: skip
    before = list(Place.objects.order_by("pk").values())
    town = drawn()
    town.area(square(38.9060, 121.5800, 0.002), {"name": "另一家园", "landuse": "residential"})
    assert "Applied." in bring_in(town.written(tmp_path, "later.osm.pbf"))
    assert from_the_map("另一家园"), "the later extract is in force"
    estate = found("验证家园")
    assert (estate.source, estate.point, estate.radius_m) == ("staff", Point(38.92, 121.6), 150)
    assert from_the_map("验证横路") is None
    assert list(Place.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_an_extract_that_is_cut_off_changes_nothing(share: float, brought: Path, tmp_path: Path) -> None:
    before, index = rows(), Path(project.PLACES_PATH).read_bytes()
    whole = drawn(road=False).written(tmp_path, "later.osm.pbf").read_bytes()
    (tmp_path / "cut.osm.pbf").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(CommandError, match="Nothing was changed"):
        bring_in(tmp_path / "cut.osm.pbf", "--retire", "1")
    assert rows() == before
    assert Path(project.PLACES_PATH).read_bytes() == index
    assert from_the_map(ROAD)


def test_a_map_that_is_taken_out_is_found_no_more(brought: Path) -> None:
    assert from_the_map(ROAD)
    call_command("import_places", "--remove", "osm", "--apply", stdout=StringIO())
    assert rows() == [[]] * len(TABLES)
    assert from_the_map(ROAD) is None


def test_the_results_name_the_map_and_its_day(brought: Path) -> None:
    said = {"": ("许可协议", "数据日期 2026年7月1日"), "/en": ("licence ODbL 1.0", "as of 1 July 2026")}
    for prefix, words in said.items():
        with time_machine.travel(NOW, tick=False):
            page = Client().post(f"{prefix}/results/", {"place": ROAD}).content.decode()
        foot = page[page.index("<footer") :]
        assert 'href="https://www.openstreetmap.org/copyright"' in foot
        for word in ("© OpenStreetMap contributors", "ODbL 1.0", *words):
            assert word in foot
    call_command("import_places", "--remove", "osm", "--apply", stdout=StringIO())
    for prefix in said:
        # What ships with the project names its own source, without the version of the licence.
        assert "ODbL 1.0" not in Client().post(f"{prefix}/results/", {"place": ROAD}).content.decode()


def test_buildings_units_and_rooms_reach_no_index(nothing_brought: None, tmp_path: Path) -> None:
    town = drawn()
    town.door((38.9131, 121.5801), ROAD, "8号3单元502室")
    town.node((38.9132, 121.5802), {"building": "yes", "name": "12号楼"})
    town.node((38.9133, 121.5803), {"name": "验证家园5号楼2单元301", "amenity": "bank"})
    bring_in(town.written(tmp_path))
    gazetteer = current().snapshot.gazetteer
    written = [door.text for door in gazetteer.doors(ROAD, frozenset())]
    assert "8" in written
    written += [entry.name for entry in gazetteer.entries if entry.source == "map:osm"]
    assert not [text for text in written if any(word in text for word in ("单元", "502", "301", "号楼"))]
