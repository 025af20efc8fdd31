"""How far each town is from the nearest outlet that does each service, without a ferry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from locator.models import Service
from locator.places import Origin

from .criteria import Criteria
from .islands import is_across_water, land_of
from .snapshot import Snapshot

FAR_M = 5_000
FIRST_LOOK = 8


@dataclass(frozen=True, slots=True)
class Reach:
    """A town with its metres to the nearest outlet by service; None where only a ferry leads there."""

    town: Origin
    metres: dict[Service, float | None]

    def is_far(self, service: Service | None = None) -> bool:
        """Tell whether the town is far from a service, or from any of the six."""
        asked = list(Service) if service is None else [service]
        return any(metres is None or metres > FAR_M for metres in map(self.metres.get, asked))

    @property
    def farthest(self) -> float:
        """The longest of the six ways in metres; infinite where one needs a ferry."""
        return max(float("inf") if metres is None else metres for metres in self.metres.values())


def reaches(snapshot: Snapshot, today: date) -> list[Reach]:
    """Measure every town of the city; what an outlet offers counts, whether or not it is open just now."""
    return [
        Reach(town, {service: _metres(snapshot, town, service, today) for service in Service})
        for district in snapshot.districts
        for town in snapshot.gazetteer.towns(district)
    ]


def _metres(snapshot: Snapshot, town: Origin, service: Service, today: date) -> float | None:
    return next(_ways(snapshot, town, service, today), None)


def _ways(snapshot: Snapshot, town: Origin, service: Service, today: date) -> Iterator[float]:
    """Yield the ways to the outlets that do a service, nearest first."""
    allowed = snapshot.columns.allowing(Criteria(service=service))
    land = land_of(town.point, town.district)
    for batch in snapshot.tree.nearest_first(town.point, FIRST_LOOK):
        for number, metres in zip(batch.numbers.tolist(), batch.distances.tolist(), strict=True):
            outlet = snapshot.positioned[number]
            does = (allowed is None or allowed[number]) and not outlet.is_struck_off(today)
            if does and not is_across_water(land, outlet.land):
                yield metres
