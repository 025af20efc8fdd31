"""Single days in one cell, a line each: ``2026-10-01~2026-10-03 | 申领 | 09:00-12:00 | reason | English``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from locator.catalogue.days import Day
from locator.models import HoursException

from .cells import SERVICES, UnreadableCellError, plain, read_day, read_each, read_services
from .hours_text import read_hours_text

if TYPE_CHECKING:
    from collections.abc import Iterable

# “closed” and “off” are expressions themselves, and stay what they are.
CLOSED = frozenset({"", "休息", "全天休息", "closed all day"})
FROM_TO = re.compile(r"\s*(?:~|〜|至|到|–|—)\s*")


def write_days_text(days: Iterable[Day], language: str) -> str:
    return "\n".join(_line(day, language) for day in days)


def read_days_text(text: str) -> tuple[Day, ...]:
    """Read the lines of a cell; raises UnreadableCellError with what is wrong in any of them."""
    found: list[Day] = []

    def read(numbered: tuple[int, str]) -> None:
        number, line = numbered
        if not line.strip():
            return
        try:
            day = _day(line)
            _refuse(day, found)
        except UnreadableCellError as error:
            said = _("Line %(number)d: %(what)s")
            raise UnreadableCellError(
                *(said % {"number": number, "what": message} for message in error.messages)
            ) from error
        found.append(day)

    read_each(read, enumerate(text.splitlines(), start=1))
    return tuple(sorted(found))


def _line(day: Day, language: str) -> str:
    days = day.first.isoformat() + (f"~{day.last.isoformat()}" if day.last != day.first else "")
    words = {service: (word, english) for word, (service, english, _also) in SERVICES.items()}
    service = words[day.service][language != "zh"] if day.service else ""  # type: ignore[index]
    hours = _escaped(day.hours) or ("休息" if language == "zh" else "closed all day")
    parts = [days, service, hours, _escaped(day.reason)]
    return " | ".join(parts + ([_escaped(day.reason_en)] if day.reason_en else []))


def _day(line: str) -> Day:
    parts = _split(line)
    if not 4 <= len(parts) <= 5:
        raise UnreadableCellError(
            _("Write days | service or none | hours | reason: 2026-10-01 | | closed all day | repairs.")
        )
    found: dict[str, Any] = {}
    readers = (_first_and_last, _service, _hours)
    for said in read_each(lambda pair: pair[0](pair[1]), zip(readers, parts, strict=False)):
        found |= said
    return Day(**found, reason=parts[3], reason_en=parts[4] if len(parts) == 5 else "")


def _first_and_last(text: str) -> dict[str, Any]:
    first, _to, last = plain(FROM_TO.sub("~", plain(text))).partition("~")
    since, until = read_each(read_day, (first, last or first))
    if since is None or until is None:
        raise UnreadableCellError(_("Write a day like 2026-03-31."))
    return {"first": since, "last": until}


def _service(text: str) -> dict[str, Any]:
    services = read_services(text)
    if len(services) > 1:
        raise UnreadableCellError(_("Name one service, or none for the whole outlet; write a line for each."))
    return {"service": str(next(iter(services), ""))}


def _hours(text: str) -> dict[str, Any]:
    return {"hours": "" if plain(text).casefold() in CLOSED else read_hours_text(text)}


def _refuse(day: Day, earlier: Iterable[Day]) -> None:
    wrong = []
    if day.last < day.first:
        wrong.append(_("The last day lies before the first. Correct one of them."))
    for other in earlier:
        if day.overlaps(other):
            said = _("These days overlap with those from %(first)s to %(last)s. Make them one, or part them.")
            wrong.append(said % {"first": other.first, "last": other.last})
    row = HoursException(
        first_day=day.first,
        last_day=day.last,
        service=day.service,
        hours=day.hours,
        reason=day.reason,
        reason_en=day.reason_en,
    )
    try:
        row.clean_fields(exclude={"outlet"})
    except ValidationError as error:
        wrong += error.messages
    if wrong:
        raise UnreadableCellError(*wrong)


def _escaped(text: str) -> str:
    return re.sub(r"[\\|｜]", r"\\\g<0>", text)


def _split(line: str) -> list[str]:
    """Split at bars that stand for themselves; a backslash keeps a bar or a backslash in the text."""
    parts, part, kept = [], "", False
    for character in line:
        if kept:
            part, kept = part + character, False
        elif character == "\\":
            kept = True
        elif character in "|｜":
            parts.append(part.strip())
            part = ""
        else:
            part += character
    return [*parts, (part + ("\\" if kept else "")).strip()]
