"""The quality of the catalogue: every fact that somebody should put right, with what to do about it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from locator.models import Outlet, Point, Service
from locator.models.expression import HoursError, read_hours
from locator.models.phone import is_phone

from .findings import Finding, Kind
from .neighbours import Standing, too_alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opening_hours import OpeningHours

VERIFIED_LONG_AGO = timedelta(days=90)
# The State Council has published the next year's arrangement between late October and early December.
CALENDAR_ENDS_SOON = timedelta(days=30)
# A bank branch stands among other things with names; farther out the coordinates are more likely wrong.
REMOTE_M = 5_000
# No counter is served longer than this in a day; a time is more likely mistyped.
LONGEST_DAY = timedelta(hours=14)


class Surroundings(Protocol):
    """What the checks ask of the places that are known."""

    def district_of(self, point: Point) -> str | None:
        """Return the district to which the places around the point belong, None outside Dalian."""

    def metres_to_nearest(self, point: Point, district: str) -> float | None:
        """Return the distance to the nearest known place of the district, None if it has none."""


def check_catalogue(
    *, surroundings: Surroundings, calendar_known_until: date, today: date, expected: int | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong with the catalogue as of ``today``, first as a whole, then by outlet code.

    Outlets that have been closed for good are left out. ``expected`` is the number that there should be.
    """
    outlets = list(
        Outlet.objects.open_to_public(today)
        .select_related("bank", "district")
        .prefetch_related("offers", "exceptions")
        .order_by("code")
    )
    return tuple(
        chain(
            _count(outlets, expected),
            _calendar(calendar_known_until, today),
            chain.from_iterable(_outlet(outlet, surroundings, today) for outlet in outlets),
            too_alike({outlet.code for outlet in outlets}, map(Standing.of, outlets)),
        )
    )


def check_some(
    outlets: Iterable[Outlet], *, among: Iterable[Standing], surroundings: Surroundings, today: date
) -> tuple[Finding, ...]:
    """Return what is wrong with some outlets, each by itself and beside all that stand ``among`` them.

    Their offers and exceptions are best prefetched.
    """
    listed = list(outlets)
    each = chain.from_iterable(_outlet(outlet, surroundings, today) for outlet in listed)
    return (*each, *too_alike({outlet.code for outlet in listed}, among))


def _count(outlets: list[Outlet], expected: int | None) -> Iterator[Finding]:
    if expected is not None and len(outlets) != expected:
        yield Finding(Kind.COUNT, params={"found": len(outlets), "expected": expected})
    if len({outlet.bank.is_sample for outlet in outlets}) > 1:
        yield Finding(Kind.SAMPLE_BESIDE_REAL)


def _calendar(known_until: date, today: date) -> Iterator[Finding]:
    params = {"day": known_until}
    if known_until < today:
        yield Finding(Kind.CALENDAR_OVER, field="calendar", params=params)
    elif known_until - today < CALENDAR_ENDS_SOON:
        yield Finding(Kind.CALENDAR_ENDS_SOON, field="calendar", params=params)


def _outlet(outlet: Outlet, surroundings: Surroundings, today: date) -> Iterator[Finding]:
    yield from _offers(outlet, today)
    yield from _hours(outlet, today)
    yield from _position(outlet, surroundings)
    for number in outlet.phones:
        if not is_phone(number):
            yield Finding(Kind.PHONE, outlet.code, "phones", {"number": number})
    yield from _verified(outlet, today)
    over = outlet.status_until is not None and outlet.status_until < today
    if outlet.status == Outlet.Status.SUSPENDED and over:
        yield Finding(Kind.SUSPENSION_OVER, outlet.code, "status_until", {"day": outlet.status_until})


def _offers(outlet: Outlet, today: date) -> Iterator[Finding]:
    offers = {offer.service: offer for offer in outlet.offers.all()}
    missing = [service.value for service in Service if service not in offers]
    if missing:
        yield Finding(Kind.OFFERS, outlet.code, "offers", {"missing": ", ".join(missing)})
    for service, offer in sorted(offers.items()):
        if offer.suspended_until is not None and offer.suspended_until < today:
            yield Finding(
                Kind.OFFER_SUSPENSION_OVER,
                outlet.code,
                f"{service}.suspended_until",
                {"day": offer.suspended_until},
            )


def _hours(outlet: Outlet, today: date) -> Iterator[Finding]:
    weekly = [("hours", outlet.hours), ("card_hours", outlet.card_hours)]
    weekly += sorted((f"{offer.service}.hours", offer.hours) for offer in outlet.offers.all())
    for where, hours in weekly:
        if hours:
            yield from _expression(outlet.code, where, hours, today)
    for exception in outlet.exceptions.all():
        # Closed on its days is what an exception without hours is for.
        if exception.hours:
            yield from _expression(outlet.code, f"exceptions.{exception.pk}.hours", exception.hours, today)


def _expression(code: str, where: str, hours: str, today: date) -> Iterator[Finding]:
    try:
        expression = read_hours(hours)
    except HoursError as error:
        yield Finding(Kind.HOURS_UNREADABLE, code, where, {"hours": hours, "where": error.where})
        return
    first = datetime.combine(today, time())
    if not any(
        str(state) == "open" for _, _, state, _ in expression.intervals(first, first + timedelta(days=366))
    ):
        yield Finding(Kind.NEVER_OPEN, code, where, {"hours": hours})
        return
    longest = max(
        sum(
            (
                min(until, night) - max(since, morning)
                for since, until, state, _ in spans
                if str(state) == "open"
            ),
            timedelta(),
        )
        for morning, night, spans in _days(expression, first)
    )
    if longest > LONGEST_DAY:
        yield Finding(Kind.LONG_DAY, code, where, {"hours": hours, "longest": longest // timedelta(hours=1)})


def _days(expression: OpeningHours, first: datetime) -> Iterator[tuple[datetime, datetime, list[Any]]]:
    """Yield the seven days of a week with the spans that reach into each."""
    for number in range(7):
        morning = first + timedelta(days=number)
        night = morning + timedelta(days=1)
        yield morning, night, list(expression.intervals(morning, night))


def _position(outlet: Outlet, surroundings: Surroundings) -> Iterator[Finding]:
    if outlet.latitude is None or outlet.longitude is None:
        yield Finding(Kind.NO_POSITION, outlet.code, "latitude")
        return
    point = Point(outlet.latitude, outlet.longitude)
    found = surroundings.district_of(point)
    if found is None:
        yield Finding(Kind.OUTSIDE, outlet.code, "latitude")
        return
    if found != outlet.district_id:
        params = {"found": found, "district": f"{outlet.district.name} ({outlet.district_id})"}
        yield Finding(Kind.OTHER_DISTRICT, outlet.code, "latitude", params)
    metres = surroundings.metres_to_nearest(point, outlet.district_id)
    if metres is not None and metres > REMOTE_M:
        yield Finding(Kind.REMOTE, outlet.code, "latitude", {"kilometres": f"{metres / 1000:.1f}"})


def _verified(outlet: Outlet, today: date) -> Iterator[Finding]:
    day = outlet.verified_on
    if day is None:
        yield Finding(Kind.NEVER_VERIFIED, outlet.code, "verified_on")
    elif day > today:
        yield Finding(Kind.VERIFIED_IN_FUTURE, outlet.code, "verified_on", {"day": day})
    elif today - day > VERIFIED_LONG_AGO:
        params = {"day": day, "days": (today - day).days}
        yield Finding(Kind.VERIFIED_LONG_AGO, outlet.code, "verified_on", params)
