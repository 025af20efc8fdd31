"""Arrangements in the form of the State Council's notices, made anew from a calendar or written out."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from locator.hours.calendar import Calendar, Kind, SpecialDay

SIGNS = "一二三四五六七八九十"
WEEK = "一二三四五六日"

NOTICE_2027 = """
国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕99号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
  经国务院批准，现将2027年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
  一、元旦：1月1日（周五）至3日（周日）放假，共3天。
  二、春节：2月5日（农历腊月二十九、周五）至11日（农历正月初六、周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
  三、清明节：4月3日（周六）至5日（周一）放假，共3天。
  四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
  五、端午节：6月9日（周三）放假1天。
  六、中秋节：9月15日（周三）放假，共1天。
  七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
  节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。鼓励单位结合带薪年休假，安排职工在除夕（2月5日）休息。
国务院办公厅
2026年11月4日
"""


def notice(year: int, calendar: Calendar) -> str:
    """Write the notice that a published year would have had: a line for each festival, in order."""
    days = calendar.days_of(year)
    names = list(dict.fromkeys(special.name for special in days))
    lines = [f"国务院办公厅关于{year}年部分节假日安排的通知", f"国办发明电〔{year - 1}〕7号"]
    for number, name in enumerate(names):
        own = [special for special in days if special.name == name]
        off = [special for special in own if special.kind is Kind.HOLIDAY]
        worked = [special for special in own if special.kind is Kind.WORKDAY]
        line = f"{SIGNS[number]}、{name}："
        line += "，".join(f"{_run(run)}放假调休，共{len(run)}天" for run in _runs(off)) + "。"
        if worked:
            line += "、".join(_date(special.day) for special in worked) + "上班。"
        lines.append(line)
    return "\n".join(lines)


def _runs(days: list[SpecialDay]) -> list[list[SpecialDay]]:
    keyed = groupby(enumerate(days), key=lambda pair: pair[1].day.toordinal() - pair[0])
    return [[special for _number, special in run] for _key, run in keyed]


def _run(days: list[SpecialDay]) -> str:
    first, last = days[0].day, days[-1].day
    if first == last:
        return _date(first)
    end = _date(last) if last.month != first.month else _date(last).partition("月")[2]
    return f"{_date(first)}至{end}"


def _date(day: date) -> str:
    return f"{day.month}月{day.day}日（周{WEEK[day.weekday()]}）"
