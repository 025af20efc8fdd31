"""Readings are counted in memory: exactly, by a clock that goes forward, and in no more room than allowed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from locator.limits.reads import Windows


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_are_let_through_and_then_none_until_the_window_ends() -> None:
    clock = Clock()
    windows = Windows(60, clock=clock)
    assert [windows.take("one", 3).remaining for _ in range(3)] == [2, 1, 0]
    clock.now = 20.5
    refused = windows.take("one", 3)
    assert not refused.allowed
    assert refused.ends_in == 40
    assert windows.take("another", 3).allowed
    clock.now = 60
    assert windows.take("one", 3).remaining == 2


@given(
    st.lists(st.tuples(st.integers(0, 40), st.floats(0, 30)), max_size=200),
    st.integers(1, 10),
    st.integers(1, 5),
)
def test_whoever_comes_whenever_the_room_is_bounded_and_nobody_gets_more_than_the_limit(
    visits: list[tuple[int, float]], room: int, most: int
) -> None:
    clock = Clock()
    windows, ample = Windows(60, room, clock), Windows(60, 10**6, clock)
    let_through: dict[str, list[float]] = {}
    for subject, later in visits:
        clock.now += later
        windows.take(str(subject), most)
        assert len(windows) <= room
        if ample.take(str(subject), most).allowed:
            let_through.setdefault(str(subject), []).append(clock.now)
    for times in let_through.values():
        # Two windows may meet within a minute, never three.
        assert all(sum(start <= one < start + 60 for one in times) <= 2 * most for start in times)


def test_threads_that_come_at_once_share_one_limit() -> None:
    windows = Windows()
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _: windows.take("one", 100).allowed, range(1_000)))
    assert sum(taken) == 100
