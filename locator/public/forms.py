"""What a person asks on the pages: where they are, and what they need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from locator.places import Datum, NotFound, Origin, WhichPlace, locate
from locator.places.asking import Online
from locator.places.wording import refusal
from locator.search.answer import Results
from locator.search.criteria import Criteria
from locator.search.find import find, find_from
from locator.search.geocoding import may_be_told
from locator.search.parse import BadCriteria, read_criteria
from locator.search.snapshot import Snapshot

# Where a person is. These travel in the body of a POST only.
WHERE = ("place", "key", "latitude", "longitude", "datum", "choice")
# What a person needs.
NARROWING = ("bank", "card_bank", "district", "generation", "step_free")
WHAT = ("service", *NARROWING, "open_at", "open_time", "limit")
# Fields that no page shows as a field of its own: their errors lead to the place box.
UNSEEN = {"key", "latitude", "longitude", "datum", "choice", "limit"}
AT_A_TIME = "at"

Answer = Results | WhichPlace | NotFound


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One error of the list at the top of a page: its field, the id to jump to, and what to do."""

    field: str
    target: str
    label: str
    message: str


class Line(forms.CharField):
    """A field that no form changes, so that all forms share it; a form copies its other fields one by one."""

    def __deepcopy__(self, memo: Any) -> Line:
        return self


def text(label: Any) -> Line:
    return Line(required=False, label=label)


class SearchForm(forms.Form):
    """One search; ``answer`` is found once the form is valid.

    What the fields may hold is known to one place, ``read_criteria``, which the API asks too.
    """

    place = text(_("Where are you?"))
    key = text(_("Place"))
    choice = text(_("Place"))
    latitude = text(_("Latitude"))
    longitude = text(_("Longitude"))
    datum = text(_("Datum"))
    service = text(_("What would you like to do?"))
    bank = text(_("Outlets of which bank"))
    card_bank = text(_("Which bank is on your card?"))
    district = text(_("District"))
    generation = text(_("Card generation"))
    step_free = text(_("Step-free access"))
    open_at = text(_("Open when"))
    open_time = text(_("Day and time"))
    limit = text(_("How many"))

    criteria: Criteria
    may_be_told = staticmethod(may_be_told)
    answer: Answer

    def __init__(
        self,
        data: Any = None,
        *,
        snapshot: Snapshot,
        now: datetime,
        initial: Any = None,
        online: Online | None = None,
    ) -> None:
        if data is not None:
            # As they are looked over, so they are shown and asked again.
            data = {name: data.get(name, "") for name in self.base_fields}
            data |= {name: data[name].strip() for name in WHAT}
        super().__init__(data, initial=initial)
        self._snapshot = snapshot
        self._now = now
        self._online = online

    def _clean_fields(self) -> None:
        # What the fields of Django do to a line, at once; they say what is wrong where anything is.
        if any("\0" in value for value in self.data.values()):
            super()._clean_fields()
        else:
            self.cleaned_data = {name: value.strip() for name, value in self.data.items()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            self._read_criteria(cleaned)
        # Both are looked at, so that a person hears of every mistake at once.
        origin = self._origin(cleaned)
        if not self.errors:
            self.answer = self._answer(cleaned, origin)
            if isinstance(self.answer, NotFound):
                self.add_error("latitude" if cleaned["latitude"] else "place", refusal(self.answer))
        return cleaned

    def _read_criteria(self, cleaned: dict[str, Any]) -> None:
        values = {name: cleaned[name] for name in WHAT if name != "open_time" and cleaned[name]}
        at_a_time = values.get("open_at") == AT_A_TIME
        if at_a_time:
            values["open_at"] = cleaned["open_time"]
            if not cleaned["open_time"]:
                self.add_error("open_time", _("Give the day and the time."))
                return
        try:
            self.criteria = read_criteria(values, self._snapshot, self._now)
        except BadCriteria as bad:
            for name, message in bad.errors.items():
                field = "open_time" if at_a_time and name == "open_at" else name
                self.add_error(field if field in self.fields else None, message)

    def _origin(self, cleaned: dict[str, Any]) -> Origin | NotFound | None:
        """Return the point that the browser or a link named; None where there is only text."""
        gazetteer = self._snapshot.gazetteer
        if cleaned.get("latitude") or cleaned.get("longitude"):
            try:
                datum = Datum(cleaned["datum"] or Datum.WGS84)
            except ValueError:
                self.add_error("datum", _("The position must be in wgs84, gcj02 or bd09."))
                return None
            try:
                return locate(float(cleaned["latitude"]), float(cleaned["longitude"]), datum, gazetteer)
            except ValueError:
                self.add_error(
                    "latitude",
                    _("This is not a position on Earth. Please write where you are instead."),
                )
                return None
        if cleaned.get("key"):
            origin = gazetteer.place(cleaned["key"])
            if origin is None and not cleaned.get("place"):
                self.add_error("key", _("We do not know this place any more. Please write where you are."))
            return origin
        return None

    def _answer(self, cleaned: dict[str, Any], origin: Origin | NotFound | None) -> Answer:
        if isinstance(origin, NotFound):
            return origin
        if origin is not None:
            return find_from(self._snapshot, origin, self.criteria, self._now)
        # Who has chosen among places is not led elsewhere by an answer that came in meanwhile.
        online = None if cleaned["choice"] else self._online
        found = find(self._snapshot, cleaned["place"], self.criteria, self._now, online)
        if isinstance(found, WhichPlace) and re.fullmatch("[0-9]{1,3}", cleaned["choice"]):
            # A place that no link may name is chosen by its number among the candidates of the same text.
            chosen = found.candidates[int(cleaned["choice"]) : int(cleaned["choice"]) + 1]
            if chosen:
                return find_from(self._snapshot, chosen[0], self.criteria, self._now)
        return found

    @property
    def error_lines(self) -> list[ErrorLine]:
        """Every error with the place on the page where it is mended."""
        return [
            ErrorLine(name, self._target(name), self._label(name), str(message))
            for name, messages in self.errors.items()
            for message in messages
        ]

    def _target(self, name: str) -> str:
        return "place" if name in UNSEEN or name not in self.fields else name

    def _label(self, name: str) -> str:
        return str(self.fields[name].label) if name in self.fields else str(_("Search"))

    @cached_property
    def where(self) -> list[tuple[str, str]]:
        """Return what says where, as hidden fields of the next search."""
        return self._given(WHERE)

    @cached_property
    def what(self) -> list[tuple[str, str]]:
        """Return what says what is needed, as hidden fields of the next search."""
        return self._given(WHAT)

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the place and the service was given, or must be mended."""
        beside = {"open_at", "open_time", *NARROWING} - {"card_bank"}
        return bool(beside & set(self.errors) or beside & dict(self.what).keys())

    @property
    def narrowing(self) -> tuple[tuple[str, str], ...]:
        """Return the choices under *more choices* of a valid form: known values, never a typed text."""
        return tuple(self._given(NARROWING))

    @property
    def has_narrowed(self) -> bool:
        """Tell whether one of the filters under *more choices* is set."""
        return bool(self._given(NARROWING))

    @cached_property
    def given(self) -> list[tuple[str, str]]:
        return self.where + self.what

    def _given(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        source = self.data if self.is_bound else self.initial
        return [(name, str(value)) for name in names if (value := source.get(name))]
