"""Extracts that are cut off, empty, of elsewhere or full of nonsense."""

import bz2
import resource
import subprocess
import sys
from datetime import date
from time import process_time
from xml.etree import ElementTree

import pytest

from locator.places import Gazetteer
from locator.places.street_maps.osm import read_osm
from locator.places.street_maps.reading import UnreadableMapError
from tests.house import ROOT

from .extracts import Drawn, places, read

HERE = (38.915, 121.580)


@pytest.fixture(scope="module")
def town() -> Drawn:
    """A small town of a thousand nodes, so that a file has something to be cut off from."""
    town = Drawn()
    for number in range(1_000):
        town.door(
            (38.90 + number / 100_000, 121.58 + (number * 37 % 1_000) / 100_000), "西安路", str(number + 1)
        )
    town.road("西安路", [(38.90, 121.58), (38.92, 121.58)])
    town.districts()
    return town


@pytest.mark.parametrize("name", ["city.osm.pbf", "city.osm", "city.osm.bz2", "city.osm.gz"])
def test_an_extract_cut_off_in_the_middle_is_refused_whole(town, tmp_path, name):
    path = town.written(tmp_path, name)
    whole = path.read_bytes()
    assert read(path).doors
    for share in (0.1, 0.5, 0.9, 0.999):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(UnreadableMapError, match=r"city\.osm.*download it again"):
            read(path)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "city.osm.pbf"
    path.touch()
    with pytest.raises(UnreadableMapError, match="the file is empty"):
        read(path)


def test_an_extract_of_nothing_is_refused(tmp_path):
    for name in ("city.osm.pbf", "city.osm"):
        with pytest.raises(UnreadableMapError, match="no place of Dalian"):
            read(Drawn().written(tmp_path, name))


@pytest.mark.parametrize("name", ["city.osm.pbf", "city.osm", "city.osm.bz2"])
@pytest.mark.parametrize(
    "content", [b"<html>Not found</html>", b"PK\x03\x04" * 50, b"\x00" * 100, b"name,lat,lon\n"]
)
def test_a_file_that_is_no_extract_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableMapError, match=r"city\.osm"):
        read(path)


def test_a_squeezed_file_with_nothing_useful_inside_is_refused(tmp_path):
    path = tmp_path / "city.osm.bz2"
    path.write_bytes(bz2.compress(b"nothing useful"))
    with pytest.raises(UnreadableMapError, match="cannot be read"):
        read(path)


def test_a_history_of_the_map_is_refused(town, tmp_path):
    town.written(tmp_path, "city.osh.pbf").rename(tmp_path / "city.osm.pbf")
    with pytest.raises(UnreadableMapError, match="history of the map"):
        read(tmp_path / "city.osm.pbf")


@pytest.mark.parametrize("name", ["city.csv", "city.osc", "city.osm.zip", "city"])
def test_a_file_of_another_kind_is_refused_by_its_ending(tmp_path, name):
    (tmp_path / name).write_text("x")
    with pytest.raises(UnreadableMapError, match=r"ends in \.osm\.pbf"):
        read(tmp_path / name)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    (tmp_path / "folder.osm.pbf").mkdir()
    for name in ("nothing.osm.pbf", "folder.osm.pbf"):
        with pytest.raises(UnreadableMapError, match="no such file"):
            read(tmp_path / name)


def test_an_extract_of_another_city_is_refused(tmp_path):
    tokyo = Drawn()
    tokyo.road("中山路", [(35.68, 139.76), (35.69, 139.76)])
    tokyo.door((35.68, 139.76), "中山路", "1")
    tokyo.node((35.68, 139.76), {"name": "大连", "amenity": "restaurant"})
    with pytest.raises(UnreadableMapError, match="no place of Dalian"):
        read(tokyo.written(tmp_path))


def test_without_pyosmium_the_extra_is_named(town, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(UnreadableMapError, match=r"pip install 'card-service-points\[osm\]'"):
        read(town.written(tmp_path))


def test_the_package_itself_needs_no_pyosmium():
    program = (
        "import sys; sys.modules['osmium'] = None; import django; django.setup();"
        "from locator.places.street_maps.osm import read_osm"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


# Whose data it is of


def test_the_date_is_that_of_the_header(town, tmp_path):
    path = town.written(tmp_path, header={"osmosis_replication_timestamp": "2026-11-01T21:20:00Z"})
    assert read(path).data_date == date(2026, 11, 1)


def test_without_one_the_date_is_that_of_the_newest_object(town, tmp_path):
    assert read(town.written(tmp_path)).data_date == date(2026, 7, 1)


def test_without_any_date_there_is_none(town, tmp_path, monkeypatch):
    monkeypatch.setattr(town, "changed", None)
    assert read(town.written(tmp_path)).data_date is None


def test_the_reader_tells_how_far_it_is(town, tmp_path):
    told = []
    read_osm(
        town.written(tmp_path), Gazetteer.shipped(), None, lambda said, share: told.append((said, share))
    )
    shares = [share for _, share in told if share is not None]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(said for said, _ in told)


def test_two_readings_of_one_extract_are_the_same(town, tmp_path):
    path = town.written(tmp_path)
    assert read(path) == read(path)


def test_an_extract_in_another_order_reads_the_same(tmp_path):
    town = Drawn()
    town.road("西安路", [HERE, (38.916, 121.580)])
    town.door(HERE, "西安路", "12")
    path = town.written(tmp_path, "sorted.osm")
    root = ElementTree.parse(path).getroot()
    root[:] = reversed(root)
    ElementTree.ElementTree(root).write(tmp_path / "turned.osm", encoding="utf-8")
    assert read(tmp_path / "turned.osm").places == read(path).places


# A million nodes without a name, here a tenth of them


def test_nameless_nodes_cost_little_time_and_memory(tmp_path):
    town = Drawn()
    for number in range(100_000):
        town.nodes[number + 1] = ((38.8 + number / 1_000_000, 121.5 + number / 500_000), {})
    node = town.node(HERE, {"name": "劳动公园", "leisure": "park"})
    path = town.written(tmp_path)
    del town
    Gazetteer.shipped()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()
    reading = read(path)
    assert process_time() - began < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes
    assert set(places(reading)) == {f"node/{node}"}
