"""Towns and outlets as dots of a drawing: north is up, and a kilometre is as long one way as the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from locator.places.entry import METRES_PER_DEGREE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from locator.models import Point, Service
    from locator.search.coverage import Reach
    from locator.search.records import OutletRecord

WIDTH = 800
MARGIN = 16
BAR_KM = 20


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark at x and y of the drawing, with the name that it stands for."""

    x: float
    y: float
    name: str
    name_en: str
    far: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Dots in a frame of so many units; ``bar`` is the length of ``bar_km`` kilometres."""

    width: int
    height: int
    towns: tuple[Dot, ...]
    outlets: tuple[Dot, ...]
    bar: float
    bar_km: int = BAR_KM


def draw(
    towns: Sequence[Reach], outlets: Iterable[OutletRecord], service: Service | None = None
) -> Drawing | None:
    """Draw towns, those far from a service marked, and outlets; None where there is nothing to draw."""
    placed = [(outlet, outlet.point) for outlet in outlets if outlet.point is not None]
    points = [reach.town.point for reach in towns] + [point for _outlet, point in placed]
    if not points:
        return None
    frame = _Frame(points)
    return Drawing(
        WIDTH,
        frame.height,
        tuple(
            Dot(*frame.place(reach.town.point), reach.town.label, reach.town.label_en, reach.is_far(service))
            for reach in towns
        ),
        tuple(Dot(*frame.place(point), outlet.name, outlet.name_en) for outlet, point in placed),
        round(BAR_KM * 1000 * frame.units_per_metre, 1),
    )


class _Frame:
    """Fits all points into the width, whatever height that makes."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._west = min(point.longitude for point in points)
        self._north = max(point.latitude for point in points)
        south, east = min(point.latitude for point in points), max(point.longitude for point in points)
        self._narrowing = math.cos(math.radians((self._north + south) / 2))
        # At least a kilometre wide, so that a single point is drawn too.
        metres = max((east - self._west) * METRES_PER_DEGREE * self._narrowing, 1_000)
        self.units_per_metre = (WIDTH - 2 * MARGIN) / metres
        high = (self._north - south) * METRES_PER_DEGREE * self.units_per_metre
        self.height = math.ceil(high) + 2 * MARGIN

    def place(self, point: Point) -> tuple[float, float]:
        scale = METRES_PER_DEGREE * self.units_per_metre
        x = (point.longitude - self._west) * scale * self._narrowing
        y = (self._north - point.latitude) * scale
        return round(MARGIN + x, 1), round(MARGIN + y, 1)
