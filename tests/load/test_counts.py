"""The table of a load says what was measured, and says what was not run."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.load.acts import chosen
from tests.load.applicant import facts_of
from tests.load.counts import Counts, percentile
from tests.load.table import BEGIN, END, PAGE, write
from tests.load.wire import Answer


def test_percentiles_are_times_that_were_measured() -> None:
    times = [number / 10 for number in range(1, 101)]
    assert [percentile(times, share) for share in (50, 95, 99, 100)] == [5.0, 9.5, 9.9, 10.0]
    assert percentile([0.25], 50) == percentile([0.25], 100) == 0.25
    assert percentile([], 99) == 0.0


@given(st.lists(st.floats(0, 60), min_size=1), st.floats(0.1, 100))
def test_so_many_of_a_hundred_did_not_take_longer(times: list[float], share: float) -> None:
    found = percentile(times, share)
    assert found in times
    assert sum(time <= found for time in times) * 100 >= share * len(times) * (1 - 1e-9)


@pytest.mark.parametrize(
    "bad", [{"errors": {"nearest: status 500": 1}}, {"problems": ["writing did not come back"]}]
)
def test_an_error_or_a_problem_is_a_failure(bad: dict[str, object]) -> None:
    assert not Counts().failed
    assert Counts(**bad).failed  # type: ignore[arg-type]


def test_ninety_of_ninety_eight_search_and_eight_read_pages() -> None:
    chance = random.Random(1)
    kinds = [next(chosen(chance, lambda kind, answer: None)).kind for _time in range(4000)]  # type: ignore[union-attr]
    assert kinds.count("pages") / len(kinds) == pytest.approx(8 / 98, abs=0.02)


def test_a_search_that_is_refused_is_told() -> None:
    act = chosen(random.Random(1), lambda kind, answer: None)
    next(act)
    with pytest.raises(Exception, match="status 500"):
        act.send(Answer(500, "", "", "", {}))


def test_everybody_has_a_number_and_a_telephone_of_their_own() -> None:
    people = [facts_of(which) for which in range(1, 2000)]
    for name in ("number", "phone"):
        assert len({facts[name] for facts in people}) == len(people)


def test_a_new_run_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    page = tmp_path / "load.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write(["new"], page)
    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


def test_the_page_has_a_place_for_the_last_run() -> None:
    assert PAGE.read_text(encoding="utf-8").count(BEGIN) == 1
