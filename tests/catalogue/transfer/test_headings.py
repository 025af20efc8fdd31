"""Headings as offices write them: in either language, with brackets that explain, or asked about."""

from __future__ import annotations

import pytest

from locator.catalogue.transfer.headings import match_headings
from locator.models import Outlet

from .conftest import Tables, csv_of

# As bureaus ask their banks for such a list.
ASKED_FOR = (
    "序号", "网点名称", "服务银行", "所属区市县", "(功能区)", "地址", "联系电话",
    "营业时间(工作日/周末/午休)", "社保业务时间(若不同)", "可办业务(六项)", "是否即时制卡",
    "可制卡代次(二代/三代)", "代办说明", "无障碍设施", "备注", "经度", "纬度", "坐标系", "坐标已核验",
    "数据来源", "核实日期", "状态(正常/暂停/撤销)",
)  # fmt: skip
FULL_WIDTH = str.maketrans("()/", "（）／")


@pytest.mark.parametrize("written", [ASKED_FOR, tuple(each.translate(FULL_WIDTH) for each in ASKED_FOR)])
def test_the_list_that_bureaus_ask_for_is_understood_as_it_stands(written: tuple[str, ...]) -> None:
    columns, errors = match_headings(written)
    assert errors == []
    assert [column and column.key for column in columns] == [
        "number", "name", "bank", "district", "functional_area", "address", "phones", "hours", "card_hours",
        "services", "instant_issue", "generations", "proxy", "access", "remark", "longitude", "latitude",
        "datum", "position_verified", "source", "verified_on", "status",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["公告（English）", "地址(中英文)", "激活备注（说明）", "name (in English)"]
)
def test_brackets_that_tell_columns_apart_are_asked_about(heading: str) -> None:
    columns, errors = match_headings(("网点编码", heading))
    assert columns[1] is None
    assert [error.column for error in errors] == [heading]


def test_two_headings_that_differ_only_in_their_brackets_are_not_both_taken() -> None:
    _columns, errors = match_headings(("网点编码", "营业时间(工作日)", "营业时间(周末)"))
    assert [error.column for error in errors] == ["营业时间(周末)"]


@pytest.mark.parametrize("heading", ["(", ")", "()", "（）", "((()))", "(地址", "【"])
def test_brackets_around_nothing_mean_nothing(heading: str) -> None:
    assert len(match_headings(("网点编码", heading))[0]) == 2


def test_a_remark_is_kept_for_colleagues_and_comes_out_again(tables: Tables) -> None:
    tables.put(tables.plan(csv_of([{"网点编码": "sample-a-01", "备注": "对接人每周三来"}])))
    assert Outlet.objects.get(code="sample-a-01").remark == "对接人每周三来"
    assert "对接人每周三来" in tables.exported().decode("utf-8-sig")
    assert not tables.plan(tables.exported()).changes
