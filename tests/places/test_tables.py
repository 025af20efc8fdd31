"""A broken table is refused with its line, and never half read."""

import shutil

import pytest

from locator.places import TableError
from locator.places.assemble import assemble
from locator.places.tables import COLUMNS, SHIPPED, rows


@pytest.fixture
def folder(tmp_path):
    for table in COLUMNS:
        shutil.copy(SHIPPED / f"{table}.csv", tmp_path)
    return tmp_path


def spoil(folder, table, old, new):
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "old", "new", "complaint"),
    [
        ("districts", "radius_m", "radius", "districts.csv: no column radius_m"),
        ("districts", "210202", "110101", "districts.csv, line 2: code is not a district of Dalian"),
        ("towns", "桃源街道", "", "towns.csv, line 2: name is empty"),
        ("roads_and_stations", "38.91425", "north", "line 2: latitude, longitude does not read"),
        ("roads_and_stations", "38.91425", "nan", "line 2: latitude, longitude does not read"),
        ("roads_and_stations", ",300,", ",inf,", "line 2: radius_m does not read"),
        ("places_osm", "交通银行,atm,", "交通银行,atm,x,", "line 2: too few or too many fields"),
        (
            "communities",
            "210202001002,春海社区居委会,",
            "210202001002,",
            "line 2: too few or too many fields",
        ),
    ],
)
def test_a_broken_row_is_named(folder, table, old, new, complaint):
    spoil(folder, table, old, new)
    with pytest.raises(TableError, match=complaint):
        assemble(folder)


def test_an_unknown_kind_is_refused(folder):
    spoil(folder, "roads_and_stations", "metro_station", "monorail")
    with pytest.raises(TableError, match="line 2: kind is not known"):
        assemble(folder)


def test_a_missing_table_is_named(folder):
    (folder / "towns.csv").unlink()
    with pytest.raises(TableError, match=r"towns\.csv: cannot be read"):
        assemble(folder)


@pytest.mark.parametrize("table", COLUMNS)
def test_the_shipped_tables_read(table):
    assert list(rows(table))
