"""Reading one cell, and writing it: the words that Chinese and English tables use, for either to be read."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _

from locator.models import Service
from locator.places.datum import Datum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

YES = frozenset({"是", "有", "可", "正常", "yes", "y", "true", "1", "√", "✓"})
NO = frozenset({"否", "无", "不可", "no", "n", "false", "0", "×", "x"})
NONE = frozenset({"无", "none", "-", "—"})
BETWEEN = re.compile(r"[、,;/|\n]+")
DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
# A day without its format: spreadsheets count from the end of 1899. These are the years 2000 to 2099.
DAY_ZERO = date(1899, 12, 30)
DAY_NUMBERS = range(36526, 73051)

SERVICES: dict[str, tuple[Service, str, tuple[str, ...]]] = {
    "申领": (Service.APPLY, "apply", ("首次申领", "申办", "制卡", "首次制发")),
    "激活": (Service.ACTIVATE, "activate", ("启用", "开通")),
    "密码": (Service.PIN, "PIN", ("密码设置", "密码修改", "密码设置和修改", "密码设置与修改", "改密")),
    "挂失": (Service.REPORT_LOSS, "report loss", ("report-loss", "loss")),
    "解挂": (Service.CANCEL_LOSS, "cancel loss", ("cancel-loss", "解除挂失")),
    "补换": (Service.REPLACE, "replace", ("补换卡", "补卡", "换卡", "补领")),
}
DATUMS: dict[Datum, tuple[str, tuple[str, ...]]] = {
    Datum.WGS84: ("WGS-84", ("wgs84", "gps", "天地图", "cgcs2000", "手机定位")),
    Datum.GCJ02: ("GCJ-02", ("gcj02", "高德", "腾讯", "amap", "高德地图", "腾讯地图", "火星坐标")),
    Datum.BD09: ("BD-09", ("bd09", "百度", "baidu", "百度地图")),
}


class UnreadableCellError(ValueError):
    """A cell says something that cannot be taken over; each message says what to write instead."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = tuple(dict.fromkeys(messages))

    def __str__(self) -> str:
        return " ".join(self.messages)


Part = TypeVar("Part")
Read = TypeVar("Read")


def read_each(read: Callable[[Part], Read], parts: Iterable[Part]) -> list[Read]:
    """Read every part of a cell; raises UnreadableCellError with what is wrong with any of them."""
    found: list[Read] = []
    wrong: list[str] = []
    for part in parts:
        try:
            found.append(read(part))
        except UnreadableCellError as error:
            wrong += error.messages
    if wrong:
        raise UnreadableCellError(*wrong)
    return found


def plain(text: str) -> str:
    """Return digits, letters and marks in their half-width forms, for all that is not prose."""
    return unicodedata.normalize("NFKC", text).strip()


def not_known(word: str, known: str) -> str:
    return _("“%(word)s” is not known here. Use: %(known)s.") % {"word": word[:30], "known": known}


def read_yes_no(text: str) -> bool:
    word = plain(text).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise UnreadableCellError(_("Write yes or no."))


def write_yes_no(value: bool | None, language: str) -> str:
    if value is None:
        return ""
    return ("否", "是")[value] if language == "zh" else ("no", "yes")[value]


def read_day(text: str) -> date | None:
    """Read a day as people write it; a bare number of days is named, not guessed."""
    word = plain(text)
    if not word:
        return None
    found = DAY.fullmatch(word)
    if found:
        try:
            return date(*map(int, found.groups()))
        except ValueError as error:
            raise UnreadableCellError(_("There is no such day. Write it like 2026-03-31.")) from error
    if word.isdecimal() and int(word) in DAY_NUMBERS:
        day = DAY_ZERO + timedelta(days=int(word))
        said = _("This number may stand for %(day)s. Format the cell as text and write the day itself.")
        raise UnreadableCellError(said % {"day": day})
    raise UnreadableCellError(_("Write a day like 2026-03-31."))


def read_degrees(text: str) -> float | None:
    word = plain(text).removesuffix("°")
    if not word:
        return None
    try:
        degrees = float(word)
    except ValueError as error:
        raise UnreadableCellError(_("Write degrees as a decimal number, such as 121.614700.")) from error
    if not math.isfinite(degrees) or abs(degrees) > 180:
        raise UnreadableCellError(_("Write degrees as a decimal number, such as 121.614700."))
    return degrees


def read_datum(text: str) -> Datum | None:
    word = plain(text).casefold().replace(" ", "")
    if not word:
        return None
    for datum, (name, others) in DATUMS.items():
        if word == name.casefold() or word in others:
            return datum
    raise UnreadableCellError(_("Write WGS-84, GCJ-02 (Amap, Tencent) or BD-09 (Baidu)."))


def read_phones(text: str) -> list[str]:
    return [number for part in BETWEEN.split(plain(text)) if (number := part.strip())]


def write_phones(phones: Iterable[str]) -> str:
    return "、".join(phones)


def read_services(text: str) -> frozenset[Service]:
    """Read a list of services; an empty cell and the word for none are both none."""
    words = [word for part in BETWEEN.split(plain(text)) if (word := part.strip())]
    if len(words) == 1 and words[0].casefold() in NONE:
        return frozenset()
    return frozenset(read_each(_service, words))


def write_services(services: Iterable[str], language: str) -> str:
    chosen = set(services)
    words = [
        word if language == "zh" else english
        for word, (service, english, _also) in SERVICES.items()
        if service in chosen
    ]
    none = "无" if language == "zh" else "none"
    return ("、" if language == "zh" else ", ").join(words) or none


def read_named(text: str, names: Mapping[str, tuple[str, ...]]) -> dict[str, bool | None]:
    """Read facts that are yes, no or not known from one cell: ``低位柜台：有；助听设备：无``."""
    by_word = {word.casefold(): fact for fact, words in names.items() for word in words}

    def read(part: str) -> dict[str, bool | None]:
        name, _colon, said = (word.strip() for word in part.partition(":"))
        if not name or (not said and name.casefold() in NONE):
            return {}
        fact = by_word.get(name.casefold())
        if fact is None:
            known = "、".join(words[0] for words in names.values())
            raise UnreadableCellError(not_known(name, known))
        return {fact: read_yes_no(said) if said else True}

    found: dict[str, bool | None] = dict.fromkeys(names)
    for said in read_each(read, re.split(r"[、,;\n]+", plain(text))):
        found |= said
    return found


def write_named(
    values: Mapping[str, bool | None], names: Mapping[str, tuple[str, ...]], language: str
) -> str:
    at, colon, between = (0, "：", "；") if language == "zh" else (1, ": ", "; ")
    has = ("无", "有") if language == "zh" else ("no", "yes")
    return between.join(
        f"{words[at]}{colon}{has[bool(values[fact])]}"
        for fact, words in names.items()
        if values[fact] is not None
    )


def _service(word: str) -> Service:
    lowered = word.casefold()
    for name, (service, english, others) in SERVICES.items():
        if lowered in {name, english.casefold(), service.value} or lowered in others:
            return service
    known = "、".join(SERVICES)
    raise UnreadableCellError(not_known(word, known))
