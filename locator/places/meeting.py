"""The circles in which two roads may meet, by their lines where there are any, else by point and radius."""

from __future__ import annotations

import math
from typing import NamedTuple

from locator.models import Point

from .entry import Entry, metres_between
from .lines import Line

MEET_M, PRECISE_M = 30, 60
NEARLY_M = 300  # lines are drawn short of one another, at a roundabout or a bridge
ONE_CROSSING_M = 250


class Circle(NamedTuple):
    """A spot and the radius around it in metres."""

    point: Point
    radius_m: int


def meetings(one: Entry, other: Entry) -> list[Circle]:
    """Return the circles in which two roads may meet; none where they cannot."""
    one, other = sorted(
        (one, other), key=lambda road: (road.radius_m, road.name, road.key, road.point.latitude)
    )
    if metres_between(one.point, other.point) > one.radius_m + other.radius_m + NEARLY_M:
        return []
    if one.line and other.line:
        return _of_lines(Line.decode(one.line), Line.decode(other.line))
    if one.line or other.line:
        lined, round_one = (one, other) if one.line else (other, one)
        circle = _of_line_and_circle(Line.decode(lined.line), round_one)
    else:
        circle = lens(Circle(one.point, one.radius_m), Circle(other.point, other.radius_m))
    return [circle] if circle else []


def gap(one: Entry, other: Entry) -> float:
    """Return how far two roads are apart at least, in metres, as far as their circles tell."""
    return max(metres_between(one.point, other.point) - one.radius_m - other.radius_m, 0.0)


def lens(one: Circle, other: Circle) -> Circle | None:
    """Return the smallest circle around what two circles share; it is never larger than either."""
    small, large = sorted((one, other), key=lambda circle: circle.radius_m)
    apart = metres_between(small.point, large.point)
    if apart > small.radius_m + large.radius_m:
        return None
    # Both circles cut each other in a chord, which lies so far from the middle of the smaller one.
    to_chord = (apart**2 + small.radius_m**2 - large.radius_m**2) / (2 * apart) if apart else -1.0
    if to_chord <= 0:
        return small  # more than half of the smaller circle lies in the larger
    half = math.sqrt(max(small.radius_m**2 - to_chord**2, 0.0))
    share = to_chord / apart
    middle = Point(
        small.point.latitude + share * (large.point.latitude - small.point.latitude),
        small.point.longitude + share * (large.point.longitude - small.point.longitude),
    )
    return Circle(middle, min(max(math.ceil(half), PRECISE_M), small.radius_m))


def around(points: list[Point]) -> Circle:
    """Return a circle around points: the middle of their box, and the farthest of them."""
    latitudes, longitudes = [p.latitude for p in points], [p.longitude for p in points]
    middle = Point((min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2)
    return Circle(middle, math.ceil(max(metres_between(middle, point) for point in points)))


def _of_lines(one: Line, other: Line) -> list[Circle]:
    found = one.meetings(other, MEET_M)
    if not found:
        nearly = one.meetings(other, NEARLY_M)[:1]
        return [Circle(meeting.point, PRECISE_M + round(meeting.apart_m)) for meeting in nearly]
    groups: list[list[Point]] = []
    for meeting in found:
        near = (group for group in groups if metres_between(group[0], meeting.point) <= ONE_CROSSING_M)
        group = next(near, None)
        if group is None:
            groups.append([meeting.point])
        else:
            group.append(meeting.point)
    circles = [around(group) for group in groups]
    # A road of two carriageways meets another in up to four spots.
    return [Circle(circle.point, PRECISE_M + circle.radius_m) for circle in circles]


def _of_line_and_circle(line: Line, road: Entry) -> Circle | None:
    inside = line.inside(road.point, road.radius_m)
    if not inside:
        nearest = None if line.empty else line.nearest(road.point)
        if nearest is None or nearest.away_m > road.radius_m:
            return None
        inside = [nearest.point]
    circle = around(inside)
    return Circle(circle.point, min(circle.radius_m + PRECISE_M, max(road.radius_m, PRECISE_M)))
