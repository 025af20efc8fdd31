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


# The lines of three notices as the General Office published them; official notices carry no copyright.
PUBLISHED = {
    2020: """关于2020年部分节假日安排的通知 国办发明电〔2019〕16号
一、元旦：2020年1月1日放假，共1天。
二、春节：1月24日至30日放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。
三、清明节：4月4日至6日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月26日（星期日）、5月9日（星期六）上班。
五、端午节：6月25日至27日放假调休，共3天。6月28日（星期日）上班。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。9月27日（星期日）、10月10日（星期六）上班。""",
    2023: """关于2023年部分节假日安排的通知 国办发明电〔2022〕16号
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。""",
    2025: """关于2025年部分节假日安排的通知 国办发明电〔2024〕12号
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
}
# Where the days came out differently: the epidemic of 2020, and what the notice of 2024 took of 2023.
AFTERWARDS = {
    2020: {"2020-01-31", "2020-02-01", "2020-02-02"},
    2023: {"2022-12-31", "2023-12-30", "2023-12-31"},
    2025: set(),
}
