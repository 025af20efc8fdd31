"""The lines of roads and the rings of borders: how they are written down, and measured along."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from locator.models import Point

from .entry import METRES_PER_DEGREE

STEPS_A_DEGREE = 100_000  # one step is about a metre
Degrees = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A road's line in WGS-84 degrees: one or more parts, each an array of (latitude, longitude) rows."""

    parts: tuple[Degrees, ...]

    @classmethod
    def decode(cls, text: str) -> Line:
        """Return the line that `encode` wrote; raises ValueError for anything else."""
        return cls(tuple(_part(steps) for steps in json.loads(text)))

    def points(self) -> Degrees:
        """Return all corners of all parts, as rows of latitude and longitude."""
        return np.concatenate(self.parts) if self.parts else np.empty((0, 2))


def encode(parts: Iterable[Sequence[Point]]) -> str:
    """Write the parts of a line as differences in steps of 0.00001 degrees (about a metre)."""
    written = []
    for part in parts:
        steps = np.rint(np.array([(p.latitude, p.longitude) for p in part]) * STEPS_A_DEGREE).astype(np.int64)
        if len(steps):
            written.append(np.diff(steps, axis=0, prepend=np.zeros((1, 2), np.int64)).ravel().tolist())
    return json.dumps(written, separators=(",", ":"))


def flat(degrees: Degrees, around: Point) -> Degrees:
    """Return (latitude, longitude) rows as metres (north, east) of a point, to half a per cent nearby."""
    narrowing = math.cos(math.radians(around.latitude))
    metres: Degrees = (degrees - (around.latitude, around.longitude)) * (
        METRES_PER_DEGREE,
        METRES_PER_DEGREE * narrowing,
    )
    return metres


def _part(steps: Sequence[int]) -> Degrees:
    if len(steps) % 2 or not all(isinstance(step, int) for step in steps):
        raise ValueError("A part of a line is pairs of whole numbers")
    degrees: Degrees = np.cumsum(np.array(steps, dtype=np.int64).reshape(-1, 2), axis=0) / STEPS_A_DEGREE
    return degrees
