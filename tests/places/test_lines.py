"""Lines of roads: how long they are, what lies on them, and where they meet."""

from itertools import pairwise

import pytest
from geopy.distance import geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from locator.places.entry import metres_between
from locator.places.lines import Line, encode

from .streets import spot

metres = st.integers(-4_000, 4_000)
corners = st.tuples(metres, metres)
parts = st.lists(st.lists(corners, min_size=1, max_size=6), min_size=1, max_size=3)


def line(*parts_in_metres) -> Line:
    return Line.decode(encode([spot(*corner) for corner in part] for part in parts_in_metres))


@given(parts, corners)
def test_no_corner_is_nearer_than_the_nearest_spot(written, at):
    made, point = line(*written), spot(*at)
    nearest = made.nearest(point)
    assert nearest.away_m == pytest.approx(metres_between(nearest.point, point), rel=0.01, abs=0.5)
    for part in written:
        for corner in part:
            assert nearest.away_m <= metres_between(spot(*corner), point) * 1.01 + 2


@given(parts, corners)
def test_the_spot_at_the_measure_of_a_spot_is_that_spot(written, at):
    made = line(*written)
    nearest = made.nearest(spot(*at))
    assert 0 <= nearest.measure_m <= made.length_m + 0.01
    # Where one part ends another may begin elsewhere with the same measure.
    if len(written) == 1:
        assert metres_between(made.at(nearest.measure_m), nearest.point) < 15


def test_the_length_is_that_on_the_ground():
    made = line([(0, 0), (3_000, 0), (3_000, 400)])
    there = [spot(0, 0), spot(3_000, 0), spot(3_000, 400)]
    on_the_ground = sum(
        geodesic((a.latitude, a.longitude), (b.latitude, b.longitude)).m for a, b in pairwise(there)
    )
    assert made.length_m == pytest.approx(on_the_ground, rel=0.005)
    assert metres_between(made.at(made.length_m / 2), spot(1_700, 0)) < 5


@pytest.mark.parametrize(("measure", "end"), [(-50, (0, 0)), (10_000, (1_000, 0))])
def test_beyond_its_ends_a_line_has_its_ends(measure, end):
    assert metres_between(line([(0, 0), (1_000, 0)]).at(measure), spot(*end)) < 2


@given(parts, parts)
@example([[(0, -1_382)]], [[(70, -3_228), (0, -1)]])  # 29.993 m and a little more than 30 on another plane
def test_two_lines_meet_at_the_same_spots_whichever_is_asked(ours, theirs):
    here, there = line(*ours).meetings(line(*theirs), 30), line(*theirs).meetings(line(*ours), 30)
    assert len(here) == len(there)
    for one, other in zip(here[:1], there[:1], strict=True):
        assert one.apart_m == pytest.approx(other.apart_m, abs=3)
    for meeting in here:
        assert line(*ours).nearest(meeting.point).away_m < 34
        assert line(*theirs).nearest(meeting.point).away_m < 34


def test_lines_that_cross_meet_where_they_cross():
    (meeting,) = line([(-500, 0), (500, 0)]).meetings(line([(100, -500), (100, 500)]), 30)
    assert meeting.apart_m == 0
    assert metres_between(meeting.point, spot(100, 0)) < 3


def test_lines_that_end_short_of_one_another_meet_in_the_middle():
    (meeting,) = line([(-500, 0), (0, 0)]).meetings(line([(20, -500), (20, 500)]), 30)
    assert meeting.apart_m == pytest.approx(20, abs=2)
    assert metres_between(meeting.point, spot(10, 0)) < 3
    assert line([(-500, 0), (0, 0)]).meetings(line([(60, -500), (60, 500)]), 30) == []


@given(parts, corners, st.integers(50, 3_000))
def test_what_is_inside_a_circle_is_on_the_line_and_in_the_circle(written, at, radius):
    made, centre = line(*written), spot(*at)
    inside = made.inside(centre, radius)
    for point in inside:
        assert metres_between(point, centre) <= radius * 1.01 + 1
        assert made.nearest(point).away_m < 3
    if not inside:
        assert made.nearest(centre).away_m > radius - 25


@pytest.mark.parametrize("written", ["[]", "[[]]"])
def test_a_line_without_corners_says_so(written):
    empty = Line.decode(written)
    with pytest.raises(ValueError, match="no corners"):
        empty.nearest(spot(0, 0))
    assert empty.meetings(line([(0, 0)]), 30) == line([(0, 0)]).meetings(empty, 30) == []
    assert (empty.empty, empty.length_m, empty.inside(spot(0, 0), 100)) == (True, 0, [])


def test_long_roads_side_by_side_meet_in_no_more_spots_than_are_needed():
    beside = [[(east, 10 * (east % 3) + off) for east in range(-4_000, 4_000, 10)] for off in (0, 15)]
    assert len(line(beside[0]).meetings(line(beside[1]), 30)) == 100
