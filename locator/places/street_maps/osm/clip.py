"""Which district something of the extract lies in, or that it lies outside the city."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from locator.models import Point
from locator.places.borders import Borders, Box
from locator.places.gazetteer import Gazetteer
from locator.places.lines import Degrees


@dataclass(frozen=True, slots=True)
class Clip:
    """The city's outline, as far as the extract has it: the districts' polygons, or the city's own, or a box.

    Where a district has no polygon, the nearest known places vote; they cannot vote for a district whose
    polygon is there and does not hold the point.
    """

    gazetteer: Gazetteer
    box: Box
    borders: Borders
    city: Borders

    @property
    def sharp(self) -> bool:
        """Whether every district has its polygon."""
        return len(self.borders.districts) == len(self.gazetteer.districts)

    def districts_of(self, degrees: Degrees) -> list[str | None]:
        """Return the district of each row of latitude and longitude, None outside the city or the box."""
        found = self.borders.districts_of(degrees)
        boxed = self._in_box(degrees)
        if not self.sharp:
            within = np.array([d is not None for d in self.city.districts_of(degrees)], bool)
            for number in np.flatnonzero(boxed & (within if self.city else True)):
                if found[number] is None:
                    found[number] = self._vote(degrees[number])
        return [district if inside else None for district, inside in zip(found, boxed, strict=True)]

    def _in_box(self, degrees: Degrees) -> NDArray[np.bool_]:
        low, high = np.array([self.box.south, self.box.west]), np.array([self.box.north, self.box.east])
        inside = np.logical_and(degrees >= low, degrees < high)
        return np.logical_and(inside[:, 0], inside[:, 1])

    def _vote(self, degrees: Degrees) -> str | None:
        district = self.gazetteer.district_of(Point(*degrees.tolist()))
        return None if district in self.borders.districts else district
