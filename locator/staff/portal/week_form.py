"""The week's table as a form: per day from and to, twice where there is a break; no script needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from locator.catalogue.facts import label
from locator.hours.weekly import MOST_SPANS, Week, clock, from_expression, read_time, to_expression
from locator.hours.words import WEEKDAYS

PARTS = tuple((number, end) for number in range(MOST_SPANS) for end in ("from", "to"))
NUMBERS = tuple(str(day) for day in range(len(WEEKDAYS)))
# What a box is called when it is read out or complained about.
NAMES = {
    (0, "from"): lambda: _("opens"),
    (0, "to"): lambda: _("closes, or the break begins"),
    (1, "from"): lambda: _("opens again after the break"),
    (1, "to"): lambda: _("closes in the afternoon"),
}


@dataclass(slots=True)
class Box:
    """One time of a day."""

    name: str
    label: str
    value: str
    error: str = ""


@dataclass(slots=True)
class DayRow:
    """One day of the table."""

    name: str
    boxes: list[Box]
    error: str = ""


@dataclass(slots=True)
class WeekForm:
    """The hours of one fact, as a table or, where they say more than a table can, as text.

    ``same`` stands for "no hours of its own": the fact is empty and the outlet's hours hold.
    """

    fact: str
    may_be_same: bool
    same: bool = False
    text: str | None = None
    # What the boxes held when the page was shown, so that times typed in vain are noticed.
    shown: str = ""
    # The day that is copied to others.
    source: int = 0
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, fact: str, value: str, *, otherwise: str = "") -> WeekForm:
        """Show hours that stand; ``otherwise`` fills the table of a fact that has none of its own."""
        form = cls(fact, may_be_same=fact != "hours", same=not value)
        week = from_expression(value or otherwise)
        if week is None:
            form.text = value or otherwise
        else:
            form.fill(week)
            form.shown = to_expression(week)
        return form

    @classmethod
    def read(cls, fact: str, posted: Mapping[str, str]) -> WeekForm:
        form = cls(fact, may_be_same=fact != "hours")
        form.same = form.may_be_same and posted.get(f"{fact}-same") == "on"
        form.text = posted.get(f"{fact}-text")
        form.shown = posted.get(f"{fact}-shown", "")
        form.typed = {
            name: posted.get(name, "")
            for day in range(len(WEEKDAYS))
            for name in (form.box(day, number, end) for number, end in PARTS)
        }
        return form

    def box(self, day: int, number: int, end: str) -> str:
        return f"{self.fact}-{day}-{number}-{end}"

    def take(self, value: str) -> None:
        """Take hours over from elsewhere: into the boxes, or as text where they say more than a table can."""
        week = from_expression(value)
        if week is None:
            self.text = value
        else:
            self.fill(week)
        self.same = False

    def as_table(self) -> None:
        """Offer the boxes in place of the text; those that it can fill are filled."""
        self.fill(from_expression(self.text or "") or Week(((),) * len(WEEKDAYS)))

    def fill(self, week: Week) -> None:
        """Put a week into the boxes."""
        self.text = None
        self.typed = {}
        for day, spans in enumerate(week.days):
            for number, (start, end) in enumerate(spans):
                self.typed[self.box(day, number, "from")] = clock(start)
                self.typed[self.box(day, number, "to")] = clock(end)

    def copy(self, source: int, days: Iterable[int]) -> None:
        """Write one day's times, as typed, into other days."""
        for day in days:
            for number, end in PARTS:
                self.typed[self.box(day, number, end)] = self.typed.get(self.box(source, number, end), "")
        self.same = False

    def copy_chosen(self, source: str, days: Iterable[str]) -> None:
        """Copy between the days that were chosen on the page; without any, say that they want choosing."""
        self.source = int(source) if source in NUMBERS else 0
        chosen = [int(day) for day in days if day in NUMBERS]
        if chosen:
            self.copy(self.source, chosen)
        else:
            self.errors[f"{self.fact}-to-0"] = _("Tick the days that these hours are copied to.")

    def value(self) -> str | None:
        """Return the hours as an expression, or None with every error in ``errors``."""
        if self.same:
            return None if self._typed_in_vain() else ""
        if self.text is not None:
            return self.text.strip()
        days = tuple(self._spans(day) for day in range(len(WEEKDAYS)))
        if self.errors:
            return None
        week = Week(days)
        if week.is_closed:
            self.errors[self.box(0, 0, "from")] = _(
                "No day is open. To close for a time, suspend the outlet or the service instead."
            )
            return None
        return to_expression(week)

    def refuse(self, message: str) -> None:
        """Note what the catalogue says against the hours as a whole."""
        self.errors[f"{self.fact}-text" if self.text is not None else self.box(0, 0, "from")] = message

    @property
    def label(self) -> str:
        return label(self.fact)

    @property
    def same_error(self) -> str:
        return self.errors.get(f"{self.fact}-same", "")

    @property
    def copy_error(self) -> str:
        return self.errors.get(f"{self.fact}-to-0", "")

    @property
    def rows(self) -> Iterator[DayRow]:
        for day, name in enumerate(WEEKDAYS):
            boxes = []
            for number, end in PARTS:
                box = self.box(day, number, end)
                said = f"{_(name)}: {NAMES[number, end]()}"
                boxes.append(Box(box, said, self.typed.get(box, ""), self.errors.get(box, "")))
            yield DayRow(_(name), boxes, " ".join(box.error for box in boxes if box.error))

    @property
    def error_lines(self) -> Iterator[tuple[str, str, str]]:
        """Yield the id to jump to, what it is called, and what to do."""
        if self.same_error:
            yield f"{self.fact}-same", self.label, self.same_error
        for row in self.rows:
            for box in row.boxes:
                if box.error:
                    yield box.name, box.label, box.error
        if self.copy_error:
            yield f"{self.fact}-to-0", self.label, self.copy_error
        if f"{self.fact}-text" in self.errors:
            yield f"{self.fact}-text", self.label, self.errors[f"{self.fact}-text"]

    def _spans(self, day: int) -> tuple[tuple[int, int], ...]:
        spans: list[tuple[int, int]] = []
        ends = -1
        for number in range(MOST_SPANS):
            first, last = self.box(day, number, "from"), self.box(day, number, "to")
            start, end = self._time(first), self._time(last)
            if start is None and end is None:
                continue
            if start is None or end is None:
                self._complain(first if start is None else last, _("Enter this time too, or empty both."))
            elif end <= start:
                self._complain(
                    last, _("This is not later than the opening. Hours past midnight need two days.")
                )
            elif start <= ends:
                self._complain(first, _("This lies before the break begins. Correct one of them."))
            else:
                spans.append((start, end))
                ends = end
        return tuple(spans)

    def _typed_in_vain(self) -> bool:
        """Complain about times that were changed while the tick says that there are none of its own."""
        shown = from_expression(self.shown)
        if self.text is not None or shown is None or not any(self.typed.values()):
            return False
        days = tuple(self._spans(day) for day in range(len(WEEKDAYS)))
        if not self.errors and Week(days) == shown:
            return False
        self.errors = {f"{self.fact}-same": _("Take this tick away for the times below to hold.")}
        return True

    def _time(self, box: str) -> int | None:
        typed = self.typed.get(box, "").strip()
        if not typed:
            return None
        minutes = read_time(typed)
        if minutes is None:
            self._complain(box, _("Write a time such as 8:30 or 16:30."))
        return minutes

    def _complain(self, box: str, message: str) -> None:
        # The first complaint about a box is the one that helps.
        self.errors.setdefault(box, message)
