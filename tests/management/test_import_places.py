"""The command prints what a street map would change, and changes it only when asked and all is right."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from locator.management.commands import import_places
from locator.models import MapDoor, MapPlace, Place, StreetMap, StreetMapImport

HEAD = "名称,类型,纬度,经度,区市县,道路,门牌号\n"
PLACES = (
    "试验小区,小区,38.9144,121.6147,中山区,,\n"
    "试验医院,医院,38.9150,121.6200,210202,,\n"
    "试验大道,道路,38.9100,121.6000,西岗区,,\n"
    ",门牌,38.9101,121.6001,西岗区,试验大道,23号\n"
    ",门牌,38.9102,121.6004,西岗区,试验大道,25号\n"
)
SOURCE = ("--attribution", "大连某局", "--licence", "CC BY 4.0")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    # It is built from what is written, in a second each time; test_import_osm.py tries what is found in it.
    monkeypatch.setattr(import_places, "_prepare", lambda: None)


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def command(text: str, *options: str, name: str = "streets.csv") -> str:
        file, out = tmp_path / name, StringIO()
        file.write_text(text, encoding="utf-8")
        call_command("import_places", file, *options, stdout=out, stderr=StringIO())
        return out.getvalue()

    return command


@pytest.fixture
def failed(tmp_path: Path) -> Any:
    def command(text: str, *options: str) -> tuple[str, str]:
        file, out = tmp_path / "streets.csv", StringIO()
        file.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError) as caught:
            call_command("import_places", file, *options, stdout=out, stderr=StringIO())
        return out.getvalue(), str(caught.value)

    return command


def test_it_prints_the_plan_and_changes_nothing(run: Any) -> None:
    said = run(HEAD + PLACES, *SOURCE)
    assert "5 added" in said
    assert "Nothing was changed" in said
    assert not StreetMap.objects.exists()


def test_it_applies_the_plan_and_keeps_who_did_it(run: Any) -> None:
    run(HEAD + PLACES, *SOURCE, "--date", "2026-10-01", "--by", "operator", "--apply")
    assert MapPlace.objects.count() == 3
    assert set(MapDoor.objects.values_list("street", "number")) == {("试验大道", "23"), ("试验大道", "25")}
    street_map = StreetMap.objects.get(code="streets")
    assert (street_map.attribution, street_map.licence) == ("大连某局", "CC BY 4.0")
    event = StreetMapImport.objects.get()
    assert (event.by_name, event.added, event.changed, event.retired) == ("operator", 5, 0, 0)


def test_a_table_that_does_not_name_its_source_is_refused_with_what_to_add(failed: Any) -> None:
    _, error = failed(HEAD + PLACES, "--apply")
    assert "--attribution TEXT and --licence TEXT" in error
    assert not StreetMap.objects.exists()


def test_the_second_time_the_source_is_known(run: Any) -> None:
    run(HEAD + PLACES, *SOURCE, "--apply")
    assert "There is nothing to change." in run(HEAD + PLACES, "--apply")
    assert StreetMapImport.objects.count() == 1
    assert StreetMap.objects.get().licence == "CC BY 4.0"


WRONG = "别的小区,小区,121.6147,38.9144,中山区,,\n再一个,小区,38.9144,x,中山区,,\n"


def test_nothing_changes_unless_all_is_right(failed: Any) -> None:
    said, error = failed(HEAD + PLACES + WRONG, *SOURCE, "--apply")
    assert "row 7 | 纬度 | Latitude and longitude are swapped" in said
    assert "row 8 | 经度 | " in said
    assert "2 errors in 2 rows" in error
    assert not StreetMap.objects.exists()


def test_wrong_rows_are_left_out_and_counted_when_asked(run: Any) -> None:
    run(HEAD + PLACES + WRONG, *SOURCE, "--skip-bad", "--apply")
    assert MapPlace.objects.count() == 3
    assert StreetMapImport.objects.get().skipped == 2


def test_the_brake_is_released_by_the_exact_number_alone(run: Any, failed: Any) -> None:
    run(HEAD + PLACES, *SOURCE, "--apply")
    less = HEAD + "".join(PLACES.splitlines(keepends=True)[1:])
    _, error = failed(less, "--apply")
    assert "--retire 1" in error
    failed(less, "--apply", "--retire", "2")
    assert not MapPlace.objects.filter(retired=True).exists()
    run(less, "--apply", "--retire", "1")
    assert MapPlace.objects.get(retired=True).name == "试验小区"


def test_what_staff_wrote_is_never_touched(run: Any) -> None:
    Place.objects.create(
        name="试验小区", kind="community", district_id="210202", latitude=38.9, longitude=121.6, radius_m=100,
        source="staff",
    )  # fmt: skip
    before = list(Place.objects.values())
    run(HEAD + PLACES, *SOURCE, "--apply")
    run(HEAD + PLACES.splitlines(keepends=True)[2], "--apply", "--retire", "4")
    assert list(Place.objects.values()) == before


def test_a_map_is_taken_out_whole(run: Any) -> None:
    run(HEAD + PLACES, *SOURCE, "--apply")
    run(HEAD + PLACES, *SOURCE, "--apply", "--map", "other")
    out = StringIO()
    call_command("import_places", "--remove", "streets", stdout=out)
    assert StreetMap.objects.count() == 2
    call_command("import_places", "--remove", "streets", "--apply", stdout=out)
    assert [m.code for m in StreetMap.objects.all()] == ["other"]
    assert MapPlace.objects.count() == 3


def test_a_map_that_is_not_there_cannot_be_taken_out() -> None:
    with pytest.raises(CommandError, match="no street map “nowhere”"):
        call_command("import_places", "--remove", "nowhere", "--apply")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        (HEAD, "no rows"),
        ("名称,类型,纬度\n试验,小区,38.9\n", "“longitude” (经度)"),
        (HEAD + "东京塔,地标,35.6586,139.7454,,,\n", "another city"),
    ],
)
def test_a_file_that_is_no_map_of_the_city_changes_nothing(failed: Any, text: str, said: str) -> None:
    _, error = failed(text, *SOURCE, "--apply")
    assert said in error
    assert not StreetMap.objects.exists()


def test_a_file_whose_name_is_no_code_needs_one(tmp_path: Path) -> None:
    file = tmp_path / "街道.csv"
    file.write_text(HEAD + PLACES, encoding="utf-8")
    with pytest.raises(CommandError, match="--map CODE"):
        call_command("import_places", file, stderr=StringIO())


def test_what_lies_outside_a_box_is_left_out(run: Any) -> None:
    said = run(HEAD + PLACES, *SOURCE, "--apply", "--box", "38.9140,121.6,38.92,121.7")
    assert "left out: outside the box: 3" in said
    assert set(MapPlace.objects.values_list("name", flat=True)) == {"试验小区", "试验医院"}


def test_progress_and_refusals_are_in_one_language(run: Any, tmp_path: Path, capsys: Any) -> None:
    (file := tmp_path / "streets.csv").write_text(HEAD + PLACES, encoding="utf-8")
    call_command("import_places", file, *SOURCE, "--apply", stdout=StringIO(), stderr=(shown := StringIO()))
    assert "Writing places" in shown.getvalue()
    assert shown.getvalue().isascii()
