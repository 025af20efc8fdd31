"""The nearest outlets that do what is asked, and why nearer ones were passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import numpy as np

from locator.hours import SHANGHAI, Cause, Reason, State, Status, Timetable
from locator.places import Origin

from .answer import Match, PassedOver, Results
from .columns import Mask
from .criteria import Arrival, Criteria
from .geometry import Compass
from .islands import is_across_water, land_of
from .reasons import OUT_OF_SERVICE, is_out, lasting_reason, reason
from .records import OutletRecord
from .snapshot import Snapshot
from .tree import Batch, Numbers
from .uncertainty import order_may_change
from .walking import SHOWN_UP_TO_M, walking_minutes

PASSED_OVER_LISTED = 100
# How many outlets beyond the limit the first look at the tree fetches: enough where few are passed over.
MARGIN = 4
# From this many on, the hours of a batch are looked through by timetable rather than by outlet.
MANY = 256

# Nobody can tell when a person gets there by ferry, or to an outlet whose position is not known.
ARRIVAL_UNKNOWN = Status(
    state=State.UNKNOWN,
    reason=Reason(Cause.WEEK, "到达时间无法估计", "The time of arrival cannot be told"),
    until=None,
    next_state=None,
    published=True,
)


def nearest(snapshot: Snapshot, origin: Origin, criteria: Criteria, now: datetime) -> Results:
    """Return the nearest outlets that meet the criteria, at most ``criteria.limit``; ``now`` must be aware.

    Without ``open_at``, a closed outlet stays in the list, and one that is suspended is passed over. With
    it, closed ones are passed over as well, and those whose state is not known stay.
    """
    return Search(snapshot, origin, criteria, now).run()


class Search:
    """One search under way."""

    def __init__(self, snapshot: Snapshot, origin: Origin, criteria: Criteria, now: datetime) -> None:
        self._snapshot = snapshot
        self._origin = origin
        self._compass = Compass(origin.point)
        self._asked = criteria
        self._now = now
        self._moment = criteria.open_at if isinstance(criteria.open_at, datetime) else now
        self._on_foot = criteria.open_at is Arrival.ON_FOOT
        district = origin.district or snapshot.gazetteer.district_of(origin.point)
        self._land = land_of(origin.point, district)
        self._statuses: dict[Timetable, Status] = {}
        self._matches: list[Match] = []
        self._rival: Match | None = None
        self._batches: list[Batch] = []
        # How many outlets reach as far as the last one listed; all of them where the list is not full.
        self._reach = 0

    def run(self) -> Results:
        self._walk_the_tree()
        if not self._is_full:
            self._walk_those_without_position()
        return Results(
            origin=self._origin,
            criteria=self._asked,
            asked_at=self._now,
            matches=tuple(self._matches),
            passed_over=tuple(self._passed_over()),
            passed_over_total=self._reach - len(self._matches),
            order_uncertain=order_may_change(self._origin, self._matches, self._rival),
        )

    @property
    def _is_full(self) -> bool:
        return len(self._matches) == self._asked.limit

    def _walk_the_tree(self) -> None:
        """Fill the list, and find the next one behind it where the origin's radius could swap them."""
        allowed = self._snapshot.columns.allowing(self._asked)
        positioned, limit, matches = self._snapshot.positioned, self._asked.limit, self._matches
        leeway, start = 2 * self._origin.radius_m, 0
        for batch in self._snapshot.tree.nearest_first(self._origin.point, limit + MARGIN):
            self._batches.append(batch)
            for place, number, metres in self._fitting(batch, allowed):
                is_full = len(matches) == limit
                if is_full and metres - (matches[-1].distance_m or 0.0) >= leeway:
                    return
                match = self._match(positioned[number], metres, number)
                if match is None:
                    continue
                if is_full:
                    self._rival = match
                    return
                matches.append(match)
                self._reach = start + place + 1
                if not leeway and len(matches) == limit:
                    return
            start += len(batch.numbers)
        if not self._is_full:
            self._reach = start

    def _fitting(self, batch: Batch, allowed: Mask | None) -> Iterable[tuple[int, int, float]]:
        """Return the places in a batch where the outlet may fit, each with its number and metres.

        Of large batches, few are worth a look.
        """
        numbers, distances = batch.numbers, batch.distances
        if allowed is None and (len(numbers) < MANY or self._on_foot):
            return zip(range(len(numbers)), numbers.tolist(), distances.tolist(), strict=True)
        places: Numbers = np.arange(len(numbers)) if allowed is None else allowed[numbers].nonzero()[0]
        if len(places) >= MANY and not self._on_foot:
            fits = self._snapshot.columns.keeping_hours(numbers[places], self._asked.service, self._fits)
            places = places[fits]
        return zip(places.tolist(), numbers[places].tolist(), distances[places].tolist(), strict=True)

    def _fits(self, timetable: Timetable) -> bool:
        return not is_out(self._status_at_the_moment(timetable), self._asked)

    def _walk_those_without_position(self) -> None:
        """Append those that nobody can measure: the origin's own district first, then by code."""
        for outlet in self._those_without_position():
            self._reach += 1
            match = self._match(outlet, None, None)
            if match is not None and lasting_reason(outlet, self._asked) is None:
                self._matches.append(match)
                if self._is_full:
                    return

    def _those_without_position(self) -> list[OutletRecord]:
        own = self._origin.district
        return sorted(self._snapshot.unpositioned, key=lambda one: (one.district.code != own, one.code))

    def _match(self, outlet: OutletRecord, metres: float | None, number: int | None) -> Match | None:
        """Return the outlet as it is listed, or None where its state is not what was asked for."""
        ferry = is_across_water(self._land, outlet.land)
        moment, status = self._state(outlet, metres, ferry=ferry)
        if is_out(status, self._asked):
            return None
        direction = minutes = None
        if number is not None:
            direction = self._compass.direction(*self._snapshot.tree.position(number))
        if metres is not None and metres <= SHOWN_UP_TO_M and not ferry:
            minutes = walking_minutes(metres)
        return Match(outlet, metres, direction, minutes, ferry, status, moment)

    def _state(self, outlet: OutletRecord, metres: float | None, *, ferry: bool) -> tuple[datetime, Status]:
        timetable = outlet.hours_of(self._asked.service)
        if not self._on_foot:
            return self._moment, self._status_at_the_moment(timetable)
        if metres is not None and not ferry:
            arrival = self._now + timedelta(minutes=walking_minutes(metres))
            return arrival, timetable.status(arrival)
        status = self._status_at_the_moment(timetable)
        if status.state is State.CLOSED and status.reason.cause in OUT_OF_SERVICE:
            return self._now, status
        return self._now, ARRIVAL_UNKNOWN

    def _status_at_the_moment(self, timetable: Timetable) -> Status:
        """Return the state at the one moment asked about, which outlets of the same hours share."""
        status = self._statuses.get(timetable)
        if status is None:
            status = self._statuses[timetable] = timetable.status(self._moment)
        return status

    def _passed_over(self) -> Iterator[PassedOver]:
        left = min(self._reach - len(self._matches), PASSED_OVER_LISTED)
        if not left:
            return
        listed = {match.outlet.code for match in self._matches}
        for outlet, metres in self._reached():
            if outlet.code in listed:
                continue
            ferry = is_across_water(self._land, outlet.land)
            moment, status = self._state(outlet, metres, ferry=ferry)
            why, until = reason(outlet, status, self._asked, moment.astimezone(SHANGHAI).date())
            yield PassedOver(outlet, metres, why, status, moment, until)
            left -= 1
            if not left:
                return

    def _reached(self) -> Iterator[tuple[OutletRecord, float | None]]:
        """Yield the outlets in the order in which they were walked, as far as the list reaches and beyond."""
        for batch in self._batches:
            for number, metres in zip(batch.numbers, batch.distances, strict=True):
                yield self._snapshot.positioned[number], float(metres)
        for outlet in self._those_without_position():
            yield outlet, None
