"""A place as it is talked about when somebody changes it: a row of the staff's, or one of the tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from locator.models import Place, Point
from locator.places.answer import Kind
from locator.places.entry import StaffPlace
from locator.places.normalise import fold
from locator.places.staff import identity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from locator.places import Gazetteer
    from locator.places.entry import Entry

# How the staff call the kinds of the tables; districts and areas change by law, doors have no own name.
KINDS = {
    Kind.LANDMARK: Place.Kind.LANDMARK,
    Kind.ROAD: Place.Kind.ROAD,
    Kind.STATION: Place.Kind.STATION,
    Kind.COMMUNITY: Place.Kind.COMMUNITY,
    Kind.ESTATE: Place.Kind.COMMUNITY,
    Kind.TOWN: Place.Kind.TOWN,
}
# How far the true spot may lie from the point where nobody has said otherwise.
USUAL_RADIUS_M = {
    Place.Kind.LANDMARK: 300,
    Place.Kind.ROAD: 1_500,
    Place.Kind.STATION: 400,
    Place.Kind.COMMUNITY: 500,
    Place.Kind.TOWN: 3_000,
}


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """All that is known of a place, as its row holds it."""

    name: str
    kind: str
    district: str
    aliases: tuple[str, ...]
    point: Point
    radius_m: int
    source: str = ""
    retired: bool = False

    @classmethod
    def of(cls, place: Place) -> PlaceFacts:
        return cls(
            name=place.name,
            kind=place.kind,
            district=place.district_id,
            aliases=tuple(place.aliases),
            point=Point(place.latitude, place.longitude),
            radius_m=place.radius_m,
            source=place.source,
            retired=place.retired,
        )

    @classmethod
    def of_entry(cls, entry: Entry) -> PlaceFacts | None:
        """Return the facts of a place of the tables; None for one that staff cannot keep, as a district."""
        kind = KINDS.get(entry.kind)
        if kind is None or not entry.key:
            return None
        aliases = distinct(entry.aliases, but={fold(entry.name)})
        return cls(entry.name, kind.value, entry.district, aliases, entry.point, entry.radius_m)

    @staticmethod
    def identity_of(place: Place) -> tuple[str, str]:
        return identity(place.name, place.district_id)

    @property
    def identity(self) -> tuple[str, str]:
        return identity(self.name, self.district)

    @property
    def columns(self) -> dict[str, object]:
        """The facts as columns of a row."""
        return {
            "name": self.name,
            "kind": self.kind,
            "district_id": self.district,
            "aliases": list(self.aliases),
            "latitude": self.point.latitude,
            "longitude": self.point.longitude,
            "radius_m": self.radius_m,
            "source": self.source,
            "retired": self.retired,
        }

    @property
    def as_staff_place(self) -> StaffPlace:
        """The place as the gazetteer takes it."""
        return StaffPlace(
            name=self.name,
            kind=self.kind,
            district=self.district,
            latitude=self.point.latitude,
            longitude=self.point.longitude,
            radius_m=self.radius_m,
            aliases=self.aliases,
            retired=self.retired,
        )

    def called(self, names: Iterable[str]) -> PlaceFacts:
        """Return the place with more names, before those it has."""
        # In front: a community's short name has to stay the last.
        return replace(self, aliases=distinct((*names, *self.aliases), but={fold(self.name)}))


def distinct(names: Iterable[str], but: Iterable[str] = ()) -> tuple[str, ...]:
    """Return names that differ from one another and from some folded ones, the last of equals at its place.

    A single character is no name that the search knows.
    """
    found: dict[str, str] = {}
    for name in reversed(list(names)):
        found.setdefault(fold(name), name)
    return tuple(
        name for folded, name in reversed(found.items()) if len(folded) > 1 and folded not in set(but)
    )


def places_of_the_name(facts: PlaceFacts, gazetteer: Gazetteer) -> list[Entry]:
    """Return the places of the gazetteer that a row of these facts would take the place of."""
    name, district = facts.identity
    return [
        entry
        for entry in gazetteer.names.named(name)
        if entry.district == district and fold(entry.name) == name
    ]
