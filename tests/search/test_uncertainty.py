"""Whether the first outlets are surely the first."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from .world import CENTRE, at, catalogue, codes, origin, search


def uncertain(radius_m: int, *outlets: object, **criteria: object) -> bool:
    return search(catalogue(*outlets), start=origin(radius_m=radius_m), **criteria).order_uncertain  # type: ignore[arg-type]


def test_an_exact_origin_leaves_no_doubt() -> None:
    assert not uncertain(0, at("a", 100), at("b", 101))


def test_an_outlet_on_either_side_may_be_the_nearer_one_once_the_middle_is_within_the_radius() -> None:
    # The middle between 100 m north and 300 m south lies 100 m from the origin.
    assert uncertain(110, at("a", 100), at("b", -300))
    assert not uncertain(90, at("a", 100), at("b", -300))


def test_outlets_side_by_side_keep_their_order_if_it_takes_more_than_the_radius_to_swap_them() -> None:
    # Far away, one behind the other: only from behind would the second be nearer.
    assert not uncertain(1000, at("a", 5000), at("b", 5200))


def test_two_outlets_in_one_house_do_not_swap() -> None:
    assert not uncertain(500, at("a", 2000), at("b", 2000))


def test_the_next_outlet_that_is_not_listed_any_more_counts_too() -> None:
    assert uncertain(300, at("a", 100), at("b", -150), limit=1)
    assert not uncertain(300, at("a", 100), at("b", -9000), limit=1)


def test_a_single_outlet_is_the_first_in_any_case() -> None:
    assert not uncertain(5000, at("a", 100))


@given(
    st.tuples(st.integers(-900, 900), st.integers(-900, 900)),
    st.tuples(st.integers(-900, 900), st.integers(-900, 900)),
    st.integers(10, 600),
    st.floats(0, 2 * math.pi),
    st.floats(0, 0.98),
)
def test_where_no_doubt_is_told_no_spot_within_the_radius_has_another_order(
    one: tuple[int, int], other: tuple[int, int], radius: int, bearing: float, share: float
) -> None:
    snapshot = catalogue(at("a", *one), at("b", *other))
    found = search(snapshot, start=origin(radius_m=radius))
    if found.order_uncertain:
        return
    north, east = math.cos(bearing) * radius * share, math.sin(bearing) * radius * share
    moved = type(CENTRE)(CENTRE.latitude + north / 111_000, CENTRE.longitude + east / 86_600)
    elsewhere = search(snapshot, start=origin(moved))
    first, second = (match.distance_m or 0.0 for match in elsewhere.matches)
    assert codes(elsewhere) == codes(found) or second - first < 2
