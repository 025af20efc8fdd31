"""A pasted notice becomes the days of a year, or says everything that is wrong with it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.hours.arrangement import ArrangementError, read_arrangement
from locator.hours.calendar import Calendar, Kind

from .notices import AFTERWARDS, NOTICE_2027, PUBLISHED, notice

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def days(text: str, kind: Kind) -> list[date]:
    return [special.day for special in read_arrangement(text).days if special.kind is kind]


def one(line: str, year: int = 2027) -> str:
    return f"关于{year}年部分节假日安排的通知\n一、元旦：{line}"


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_notice_of_a_published_year_gives_the_days_that_are_shipped(year: int) -> None:
    shipped = Calendar.shipped()
    found = read_arrangement(notice(year, shipped))
    assert found.days == shipped.days_of(year)
    assert (found.year, found.source, found.doubts) == (year, f"国办发明电〔{year - 1}〕7号", ())


@pytest.mark.parametrize("year", PUBLISHED)
def test_notices_as_they_were_published_give_the_days_as_they_came_out(year: int) -> None:
    found = read_arrangement(PUBLISHED[year])
    assert found.doubts == ()
    all_days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    named = [(day, *chinese_calendar.get_holiday_detail(day)) for day in all_days if day.year == year]
    off = {day for day, holiday, name in named if holiday and name}
    worked = {day for day, holiday, name in named if not holiday and name}
    afterwards = {date.fromisoformat(day) for day in AFTERWARDS[year]}
    assert {special.day for special in found.days if special.kind is Kind.HOLIDAY} ^ off <= afterwards
    assert {special.day for special in found.days if special.kind is Kind.WORKDAY} ^ worked <= afterwards


def test_a_day_off_beside_a_weekend_leaves_the_weekend_as_it_is_and_says_so() -> None:
    found = read_arrangement(one("1月1日放假，与周末连休。"))
    assert [special.day for special in found.days] == [date(2027, 1, 1)]
    assert "元旦" in found.doubts[0]


def test_a_whole_notice_is_read_with_its_number() -> None:
    found = read_arrangement(NOTICE_2027)
    assert (found.year, found.source) == (2027, "国办发明电〔2026〕99号")
    assert days(NOTICE_2027, Kind.WORKDAY) == [
        date(2027, 1, 31), date(2027, 2, 13), date(2027, 4, 25), date(2027, 5, 8), date(2027, 9, 26),
        date(2027, 10, 9),
    ]  # fmt: skip
    assert len(days(NOTICE_2027, Kind.HOLIDAY)) == 3 + 7 + 3 + 5 + 1 + 1 + 7
    by_day = {special.day: special for special in found.days}
    assert (by_day[date(2027, 1, 31)].name, by_day[date(2027, 1, 31)].name_en) == ("春节", "Spring Festival")


def test_what_is_only_encouraged_is_no_day_off_and_is_said() -> None:
    [doubt] = read_arrangement(NOTICE_2027).doubts
    assert "2月5日" in doubt


@pytest.mark.parametrize(
    ("line", "off"),
    [
        ("1月1日放假，与周末连休。", [1]),
        ("2027年1月1日放假1天。", [1]),
        ("1月1日至3日放假，共3天。", [1, 2, 3]),
        ("1月1日、3日放假，共2天。", [1, 3]),
        ("1月1日（星期五）放假，1月2日（星期六）调休。", [1, 2]),
        ("1 月 1 日\n至\n2日放 假", [1, 2]),
        ("1月1日到2日放假调休", [1, 2]),
    ],
)
def test_each_way_of_writing_days_off_is_understood(line: str, off: list[int]) -> None:
    assert days(one(line), Kind.HOLIDAY) == [date(2027, 1, day) for day in off]


def test_new_year_may_reach_back_into_the_year_before() -> None:
    text = one("2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。", 2019)
    assert days(text, Kind.HOLIDAY) == [date(2018, 12, 30), date(2018, 12, 31), date(2019, 1, 1)]
    assert days(text, Kind.WORKDAY) == [date(2018, 12, 29)]


def test_two_festivals_in_one_line_share_their_days() -> None:
    text = "关于2025年部分节假日安排的通知 六、国庆节、中秋节：10月1日至8日放假调休，共8天。"
    assert {(special.name, special.name_en) for special in read_arrangement(text).days} == {
        ("国庆节、中秋节", "National Day and Mid-Autumn Festival")
    }


def test_a_festival_that_nobody_knows_is_asked_about() -> None:
    found = read_arrangement("关于2027年部分节假日安排的通知 一、胜利日：9月3日放假。")
    assert found.days[0].name_en == "Public holiday"
    assert "胜利日" in found.doubts[0]


def test_a_festival_without_a_day_off_is_asked_about() -> None:
    lines = [line for line in NOTICE_2027.splitlines() if "端午节：" not in line]
    doubts = read_arrangement("\n".join(lines)).doubts
    assert [doubt for doubt in doubts if "端午节" in doubt]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "哪一年"),
        ("放假", "哪一年"),
        ("关于2027年部分节假日安排的通知", "没有找到"),
        ("关于2027年部分节假日安排的通知，现将2026年", "哪一年"),
        ("关于9027年部分节假日安排的通知", "哪一年"),
        (one("妥善安排。"), "元旦"),
        (one("1月32日放假。"), "1月32日"),
        (one("2月29日放假。"), "2月29日"),
        (one("3日放假。"), "3日"),
        (one("1月1日（周四）放假。"), "周四"),
        (one("1月1日至3日放假，共5天。"), "5"),
        (one("1月3日至1日放假。"), "2027-01-03"),
        (one("1月1日至3月1日放假。"), "2027-03-01"),
        (one("2026年1月1日放假。"), "2026-01-01"),
        (one("2028年1月1日放假。"), "2028-01-01"),
        (one("1月1日至3日放假。1月3日上班。"), "2027-01-03"),
        (one("1月1日放假。1月4日上班。"), "2027-01-04"),
        ("长" * 20_001, "长得多"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(ArrangementError) as caught:
        read_arrangement(text)
    assert said in str(caught.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    text = NOTICE_2027.replace("1月1日（周五）", "1月1日（周四）").replace("共5天", "共6天")
    with pytest.raises(ArrangementError) as caught:
        read_arrangement(text)
    assert len(caught.value.errors) == 2


@given(
    blanks=st.lists(st.integers(0, len(NOTICE_2027)), max_size=30),
    sign=st.sampled_from(" \n\t\u3000\u200b\ufeff"),
)
def test_blanks_and_line_ends_anywhere_change_nothing(blanks: list[int], sign: str) -> None:
    text = NOTICE_2027
    for place in sorted(blanks, reverse=True):
        text = text[:place] + sign + text[place:]
    assert read_arrangement(text) == read_arrangement(NOTICE_2027)


def test_full_width_figures_are_figures() -> None:
    assert read_arrangement(NOTICE_2027.translate(WIDE)) == read_arrangement(NOTICE_2027)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for given_text in (text, one(text), NOTICE_2027 + text):
        with suppress(ArrangementError):
            assert read_arrangement(given_text).days
