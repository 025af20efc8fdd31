"""Which district a point of a table lies in, and whether it may lie in the one that the table names."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from locator.models import Point
from locator.places.answer import Kind
from locator.places.borders import Box
from locator.places.gazetteer import Gazetteer
from locator.places.lines import flat
from locator.places.normalise import fold

# Without borders a district is what the nearest known places say: near a border that is a guess.
NEAR_M = 3_000


class Districts:
    """The districts as a table's rows are held against them."""

    def __init__(self, gazetteer: Gazetteer, box: Box | None) -> None:
        self._gazetteer = gazetteer
        self._box = box
        self._middle = next(iter(gazetteer.districts.values())).point
        self._tree = lru_cache(maxsize=None)(self._grown)

    def of(self, point: Point) -> str | None:
        """Return the district of a point, None outside the city or the box."""
        if self._box is not None and not self._box.holds(point):
            return None
        return self._gazetteer.district_of(point)

    def code(self, named: str) -> str | None:
        """Return the code of a district given by its code or one of its names."""
        if named in self._gazetteer.districts:
            return named
        found = [e for e in self._gazetteer.regions(fold(named)) if e.kind is Kind.DISTRICT]
        return found[0].district if found else None

    def name(self, code: str) -> str:
        return self._gazetteer.districts[code].name

    def may_be(self, point: Point, code: str, lies_in: str) -> bool:
        """Tell whether a point may lie in a district: it does, or known places of that one are near."""
        if code == lies_in:
            return True
        tree = self._tree(code)
        if tree is None:
            return False
        metres = flat(np.array([[point.latitude, point.longitude]]), self._middle)
        return bool(np.min(tree.query(metres)[0]) <= NEAR_M)

    def _grown(self, code: str) -> cKDTree | None:
        points = self._gazetteer.points_in(code)
        return cKDTree(flat(points, self._middle)) if len(points) else None
