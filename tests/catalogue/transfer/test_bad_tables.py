"""Tables that are wrong: everything is said at once, with its place and what to do, and nothing changes."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from locator.catalogue.transfer.plan import Plan
from locator.catalogue.transfer.sheet import MOST_ROWS
from locator.models import Outlet

from .conftest import Tables, csv_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 2000


def said(plan: Plan) -> list[tuple[int, str, str]]:
    return [(error.row, error.column, error.value) for error in plan.errors]


def xlsx(rows: list[list[Any]], change: Any = None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row(code: str = "sample-a-01", **cells: str) -> dict[str, str]:
    return {"网点编码": code, **cells}


@pytest.mark.parametrize("name", ["table.xlsx", "table.csv"])
def test_a_picture_is_no_table_whatever_its_name(tables: Tables, name: str) -> None:
    plan = tables.plan(PNG, name)
    assert said(plan) == [(0, "", name)]
    assert "xlsx" in plan.errors[0].message


def test_an_xlsx_that_unpacks_to_far_too_much_is_not_unpacked(tables: Tables) -> None:
    out = io.BytesIO(xlsx([["网点编码"], ["sample-a-01"]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/media/bomb.xml", b"\0" * (160 * 1024 * 1024))
    content = out.getvalue()
    assert len(content) < 1024 * 1024
    (error,) = tables.plan(content, "bomb.xlsx").errors
    assert error.row == 0


def test_an_xlsx_cut_in_half_is_damaged(tables: Tables) -> None:
    content = tables.exported("xlsx")
    assert said(tables.plan(content[: len(content) // 2], "half.xlsx")) == [(0, "", "")]


def test_a_hundred_thousand_rows_are_too_many(tables: Tables) -> None:
    content = ("网点编码\n" + "sample-a-01\n" * 100_000).encode()
    (error,) = tables.plan(content).errors
    assert str(MOST_ROWS) in error.message


def test_a_code_that_stands_twice_names_the_first_row(tables: Tables) -> None:
    plan = tables.plan(csv_of([row(公告="甲"), row("sample-a-02", 公告="乙"), row(公告="丙")]))
    assert said(plan) == [(4, "网点编码", "sample-a-01")]
    assert "2" in plan.errors[0].message


def test_merged_cells_are_named_by_their_place(tables: Tables) -> None:
    rows = [["网点编码", "公告"], ["sample-a-01", "一样"], ["sample-a-02", None]]
    plan = tables.plan(xlsx(rows, lambda sheet: sheet.merge_cells("B2:B3")), "merged.xlsx")
    assert said(plan) == [(2, "", "B2:B3")]


def test_a_formula_is_not_computed_and_not_taken_over(tables: Tables) -> None:
    plan = tables.plan(xlsx([["网点编码", "公告"], ["sample-a-01", '=HYPERLINK("http://x")']]), "f.xlsx")
    assert said(plan) == [(2, "公告", '=HYPERLINK("http://x")')]


def test_a_day_that_is_a_number_is_named_and_not_guessed(tables: Tables) -> None:
    plan = tables.plan(xlsx([["网点编码", "核实日期"], ["sample-a-01", 46000]]), "days.xlsx")
    assert said(plan) == [(2, "核实日期", "46000")]
    assert "2025-12-09" in plan.errors[0].message


def test_full_width_digits_are_digits(tables: Tables) -> None:
    plan = tables.plan(csv_of([row("ｓａｍｐｌｅ－ａ－０１", 联系电话="０４１１－１２３４５６７８")]))
    assert plan.errors == []
    assert plan.changes[0].new == {"phones": ["0411-12345678"]}


def test_another_bank_s_outlets_are_refused_by_row(as_person: Any, manager: Any, tables: Tables) -> None:
    content = tables.exported(bank_id="sample-b")
    plan = as_person(manager).plan(content)
    rows = {error.row for error in plan.errors}
    assert rows == set(range(2, 2 + Outlet.objects.filter(bank="sample-b").count()))
    assert plan.changes == []


def test_utf_16_is_named(tables: Tables) -> None:
    plan = tables.plan(tables.exported().decode("utf-8-sig").encode("utf-16"))
    assert [error.row for error in plan.errors] == [0]
    assert "UTF-16" in plan.errors[0].message


def test_hours_that_cannot_be_read_say_where(tables: Tables) -> None:
    plan = tables.plan(csv_of([row(营业时间="Mo-Fr 08:30-25h")]))
    assert said(plan) == [(2, "营业时间", "Mo-Fr 08:30-25h")]
    assert "Mo-Fr 08:30" in plan.errors[0].message


def test_single_days_that_overlap_and_end_before_they_start_are_named_by_line(tables: Tables) -> None:
    overlap = "2026-12-01~2026-12-05 | | 休息 | 检修\n2026-12-04 | | 休息 | 培训"
    backwards = "2026-12-05~2026-12-01 | | 休息 | 检修"
    plan = tables.plan(csv_of([row(特殊日期=overlap), row("sample-a-02", 特殊日期=backwards)]))
    assert [(error.row, error.column) for error in plan.errors] == [(2, "特殊日期"), (3, "特殊日期")]
    assert "2" in plan.errors[0].message
    assert "1" in plan.errors[1].message


def test_a_suspension_that_ends_before_it_starts_is_refused_under_its_heading(tables: Tables) -> None:
    cells = {"激活停办起": "2026-12-05", "激活停办止": "2026-12-01"}
    assert said(tables.plan(csv_of([row(**cells)]))) == [(2, "激活停办止", "2026-12-01")]


def test_an_unknown_heading_is_an_error_and_names_what_it_may_have_meant(tables: Tables) -> None:
    plan = tables.plan(csv_of([row(营业时问="24/7")]))
    assert said(plan) == [(1, "营业时问", "营业时问")]
    assert "营业时间" in plan.errors[0].message


def test_all_errors_of_all_rows_are_said_at_once(tables: Tables) -> None:
    rows = [
        row("sample-a-01", 联系电话="打我", 营业时间="随便", 即时制卡="也许"),
        row("sample-a-02", 联系电话="0411-12345678", 营业时间="", 即时制卡="是"),
        row("nobody-1", 联系电话="", 营业时间="24/7", 即时制卡="是"),
    ]
    plan = tables.plan(csv_of(rows))
    places = {(error.row, error.column) for error in plan.errors}
    assert {
        (2, "联系电话"),
        (2, "营业时间"),
        (2, "即时制卡"),
        (3, "营业时间"),
        (1, "网点名称"),
        (1, "地址"),
    } <= places
    assert plan.changes == []


def test_a_row_that_is_wrong_in_several_ways_says_them_all(tables: Tables) -> None:
    cells = {"状态": "暂停", "停办起": "2027-01-09", "停办止": "2027-01-01", "停办原因": "检修"}
    days = "2027-01-09~2027-01-01 | | 休息 | 甲\n坏行\n2027-02-30 | 理发 | 随便 | 乙"
    point = {"经度": "116.4", "纬度": "39.9", "坐标系": "GPS"}
    plan = tables.plan(
        csv_of([row(联系电话="打我", 可办业务="申领、理发、算命", 特殊日期=days, **cells, **point)])
    )
    columns = Counter(error.column for error in plan.errors)
    assert columns == {"联系电话": 1, "可办业务": 2, "停办止": 1, "纬度": 1, "特殊日期": 5}
    lines = [error.message[:5] for error in plan.errors if error.column == "特殊日期"]
    assert lines == ["第 1 行", "第 2 行", "第 3 行", "第 3 行", "第 3 行"]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"状态": "暂停", "停办起": "哪天", "停办止": "2027-01-01", "停办原因": "检修"}, ["停办起"]),
        ({"状态": "哪样", "停办起": "2027-01-09", "停办止": "2027-01-01"}, ["状态", "停办止"]),
        ({"经度": "121.6", "纬度": "很北", "坐标系": "GPS"}, ["纬度"]),
        ({"经度": "116.4", "纬度": "39.9", "坐标系": "月球"}, ["坐标系"]),
        ({"经度": "121.6", "纬度": "121.6", "坐标系": "GPS"}, ["纬度"]),
    ],
)
def test_what_would_follow_from_a_cell_that_nobody_can_read_is_not_said(
    tables: Tables, cells: dict[str, str], columns: list[str]
) -> None:
    assert [error.column for error in tables.plan(csv_of([row(**cells)])).errors] == columns


def test_of_an_outlet_that_nobody_knows_only_what_stands_in_the_row_is_judged(
    as_person: Any, manager: Any
) -> None:
    rows = [row("sample-b-01", 激活停办止="2027-01-01"), row("sample-b-02", 联系电话="打我")]
    plan = as_person(manager).plan(csv_of([{"联系电话": "", "激活停办止": ""} | each for each in rows]))
    assert [(error.row, error.column) for error in plan.errors] == [
        (2, "网点编码"), (3, "网点编码"), (3, "联系电话"),
    ]  # fmt: skip


def test_a_column_that_a_new_outlet_needs_is_asked_for_once(tables: Tables) -> None:
    plan = tables.plan(csv_of([{"网点名称": f"新网点{number}", "地址": "人民路"} for number in range(50)]))
    assert {error.row for error in plan.errors} == {1}
    assert len(plan.errors) == len({error.column for error in plan.errors}) == 3


def test_a_text_that_is_no_table_of_outlets_is_refused_by_its_headings_alone(tables: Tables) -> None:
    plan = tables.plan(("你好，这是一封信\n" + "没有表格\n" * 100).encode())
    assert {error.row for error in plan.errors} == {1}


def test_a_point_outside_the_city_is_an_error_and_an_odd_one_a_question(tables: Tables) -> None:
    cells = {"坐标系": "GPS"}
    plan = tables.plan(csv_of([row(经度="116.4", 纬度="39.9", **cells)]))
    assert [(error.row, error.column) for error in plan.errors] == [(2, "纬度")]
    other_district = tables.plan(csv_of([row(经度="121.27", 纬度="38.81", **cells)]))
    assert other_district.errors == []
    assert [question.row for question in other_district.questions] == [2]


def test_coordinates_without_a_datum_are_asked_about(tables: Tables) -> None:
    plan = tables.plan(csv_of([row(经度="121.6", 纬度="38.92")]))
    assert [(error.row, error.column) for error in plan.errors] == [(2, "经度")]


def test_nothing_is_ever_written_by_a_plan(tables: Tables) -> None:
    before = list(Outlet.objects.values())
    tables.plan(csv_of([row(公告="新的公告", 营业时间="24/7")]))
    assert list(Outlet.objects.values()) == before


def test_a_file_with_no_rows_or_bytes_is_empty(tables: Tables) -> None:
    for content in (b"", b"\xef\xbb\xbf", b"\n\n"):
        assert [error.row for error in tables.plan(content).errors] == [0]


def test_an_old_excel_file_is_told_from_a_new_one(tables: Tables) -> None:
    (error,) = tables.plan(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old.xls").errors
    assert "xlsx" in error.message


def test_numbers_in_cells_are_read_as_a_person_reads_them(tables: Tables) -> None:
    book = load_workbook(io.BytesIO(tables.exported("xlsx")))
    assert book.active.cell(1, 1).value == "序号"
    rows = [["网点编码", "联系电话", "经度", "纬度", "坐标系"], ["sample-a-01", 95588, 121.6, 38.92, "GPS"]]
    plan = tables.plan(xlsx(rows), "numbers.xlsx")
    assert plan.errors == []
    assert plan.changes[0].new["phones"] == ["95588"]
