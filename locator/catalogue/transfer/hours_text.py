"""Opening hours as tables write them in Chinese, made into an ``opening_hours`` expression."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from locator.hours.weekly import clock, read_time
from locator.models.expression import HoursError, read_hours

from .cells import UnreadableCellError

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TIME = r"\d{1,2}(?:[:.点时](?:\d{1,2}|半)?分?)"
SPAN = re.compile(rf"(上午|中午|下午|晚上)?\s*({TIME})\s*-\s*(上午|中午|下午|晚上)?\s*({TIME})")
WEEKDAYS = dict(zip("一二三四五六日天", ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "Su"), strict=True))
# In this order: a longer word before the shorter one that it holds.
WORDS = (
    (r"法定节假日|节假日|公休日", "PH"),
    (r"工作日", "Mo-Fr"),
    (r"周末|双休日", "Sa-Su"),
    (r"每天|每日|全周|周一至周日", "Mo-Su"),
    (r"(?:周|星期|礼拜)([一二三四五六日天])", lambda found: WEEKDAYS[found[1]]),
    # 周一至五 and 周六、日 name the week once.
    (r"(?<=[a-z])\s*([-、,])\s*([一二三四五六日天])", lambda found: f"{found[1]}{WEEKDAYS[found[2]]}"),
    (r"休息|不营业|停业|关门", "off"),
    (r"24小时(?:营业)?", "00:00-24:00"),
    (r"\s*[:]\s*(?=\d{2}:\d{2}-|off)", " "),
)
DAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"


def read_hours_text(text: str) -> str:
    """Return an expression for hours in either form; raises UnreadableCellError, which says where it fails.

    What is an expression already stays as it is written.
    """
    if not text or _is_expression(text):
        return text
    normal = _half_width(text)
    expression = _translated(normal) if CHINESE.search(normal) else normal
    try:
        read_hours(expression)
    except HoursError as error:
        said = _("Write hours like Mo-Fr 08:30-11:30,13:00-16:30; Sa 09:00-12:00. %(where)s")
        raise UnreadableCellError(said % {"where": error.where}) from error
    return expression


def _is_expression(text: str) -> bool:
    try:
        read_hours(text)
    except HoursError:
        return False
    return True


def _half_width(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    normal = re.sub(r"[至到—–~〜－‐−]+", "-", normal)
    return re.sub(r"[;。\n]+\s*", "; ", normal).strip("; ")


def _translated(text: str) -> str:
    found = SPAN.sub(_span, text)
    for pattern, word in WORDS:
        found = re.sub(pattern, word, found)
    found = re.sub(r"[、和及]", ",", found)
    found = re.sub(r"(?<=\d)[\s,]+(?=\d{2}:\d{2}-)", ",", found)
    # The next day begins a rule of its own.
    found = re.sub(rf"(?<=\d)[\s,]+(?={DAYS})", "; ", found)
    found = re.sub(rf"(?<=off)[\s,]+(?={DAYS})", "; ", found)
    found = re.sub(rf"({DAYS})\s*,\s*(?={DAYS})", r"\1,", found)
    return re.sub(rf"({DAYS})(?=\d|off)", r"\1 ", found)


def _span(found: re.Match[str]) -> str:
    start, end = read_time(found[2]), read_time(found[4])
    if start is None or end is None:
        return found[0]
    half = 12 * 60
    afternoon = {"下午", "晚上"}
    if found[1] in afternoon and start < half:
        start += half
    if (found[3] or found[1]) in afternoon and end < half:
        end += half
    return f"{clock(start)}-{clock(end)}"
