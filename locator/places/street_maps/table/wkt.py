"""Lines of roads as well-known text: longitude before latitude, as that format has it."""

from __future__ import annotations

import re

Corners = list[tuple[float, float]]
_LINE = re.compile(r"\s*(MULTI)?LINESTRING\s*(?:Z\s*)?\((.*)\)\s*", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r"\(([^()]*)\)")
_PARTS = re.compile(r"\s*\([^()]*\)(?:\s*,\s*\([^()]*\))*\s*")


def read(text: str) -> list[Corners]:
    """Return the parts of a line, each as pairs of latitude and longitude; raises ValueError."""
    found = _LINE.fullmatch(text)
    if found is None or (found[1] and not _PARTS.fullmatch(found[2])):
        raise ValueError("No line")
    parts = _PART.findall(found[2]) if found[1] else [found[2]]
    lines = [[_corner(corner) for corner in part.split(",")] for part in parts]
    if any(len(line) < 2 for line in lines):
        raise ValueError("A line has two corners at least")
    return lines


def _corner(text: str) -> tuple[float, float]:
    longitude, latitude = map(float, text.split()[:2])
    return latitude, longitude
