"""The tables open in spreadsheets: Chinese stays Chinese, text stays text, equal facts are equal files."""

import codecs
import csv
import io
import json
from datetime import datetime, timedelta

import pytest
import tablib
import time_machine
from django.db.models import Min
from openpyxl import load_workbook

from locator.models import Bank, HoursException, Offer, Outlet
from locator.open_data.files import FORMS, file_of
from locator.open_data.outlets import OUTLETS

from .conftest import TODAY, fresh

FORMULA = '=HYPERLINK("https://bad.example","看")'
CODE = "sample-a-01"


def read(content):
    """Return the rows of a csv as Python's own reader has them."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def made(name, today=TODAY):
    return file_of(fresh(), name, today).content


def all_made():
    """Return the content of every file, by its name."""
    snapshot = fresh()
    return {name: file_of(snapshot, name, TODAY).content for name in FORMS}


@pytest.fixture(scope="module")
def sample(sample, django_db_blocker):
    """Leave one outlet of each bank: no claim here is about the size of the tables."""
    with django_db_blocker.unblock():
        firsts = Outlet.objects.values("bank").annotate(first=Min("code"))
        Outlet.objects.exclude(code__in=[*firsts.values_list("first", flat=True)]).delete()


@pytest.fixture
def outlet(sample, db):
    return Outlet.objects.get(code=CODE)


def test_chinese_is_intact_and_the_file_says_which_encoding_it_is_in(outlet):
    content = made("outlets.csv")
    assert content.startswith(codecs.BOM_UTF8)
    row = next(row for row in read(content) if row["code"] == CODE)
    assert (row["name"], row["bank"], row["district"]) == (outlet.name, outlet.bank.name, "中山区")


def test_another_reader_finds_the_same_table(outlet):
    table = tablib.Dataset().load(made("outlets.csv").decode("utf-8-sig"), format="csv")
    assert table.headers == [column.name for column in OUTLETS]
    assert table["name"] == [row["name"] for row in read(made("outlets.csv"))]


def test_the_workbook_holds_all_tables_and_explains_every_column(outlet):
    book = load_workbook(io.BytesIO(made("outlets.xlsx")), read_only=True)
    assert book.sheetnames == ["outlets", "services", "days", "columns", "about"]
    heads, first = list(book["outlets"].iter_rows(values_only=True, max_row=2))
    row = dict(zip(heads, first, strict=True))
    assert row["name"] == outlet.name
    assert row["longitude"] == outlet.longitude
    explained = [cells[1] for cells in book["columns"].iter_rows(values_only=True, min_row=2)]
    assert explained[: len(heads)] == list(heads)
    about = " ".join(str(cells[1]) for cells in book["about"].iter_rows(values_only=True))
    assert "这些网点并不存在" in about
    assert "OpenStreetMap" in about


def test_a_cell_never_becomes_a_formula(outlet):
    Outlet.objects.filter(code=CODE).update(notice=FORMULA, landmark_note="@路口", source="+1")
    row = read(made("outlets.csv"))[0]
    assert (row["notice"], row["landmark_note"], row["source"]) == (f"'{FORMULA}", "'@路口", "'+1")
    sheet = load_workbook(io.BytesIO(made("outlets.xlsx")))["outlets"]
    assert "f" not in {cell.data_type for cells in sheet.iter_rows() for cell in cells}
    assert FORMULA in {cell.value.lstrip("'") for cell in sheet[2] if isinstance(cell.value, str)}


def test_what_no_file_can_hold_is_left_out(outlet):
    Outlet.objects.filter(code=CODE).update(notice="停办\x0b一天\x1f")
    assert read(all_made()["outlets.csv"])[0]["notice"] == "停办一天"


def test_a_cell_with_a_comma_a_quotation_mark_and_a_line_end_comes_back(outlet):
    said = '东门，"小门"旁,\n二楼'
    Outlet.objects.filter(code=CODE).update(landmark_note=said)
    assert read(made("outlets.csv"))[0]["landmark_note"] == said


def test_what_is_not_known_is_empty_and_no_no(outlet):
    Outlet.objects.filter(code=CODE).update(step_free=None, low_counter=False)
    row = read(made("outlets.csv"))[0]
    assert (row["step_free"], row["low_counter"]) == ("", "no")


def test_an_outlet_that_has_closed_for_good_is_in_no_file(outlet):
    Outlet.objects.filter(code=CODE).update(status="closed", status_from=TODAY)
    for name in FORMS:
        if not name.endswith("xlsx"):
            assert CODE not in made(name).decode()
    assert CODE in made("outlets.csv", TODAY - timedelta(days=1)).decode()


def test_a_service_has_its_own_hours_and_the_suspension_that_comes_next(outlet):
    Offer.objects.filter(outlet=outlet, service="pin").update(
        hours="Mo 09:00-10:00", suspended_from=TODAY, suspended_until=TODAY, suspension_reason="系统升级"
    )
    row = next(r for r in read(made("services.csv")) if r["outlet_code"] == CODE and r["service"] == "pin")
    assert row["hours"] == "Mo 09:00-10:00"
    assert (row["suspended_from"], row["suspension_reason"]) == (TODAY.isoformat(), "系统升级")


def test_single_days_are_told_with_their_hours_and_reason(outlet):
    HoursException.objects.create(
        outlet=outlet, first_day=TODAY, last_day=TODAY, hours="09:00-10:00", reason="停电"
    )
    row = next(r for r in read(made("days.csv")) if r["outlet_code"] == CODE)
    assert (row["day"], row["hours"], row["reason"]) == (TODAY.isoformat(), "09:00-10:00", "停电")
    assert {r["hours"] for r in read(made("days.csv")) if r["cause"] == "unpublished"} == {"unknown"}


def test_remarks_for_colleagues_are_in_no_file(outlet):
    Outlet.objects.update(remark="内部备注")
    files = all_made()
    book = load_workbook(io.BytesIO(files.pop("outlets.xlsx")), read_only=True)
    assert "内部备注" not in str(list(book["outlets"].values))
    assert [name for name, content in files.items() if "内部备注" in content.decode()] == []


def test_the_same_facts_give_the_same_file_at_any_moment(outlet):
    with time_machine.travel(datetime(2026, 11, 24, 1, 0), tick=False):  # noqa: DTZ001 - any moment
        early = {name: made(name) for name in FORMS}
    with time_machine.travel(datetime(2026, 11, 24, 9, 0), tick=False):  # noqa: DTZ001 - any moment
        assert [name for name in FORMS if made(name) != early[name]] == []


@pytest.mark.parametrize("name", FORMS)
def test_a_file_is_made_once_a_snapshot_and_day(snapshot, name):
    first = file_of(snapshot, name, TODAY)
    assert file_of(snapshot, name, TODAY) is first
    assert file_of(snapshot, name, TODAY + timedelta(days=1)) is not first


def test_a_change_changes_the_tag(outlet):
    snapshot = fresh()
    before = {name: file_of(snapshot, name, TODAY).tag for name in FORMS}
    Outlet.objects.filter(code=CODE).update(address="迁址路1号", hours="Mo 09:00-10:00", card_hours="")
    HoursException.objects.create(outlet=outlet, first_day=TODAY, last_day=TODAY, hours="", reason="停电")
    Offer.objects.filter(outlet=outlet).update(note="请带原件")
    changed = fresh()
    assert [name for name in FORMS if file_of(changed, name, TODAY).tag == before[name]] == []


def test_a_point_is_longitude_first_and_nowhere_is_null(outlet):
    Outlet.objects.filter(code="sample-b-01").update(
        latitude=None, longitude=None, position_source="none", position_verified=False
    )
    found = json.loads(made("outlets.geojson"))
    by_code = {feature["id"]: feature for feature in found["features"]}
    assert by_code[CODE]["geometry"] == {"type": "Point", "coordinates": [outlet.longitude, outlet.latitude]}
    assert by_code["sample-b-01"]["geometry"] is None
    assert found["sample"] is True
    assert all(feature["properties"]["sample"] for feature in found["features"])


def test_every_table_says_row_by_row_what_is_fictional(outlet):
    Bank.objects.exclude(code="sample-a").update(is_sample=False)
    for name in ("outlets.csv", "services.csv", "days.csv"):
        said = {row["sample"] for row in read(made(name))}
        assert said == {"yes", "no"}
