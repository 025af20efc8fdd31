"""From the strings of a form, a query or a command line to criteria; every error at once, with its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from locator.hours import SHANGHAI
from locator.models import Service

from .criteria import LIMIT_AT_MOST, LIMIT_BY_DEFAULT, Arrival, Criteria, Generation
from .snapshot import Snapshot

# The calendar of the hours reaches this far; beyond it nobody plans an errand.
YEARS = range(1900, 2201)

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
GENERATIONS = {"2": Generation.SECOND, "3": Generation.THIRD}
# Of longer lists a message names none.
NAMED_AT_MOST = 12

Read = TypeVar("Read")


class BadCriteria(ValueError):  # noqa: N818 - named for what it says
    """What was asked cannot be understood; ``errors`` says in the user's language what to do, by field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(sorted(errors)))  # the fields alone: what was typed goes into no log
        self.errors = errors


class Unreadable(ValueError):  # noqa: N818 - named for what it says
    """One value cannot be understood; its message says what to do."""


def read_criteria(values: Mapping[str, str], snapshot: Snapshot, now: datetime) -> Criteria:
    """Return the criteria that the values ask for; an empty value is one that was not given.

    Reads ``service``, ``bank``, ``card_bank``, ``district``, ``generation`` (2 or 3), ``step_free``,
    ``open_at`` (``now``, ``arrival`` or a time) and ``limit``. Raises BadCriteria.
    """
    errors: dict[str, str] = {}

    def read(name: str, reader: Callable[[str], Read], default: Read) -> Read:
        given = values.get(name)
        if not given:
            return default
        text = unicodedata.normalize("NFKC", given).strip()
        try:
            return reader(text) if text else default
        except Unreadable as error:
            errors[name] = str(error)
            return default

    service = read("service", _one_of(Service.values), None)
    criteria = Criteria(
        service=None if service is None else Service(service),
        bank=read("bank", _one_of(snapshot.banks), None),
        card_bank=read("card_bank", _one_of(snapshot.banks), None),
        district=read("district", _one_of(snapshot.districts), None),
        generation=read("generation", _generation, None),
        step_free=read("step_free", _yes_or_no, False),  # noqa: FBT003 - the default that stands for nothing asked
        open_at=read("open_at", lambda text: _open_at(text, now), None),
        limit=read("limit", _limit, LIMIT_BY_DEFAULT),
    )
    if errors:
        raise BadCriteria(errors)
    return criteria


def read_moment(text: str) -> datetime:
    """Return the time that an ISO text names, in Beijing time where it names no zone; raises Unreadable.

    A blank before the zone is taken for the plus sign that a query string turns into one.
    """
    text = re.sub(r"(:\d{2}(?:\.\d+)?) (\d{2}:?\d{2})$", r"\1+\2", text.strip())
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or not re.search(r"\d[T ]\d", text, re.IGNORECASE):
        raise Unreadable(_("Give a day and a time, such as 2026-10-10T10:00 (Beijing time)."))
    if moment.year in YEARS:
        moment = moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
    if moment.year not in YEARS:
        raise Unreadable(_("Give a time between the years 1900 and 2200."))
    return moment


def _open_at(text: str, now: datetime) -> datetime | Arrival:
    match text.lower():
        case "now":
            return now
        case Arrival.ON_FOOT.value:
            return Arrival.ON_FOOT
    try:
        return read_moment(text)
    except Unreadable as error:
        raise Unreadable(
            _("%(error)s Or ask for “now”, or for “arrival”: open when you get there on foot.")
            % {"error": error}
        ) from error


def _one_of(known: Iterable[str]) -> Callable[[str], str | None]:
    def read(text: str) -> str:
        codes = list(known)
        if text in codes:
            return text
        if len(codes) > NAMED_AT_MOST or not codes:
            raise Unreadable(_("This is not in the list. Choose one from the list, or leave it empty."))
        raise Unreadable(
            _("Choose one of these, or leave it empty: %(codes)s.") % {"codes": ", ".join(codes)}
        )

    return read


def _generation(text: str) -> Generation | None:
    if text not in GENERATIONS:
        raise Unreadable(_("Give 2 for second-generation cards, 3 for third-generation cards."))
    return GENERATIONS[text]


def _yes_or_no(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise Unreadable(_("Give true to see outlets with step-free access only, or leave it empty."))
    return text.lower() in YES


def _limit(text: str) -> int:
    if not re.fullmatch(r"0{0,5}[0-9]{1,3}", text) or not 1 <= int(text) <= LIMIT_AT_MOST:
        raise Unreadable(_("Give a whole number from 1 to %(most)d.") % {"most": LIMIT_AT_MOST})
    return int(text)
