"""Reading a year's arrangement of holidays from the State Council's notice, as somebody pastes it.

The notices have kept one form since 2008: a numbered line for each festival, with days that are 放假 (off),
调休 (off, and paid for) and 上班 (worked). What the notice says twice is held against itself: the day of
the week beside a date, and the number of days of a run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .calendar import Kind, SpecialDay
from .festivals import SATURDAY, Festival, possible_dates

LONGEST_TEXT = 20_000
LONGEST_RUN_DAYS = 15
YEARS = range(2000, 2200)
ENGLISH = {festival.zh: festival.en for festival in Festival}
ENGLISH_OF_OTHERS = "Public holiday"

YEAR = re.compile(r"(\d{4})年(?:部分)?节假日(?:放假)?安排|现将(\d{4})年")
NUMBER = re.compile(r"国办发(?:明电)?[〔\[(]\d{4}[〕\])]\d+号")
HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])([^\d:,。;()]{2,24}):"
)
NAMES = re.compile(r"[、和与及]")
DATE = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]*\))?"
RUN = rf"{DATE}(?:[至到~—–-]+{DATE})?"
CLAUSE = re.compile(
    rf"(?P<days>{RUN}(?:[、,和及]{RUN})*)(?P<verb>放假|调休|上班)(?:调休)?,?(?:共?(?P<count>\d{{1,2}})天)?"
)
PARTS = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<aside>[^()]*)\))?"
    r"(?P<on>[至到~—–-]+)?"
)
# With a year it is the day on which the notice was made, unless in the December before.
MENTIONED = re.compile(r"(?<!\d)(?:\d{4}年(?=12月))?(?<!年)\d{1,2}月\d{1,2}日")
JOINED = "与周末连休"
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}


class ArrangementError(ValueError):
    """The text is no arrangement, or contradicts itself; ``errors`` says all that is to be put right."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__(" ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A year's days off and days worked, in order; they may reach into the last days of the year before.

    ``source`` is the notice's number, empty where the text has none. ``doubts`` are what a person should
    look at before believing it: a festival without its day, a date that the notice merely mentions.
    """

    year: int
    source: str
    days: tuple[SpecialDay, ...]
    doubts: tuple[str, ...]


def read_arrangement(text: str) -> Arrangement:
    """Read the notice of a year; raises ArrangementError with everything that is wrong, all at once."""
    if len(text) > LONGEST_TEXT:
        raise ArrangementError([_("That is far longer than a notice. Paste the notice alone.")])
    plain = _plain(text)
    years = {int(found[1] or found[2]) for found in YEAR.finditer(plain)}
    if len(years) != 1 or not years <= set(YEARS):
        raise ArrangementError(
            [_("It does not say for which year it is. Paste the notice from its title on.")]
        )
    return _Reader(years.pop()).read(plain)


def _plain(text: str) -> str:
    """Return the text without blanks, line ends and invisible characters, in half-width signs."""
    kept = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join("".join(kept).split())


class _Reader:
    """Gathers the days, the errors and the doubts of one notice."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.days: dict[date, SpecialDay] = {}
        self.errors: list[str] = []
        self.doubts: list[str] = []

    def read(self, plain: str) -> Arrangement:
        headings = list(HEADING.finditer(plain))
        ends = [heading.start() for heading in headings[1:]] + [len(plain)]
        for heading, end in zip(headings, ends, strict=False):
            self._section(heading[1], plain[heading.end() : end])
        if not self.days and not self.errors:
            self.errors.append(
                _("No days off were found. A line should look like 一、元旦：1月1日至3日放假。")
            )
        if self.errors:
            raise ArrangementError(self.errors)
        self._festivals_without_their_day()
        number = NUMBER.search(plain)
        days = tuple(self.days[day] for day in sorted(self.days))
        return Arrangement(self.year, number[0] if number else "", days, tuple(self.doubts))

    def _section(self, heading: str, body: str) -> None:
        names = [name for name in NAMES.split(heading) if name]
        others = [name for name in names if name not in ENGLISH]
        if others:
            said = _("%(name)s is none of the seven festivals. Is that right?")
            self.doubts += [said % {"name": name} for name in others]
        english = " and ".join(ENGLISH.get(name, ENGLISH_OF_OTHERS) for name in names)
        taken: list[tuple[int, int]] = []
        for clause in CLAUSE.finditer(body):
            taken.append(clause.span())
            days = list(self._days(heading, clause["days"]))
            kind = Kind.WORKDAY if clause["verb"] == "上班" else Kind.HOLIDAY
            if clause["count"] and kind is Kind.HOLIDAY and int(clause["count"]) != len(days):
                said = _("%(name)s: the notice counts %(count)s days, its dates make %(found)d.")
                self._wrong(said, name=heading, count=clause["count"], found=len(days))
            for day in days:
                self._take(SpecialDay(day, kind, heading, english))
        if not taken:
            self._wrong(_("%(name)s: no days off were found in its line."), name=heading)
        if JOINED in body:
            said = _(
                "%(name)s joins the weekend, which stays as any: outlets open at weekends are open then."
            )
            self.doubts.append(said % {"name": heading})
        for mention in MENTIONED.finditer(body):
            if not any(start <= mention.start() < end for start, end in taken):
                said = _("%(name)s: %(date)s is mentioned, but neither off nor worked. It stays as it is.")
                self.doubts.append(said % {"name": heading, "date": mention[0]})

    def _take(self, special: SpecialDay) -> None:
        known = self.days.setdefault(special.day, special)
        if known.kind is not special.kind:
            self._wrong(_("%(day)s is both off and worked."), day=_said(special.day))
        elif special.kind is Kind.WORKDAY and special.day.weekday() < SATURDAY:
            self._wrong(
                _("%(day)s is worked, says the notice, but it is no Saturday or Sunday."),
                day=_said(special.day),
            )

    def _days(self, heading: str, listed: str) -> Iterator[date]:
        """Yield the days of a list of dates and runs; a date without month or year goes on from the last."""
        year, month, start = self.year, 0, None
        for part in PARTS.finditer(listed):
            if part["year"]:
                year = int(part["year"])
            elif part["month"]:
                year = self.year
            month = int(part["month"] or month)
            day = self._date(heading, year, month, part)
            if day is None:
                start = None
                continue
            if part["on"]:
                start = day
                continue
            first, start = start or day, None
            if not 0 <= (day - first).days < LONGEST_RUN_DAYS:
                said = _("%(name)s: from %(first)s to %(last)s is no run of days off.")
                self._wrong(said, name=heading, first=_said(first), last=_said(day))
                continue
            yield from (first + timedelta(days=number) for number in range((day - first).days + 1))

    def _date(self, heading: str, year: int, month: int, part: re.Match[str]) -> date | None:
        try:
            day = date(year, month, int(part["day"]))
        except ValueError:
            self._wrong(_("%(name)s: there is no day %(date)s."), name=heading, date=part[0])
            return None
        if (day.year, day.month) != (self.year - 1, 12) and day.year != self.year:
            said = _("%(name)s: %(day)s does not lie in %(year)d.")
            self._wrong(said, name=heading, day=_said(day), year=self.year)
            return None
        weekday = WEEKDAY.search(part["aside"] or "")
        if weekday and WEEKDAYS[weekday[1]] != day.weekday():
            said = _("%(name)s: the notice calls %(date)s %(weekday)s, but it is %(day)s.")
            self._wrong(said, name=heading, date=part[0], weekday=weekday[0], day=_said(day))
        return day

    def _festivals_without_their_day(self) -> None:
        for festival in Festival:
            first, last = possible_dates(festival, self.year)
            off = (special.day for special in self.days.values() if special.kind is Kind.HOLIDAY)
            if not any(first <= day <= last for day in off):
                said = _("The notice gives no day off for %(name)s. Is a line missing?")
                self.doubts.append(said % {"name": festival.zh})

    def _wrong(self, said: str, **values: object) -> None:
        self.errors.append(said % values)


def _said(day: date) -> str:
    return f"{day.isoformat()} ({date_format(day, 'l')})"
