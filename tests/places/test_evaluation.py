"""Measuring the answers: the shipped table's figures do not fall, and a bad table is named row by row."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from locator.models import Point
from locator.places import Datum, Gazetteer, NotFound, Origin, convert
from locator.places.entry import metres_between
from locator.places.evaluation.asking import Answered, HoldingOut, ask_all
from locator.places.evaluation.figures import measure
from locator.places.evaluation.picture import draw
from locator.places.evaluation.report import lines
from locator.places.evaluation.table import Asked, BadTableError, read
from locator.places.match import COARSE
from locator.places.tables import SHIPPED

from .streets import door, place, road, spot, town_of

HEAD = "address,latitude,longitude,datum,district,without,exact_to_m\n"
DISTRICTS = {"210202", "210203", "210204", "210281"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def rows(gazetteer):
    return read((SHIPPED / "evaluation.csv").read_bytes(), gazetteer.districts)


@pytest.fixture(scope="module")
def answered(rows, gazetteer):
    return ask_all(rows, gazetteer)


@pytest.fixture(scope="module")
def figures(answered):
    return measure(answered)


def test_the_shipped_table_is_large_and_leaves_out_what_is_known(rows, gazetteer):
    holding_out = HoldingOut(gazetteer)
    assert len(rows) >= 600
    assert sum(bool(row.without) for row in rows) >= 500
    assert [row.address for row in rows if holding_out.knows_nothing_of(row)] == []


def test_every_address_of_the_shipped_table_is_answered_or_asked_about(figures):
    assert figures.not_found == 0
    assert figures.answered >= 0.98 * figures.rows


def test_nineteen_in_twenty_of_the_answers_hold_the_spot(figures):
    assert figures.overall.within_radius >= 0.99
    assert all(errors.within_radius >= 0.9 for errors in figures.by_precision.values())


def test_no_answer_leaves_the_named_district_without_saying_so(answered, figures):
    assert [each.asked.address for each in answered if each.in_another_district] == []
    assert figures.another_district == 0


def test_the_share_at_road_level_or_better_does_not_fall(figures):
    assert figures.road_or_better >= 0.268
    assert figures.by_precision["road"].median_m <= 800


def test_nothing_that_is_left_out_answers_for_itself(answered):
    held_out = [each for each in answered if each.asked.without and each.origin]
    fine = [each for each in held_out if each.origin.precision not in COARSE]
    assert len(fine) > 100
    assert [each.asked.address for each in fine if each.error_m < 10] == []


def test_leaving_out_takes_the_place_and_the_door_but_no_namesake_elsewhere():
    town = town_of(
        place("海燕楼", (0, 0)),
        place("海燕楼", (9_000, 0)),
        road("海燕街", (0, 0), (900, 0)),
        doors=[door("海燕街", "5", (40, 10)), door("海燕街", "9", (80, 10))],
    )
    asked = Asked(2, "海燕街5号", spot(40, 10), without=("海燕楼", "海燕街5号"))
    rest = HoldingOut(town).without([asked])
    assert [entry.point for entry in rest.entries if entry.name == "海燕楼"] == [spot(9_000, 0)]
    assert [each.text for each in rest.doors("海燕街", frozenset())] == ["9"]
    assert not HoldingOut(town).knows_nothing_of(asked)
    assert HoldingOut(town).knows_nothing_of(Asked(3, "海燕街5号", spot(40, 10), without=("海鸥楼",)))


def origin(error_m: int, radius_m: int, precision="road", district="210204") -> Answered:
    answer = Origin("甲路", "Jia Lu", spot(error_m, 0), precision, radius_m, "map:test", district, "", "road")
    return Answered(Asked(error_m + 2, "甲路", spot(0, 0), "210204"), answer)


def test_the_figures_are_those_of_the_errors():
    answered = [origin(error, 60) for error in (0, 20, 40, 60, 80, 100)]
    answered.append(Answered(Asked(99, "乙路", spot(0, 0)), NotFound("unknown")))
    figures = measure(answered)
    assert (figures.rows, figures.answered, figures.not_found) == (7, 6, 1)
    assert figures.overall.median_m == 50
    assert figures.overall.ninetieth_m == 90
    assert figures.overall.within_radius == pytest.approx(4 / 6, abs=0.17)
    assert figures.road_or_better == pytest.approx(6 / 7)
    assert [bad.error_m for bad in figures.worst] == [100, 80, 60, 40, 20, 0]


def test_a_spot_that_is_itself_known_roughly_is_held_within_that_much():
    exact = origin(500, 100)
    rough = Answered(Asked(2, "甲路", spot(0, 0), exact_to_m=450), exact.answer)
    assert (exact.holds, rough.holds) == (False, True)


def test_another_district_is_counted_unless_the_answer_says_so():
    assert origin(5, 60, district="210281").in_another_district
    assert not origin(5, 60).in_another_district


def test_nothing_to_measure_is_a_mistake():
    with pytest.raises(ValueError, match="nothing"):
        measure([])


def test_positions_of_another_datum_become_wgs84():
    true = Point(38.91, 121.59)
    there = convert(true.latitude, true.longitude, Datum.WGS84, Datum.GCJ02)
    content = f"{HEAD}西安路,{there[0]},{there[1]},gcj02,,,\n西安路,{there[0]},{there[1]},,,,\n".encode(
        "gb18030"
    )
    own, of_the_table = read(content, DISTRICTS, Datum.GCJ02)
    assert metres_between(own.point, true) < 1
    assert own.point == of_the_table.point


def test_every_bad_row_is_named_by_number_and_column():
    content = HEAD + (
        "西安路,38.91,121.59,,,,\n"
        ",38.91,121.59,,,,\n"
        "西安路,north,121.59,,,,\n"
        "西安路,121.59,38.91,,,,\n"
        "西安路,38.91,121.59,utm,,,\n"
        "西安路,38.91,121.59,,110101,,\n"
        "西安路,38.91,121.59,,,,some\n"
        "西安路,38.91\n"
        "西安路,nan,121.59,,,,\n"
        "西安路,38.91,95,,,,\n"
    )
    with pytest.raises(BadTableError) as caught:
        read(content.encode(), DISTRICTS)
    assert [(trouble.row, trouble.column) for trouble in caught.value.troubles] == [
        (3, "address"),
        (4, "latitude"),
        (5, "latitude, longitude"),
        (6, "datum"),
        (7, "district"),
        (8, "exact_to_m"),
        (9, ""),
        (10, "latitude, longitude"),
        (11, "latitude, longitude"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "address"),
        (b"address,latitude\n", "longitude"),
        (HEAD.encode(), "no rows"),
        (b"\xff\xff\xff", "UTF-8"),
        (b'address,latitude,longitude\n"a,1,2', "CSV"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(content, message):
    with pytest.raises(BadTableError, match=message):
        read(content, DISTRICTS)


def test_the_picture_says_in_words_what_it_shows(answered, figures):
    picture = ET.fromstring(draw(answered, figures))
    assert picture.find(f"{SVG}title").text
    assert str(figures.rows) in picture.find(f"{SVG}desc").text
    curves = [path for path in picture.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    dashes = [path.get("stroke-dasharray") for path in curves]
    assert len(dashes) == 2 * (1 + len(figures.by_precision))
    assert len(set(dashes[2:])) == len(figures.by_precision), "told apart by their dashes, not by colour"


def test_the_report_names_each_precision_and_the_worst(figures):
    told = "\n".join(lines(figures))
    for name in (*figures.by_precision, figures.worst[0].address):
        assert name in told


@pytest.fixture
def small_table(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        HEAD + "中山路222号,38.90955,121.60693,,210203,中山路222号,\n星海广场,38.883,121.583,,,,600\n"
    )
    return path


def test_the_command_prints_figures_json_and_a_picture(small_table, tmp_path):
    out, picture = StringIO(), tmp_path / "errors.svg"
    call_command("evaluate_places", small_table, "--shipped", "--json", "--svg", picture, stdout=out)
    figures = json.loads(out.getvalue())
    assert (figures["rows"], figures["answered"]) == (2, 2)
    assert ET.parse(picture).getroot().tag == f"{SVG}svg"
    out = StringIO()
    call_command("evaluate_places", small_table, "--shipped", stdout=out)
    assert "answered" in out.getvalue()


def test_the_command_refuses_a_bad_table_row_by_row(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(HEAD + "西安路,x,121.59,,,,\n西安路,38.91,y,,,,\n")
    with pytest.raises(CommandError, match=r"row 2 \| latitude(.|\n)*row 3 \| longitude(.|\n)*2 errors"):
        call_command("evaluate_places", path, "--shipped")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate_places", tmp_path / "none.csv", "--shipped")


def test_a_gazetteer_without_anything_left_out_is_the_same(gazetteer):
    rest = HoldingOut(gazetteer).without([])
    assert isinstance(rest, Gazetteer)
    assert list(rest.entries) == list(gazetteer.entries)
