"""Finds room for numbered badges in a picture, so that none lies over another or over what it points to.

Where a badge cannot stand is kept as small cells, a bit of one long number each: a disc is taken at one go,
and trying a place is one look.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

RADIUS = 14.0
DOT = 3.0
GAP = 2.0
APART = 2 * RADIUS + GAP
OFF_A_DOT = RADIUS + DOT + GAP
APART_SQUARED, OFF_A_DOT_SQUARED = APART * APART, OFF_A_DOT * OFF_A_DOT
# How far a badge moves, the nearest first, and the twelve ways it goes, the straightest first.
MOVES = (24.0, 36.0, 50.0, 66.0, 84.0, 104.0)
TURNS = (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6)
TWELFTH = math.pi / 6
CELL = 6
# Cells are numbered row by row; a row has room for what reaches over the edges of the picture.
ROW = 256
# The bit of cell nought: below it is room for what reaches over the upper edge.
FIRST = 8 * ROW


class Box(NamedTuple):
    """A part of the picture that is taken."""

    left: float
    top: float
    right: float
    bottom: float


def _steps(ahead: int) -> list[tuple[int, int]]:
    ways = [(math.sin((ahead + turn) * TWELFTH), -math.cos((ahead + turn) * TWELFTH)) for turn in TURNS]
    return [(round(far * east / CELL), round(far * south / CELL)) for far in MOVES for east, south in ways]


def _disc(radius: float) -> int:
    """Return the cells too near to any point of a cell, to be moved up by the number of that cell."""
    reach = radius + CELL * math.sqrt(0.5)
    cells = range(-int(reach / CELL) - 1, int(reach / CELL) + 2)
    near = [row * ROW + column for row in cells for column in cells if math.hypot(row, column) * CELL < reach]
    return sum(1 << (FIRST + cell) for cell in near)


STEPS = tuple(_steps(ahead) for ahead in range(12))
AROUND_A_BADGE, AROUND_A_DOT = _disc(APART), _disc(OFF_A_DOT)


class Room:
    """The room in a square picture beside the spots that badges point to, and what else stands there."""

    def __init__(self, side: float, spots: Sequence[tuple[float, float]], boxes: Sequence[Box]) -> None:
        self._spots = spots
        self._boxes = boxes
        self._badges: list[tuple[float, float]] = []
        self._inside = range(math.ceil(RADIUS / CELL), int((side - RADIUS) / CELL) + 1)
        # Made when the first badge cannot stand on its spot.
        self._taken = 0

    def take(self, x: float, y: float, bearing: float) -> tuple[float, float]:
        """Return where the badge of a spot stands: there, or close by, first of all in the bearing."""
        place = (x, y)
        if not self._is_free(x, y):
            self._taken = self._taken or self._all_taken()
            place = next(self._beside(x, y, bearing), None) or next(self._anywhere(), place)
        if self._taken:
            self._taken |= AROUND_A_BADGE << _cell(*place)
        self._badges.append(place)
        return place

    def _is_free(self, x: float, y: float) -> bool:
        if not self._is_apart(x, y):
            return False
        near = 0
        for spot_x, spot_y in self._spots:
            across, down = spot_x - x, spot_y - y
            near += across * across + down * down < OFF_A_DOT_SQUARED
        if near > 1:  # another than the badge's own
            return False
        return self._is_off_the_boxes(x, y)

    def _is_off_the_boxes(self, x: float, y: float) -> bool:
        for left, top, right, bottom in self._boxes:
            if left - RADIUS < x < right + RADIUS and top - RADIUS < y < bottom + RADIUS:
                return False
        return True

    def _is_apart(self, x: float, y: float) -> bool:
        for badge_x, badge_y in self._badges:
            across, down = badge_x - x, badge_y - y
            if across * across + down * down < APART_SQUARED:
                return False
        return True

    def _all_taken(self) -> int:
        taken = 0
        for spot in self._spots:
            taken |= AROUND_A_DOT << _cell(*spot)
        for badge in self._badges:
            taken |= AROUND_A_BADGE << _cell(*badge)
        return taken

    def _beside(self, x: float, y: float, bearing: float) -> Iterator[tuple[float, float]]:
        own_column, own_row = round(x / CELL), round(y / CELL)
        for columns, rows in STEPS[round(bearing / TWELFTH) % 12]:
            column, row = own_column + columns, own_row + rows
            if column not in self._inside or row not in self._inside:
                continue
            if self._taken >> (FIRST + row * ROW + column) & 1:
                continue
            if self._is_off_the_boxes(column * CELL, row * CELL):
                yield float(column * CELL), float(row * CELL)

    def _anywhere(self) -> Iterator[tuple[float, float]]:
        """Yield what is free of badges, if not of other things, in the whole picture."""
        for row in self._inside:
            for column in self._inside:
                if self._is_apart(column * CELL, row * CELL):
                    yield float(column * CELL), float(row * CELL)


def _cell(x: float, y: float) -> int:
    """Return the number of the cell in whose middle a spot is taken to lie."""
    return round(y / CELL) * ROW + round(x / CELL)
