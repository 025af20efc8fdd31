"""Tables of places: every encoding and heading of offices, and every mistake by row and column."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.places import Gazetteer
from locator.places.datum import Datum
from locator.places.lines import Line
from locator.places.street_maps.finer import door_of, without_parts
from locator.places.street_maps.reading import Reading, UnreadableMapError
from locator.places.street_maps.table import read_table
from tests.thorough import either

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
HEAD = "name,kind,latitude,longitude,district,radius_m,aliases,id\n"
GOOD = "试验小区,estate,38.9144,121.6147,中山区,,,\n"


@pytest.fixture
def read(tmp_path: Path, gazetteer: Gazetteer) -> Any:
    def table(content: str | bytes, datum: Datum = Datum.WGS84) -> Reading:
        file = tmp_path / "table.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(file, gazetteer, None, datum, lambda *_: None)

    return table


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(trouble.where, trouble.column) for trouble in reading.troubles]


NAMES = st.text("青泥洼桥星海湾东港金石滩园苑", min_size=2, max_size=12)
ROWS = st.lists(
    st.tuples(
        NAMES,
        st.sampled_from(["estate", "landmark", "road"]),
        st.floats(38.90, 38.93).map(lambda d: round(d, 6)),
        st.floats(121.60, 121.65).map(lambda d: round(d, 6)),
        st.integers(1, 50_000),
        st.lists(NAMES, max_size=3, unique=True),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=either(30, 1_000), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, encoding=st.sampled_from(ENCODINGS), delimiter=st.sampled_from(",;\t"))
def test_what_is_written_is_read_in_each_encoding(
    read: Any, rows: Any, encoding: str, delimiter: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["编号", "名称", "类型", "纬度", "经度", "半径", "别名"])
    for number, (*row, aliases) in enumerate(rows):
        writer.writerow([f"a{number}", *row, "、".join(aliases)])
    reading = read(text.getvalue().encode(encoding))
    assert not reading.troubles
    # A row may stand there twice only by its own id at its own spot.
    found = {
        row.ref: (row.name, row.kind, row.latitude, row.longitude, row.radius_m) for row in reading.places
    }
    written = {f"a{number}": tuple(row[:5]) for number, row in enumerate(rows)}
    assert found.items() <= written.items()
    assert len(found) + reading.left_out["the same again"] == len(rows)
    for row in reading.places:
        assert set(row.aliases) == set(rows[int(row.ref[1:])][5]) - {row.name}


def test_all_wrong_rows_are_reported_and_none_is_hidden(read: Any) -> None:
    wrong = set(range(40, 2_000, 40))
    lines = [f"试验{n}苑,estate,{'x' if n in wrong else 38.9144},121.6147,,,,\n" for n in range(2_000)]
    reading = read(HEAD + "".join(lines))
    assert told(reading) == [(f"row {n + 2}", "latitude") for n in sorted(wrong)]
    assert len(reading.places) == 2_000 - len(wrong)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("甲乙,estate,121.6147,38.9144,,,,", "latitude"),  # swapped
        ("甲乙,estate,35.6586,139.7454,,,,", "latitude"),  # Tokyo
        ("甲乙,estate,91,500,,,,", "latitude"),
        ("甲乙,estate,,121.6,,,,", "latitude"),
        ("甲乙,estate,38.9144,nan,,,,", "longitude"),
        ("甲乙,castle,38.9144,121.6147,,,,", "kind"),
        ("甲乙,,38.9144,121.6147,,,,", "kind"),
        (",estate,38.9144,121.6147,,,,", "name"),
        ("---,estate,38.9144,121.6147,,,,", "name"),
        ("12号楼,estate,38.9144,121.6147,,,,", "name"),
        ("3单元501,estate,38.9144,121.6147,,,,", "name"),
        ("甲\a乙,estate,38.9144,121.6147,,,,", "name"),
        ("甲乙,estate,38.9144,121.6147,庄河市,,,", "district"),
        ("甲乙,estate,38.9144,121.6147,海淀区,,,", "district"),
        ("甲乙,estate,38.9144,121.6147,,900000,,", "radius_m"),
        ("甲乙,estate,38.9144,121.6147,,0,,", "radius_m"),
        ("甲乙,estate,38.9144,121.6147,,,,星海小区12号楼", "id"),
        ("甲乙,estate,38.9144,121.6147,,,,,more", ""),
        ("甲" * 81 + ",estate,38.9144,121.6147,,,,", "name"),
    ],
)
def test_a_mistake_is_told_with_its_row_and_column(read: Any, row: str, column: str) -> None:
    assert told(read(f"{HEAD}{GOOD}{row}\n")) == [("row 3", column)]


def test_everything_that_is_wrong_with_a_row_is_told(read: Any) -> None:
    reading = read(HEAD + GOOD + "12号楼,castle,x,121.6,,-1,,\n")
    assert [column for _, column in told(reading)] == ["kind", "name", "latitude", "radius_m"]


def test_an_id_stands_for_one_row(read: Any) -> None:
    reading = read(HEAD + "甲乙,estate,38.91,121.61,,,,a1\n丙丁,estate,38.92,121.62,,,,a1\n")
    assert told(reading) == [("row 3", "id")]
    assert "Row 2" in reading.troubles[0].message


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_the_column_of_a_row_wins_over_the_datum_of_the_table(read: Any, datum: Datum) -> None:
    head, row = "name,kind,latitude,longitude,datum\n", "甲乙,estate,38.9144,121.6147,"
    as_given = read(f"{head}{row}wgs84\n", datum).places[0]
    shifted = read(f"{head}{row}\n", datum).places[0]
    assert (as_given.latitude, as_given.longitude) == (38.9144, 121.6147)
    assert shifted.longitude < 121.612


def test_a_border_is_taken_from_the_table_near_it(read: Any) -> None:
    assert read(HEAD + "甲乙,estate,38.9150,121.6270,西岗区,,,\n").places[0].district == "210203"
    assert read(HEAD + "甲乙,estate,38.9150,121.6270,210202,,,\n").places[0].district == "210202"


def test_a_road_has_its_line_and_its_reach(read: Any) -> None:
    line = "MULTILINESTRING((121.60 38.91,121.61 38.91),(121.62 38.91,121.63 38.91))"
    road = read(f'name,kind,line\n试验大道,road,"{line}"\n').places[0]
    assert [part.tolist() for part in Line.decode(road.line).parts] == [
        [[38.91, 121.6], [38.91, 121.61]],
        [[38.91, 121.62], [38.91, 121.63]],
    ]
    assert 1_300 < road.radius_m < 2_700


@pytest.mark.parametrize(
    "line", ["POINT(121.6 38.9)", "LINESTRING(121.6 38.9)", "LINESTRING(38.9 121.6,38 121)"]
)
def test_a_line_that_is_none_is_told(read: Any, line: str) -> None:
    assert told(read(f'{HEAD[:-1]},line\n{GOOD[:-1]},\n试验路,road,,,,,,,"{line}"\n')) == [("row 3", "line")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (HEAD.encode(), "no rows"),
        (b"name,kind,lat\n", "“longitude” .经度.*“name”, “kind”, “lat”"),
        ((HEAD + '"open,estate,38.9,121.6\n').encode(), "row 2"),
        (("name,名称" + HEAD[4:]).encode(), "Two columns"),
        ((HEAD + GOOD * 9).encode()[:-30] + b"\xe8\xaf", "cut off or was damaged"),
        (b"\x80\xff\xff" * 9, "neither in UTF-8"),
        ((HEAD + "甲乙,estate,35.6586,139.7454,,,,\n").encode(), "another city"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(read: Any, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableMapError, match=said):
        read(content)


def test_references_do_not_hang_on_the_order_of_the_rows(read: Any) -> None:
    rows = [f"同名小区,estate,38.9{n}44,121.6147,中山区,,,\n" for n in range(1, 3)]
    one, other = read(HEAD + "".join(rows)), read(HEAD + "".join(reversed(rows)))
    assert {row.ref: row for row in one.places} == {row.ref: row for row in other.places}
    assert len(one.places) == 2


def test_buildings_of_one_estate_become_one_place(read: Any) -> None:
    rows = [f"试验小区{n}号楼,estate,38.91{n:02},121.6147,中山区,,试验{n}号楼,\n" for n in range(1, 30)]
    reading = read(HEAD + "".join(rows))
    assert [(row.name, row.aliases) for row in reading.places] == [("试验小区", ("试验",))]
    assert reading.left_out["the same again"] == 28


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("星海小区12号楼3单元501", "星海小区"),
        ("星海小区１２号楼", "星海小区"),
        ("星海小区(12栋)", "星海小区"),
        ("星海小区A座1203室", "星海小区"),
        ("星海小区12-3-501", "星海小区"),
        ("星海小区二单元", "星海小区"),
        ("12号楼", ""),
        ("3单元501", ""),
        ("人民路23号", "人民路23号"),
        ("第一百货大楼", "第一百货大楼"),
        ("望海楼", "望海楼"),
        ("八一路", "八一路"),
    ],
)
def test_a_name_loses_building_unit_and_room(written: str, kept: str) -> None:
    assert without_parts(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("23号", "23"),
        ("23", "23"),
        ("甲23-8号", "甲23-8"),
        ("23号-8", "23-8"),
        ("23号3号楼2单元501室", "23"),
        ("23-1-501", "23"),
        ("23-501", "23"),
        ("12号楼", ""),
        ("3单元", ""),
        ("501室", ""),
        ("无", ""),
    ],
)
def test_a_door_ends_at_its_number(written: str, kept: str) -> None:
    assert door_of(written) == kept


def test_a_table_of_doors_alone_needs_no_kind(read: Any) -> None:
    doors = read("道路,门牌号,纬度,经度\n大连市中山区人民路,23号5单元,38.9144,121.6147\n").doors
    assert [(door.street, door.number) for door in doors] == [("人民路", "23")]
