"""Real places taken out of the tables and asked for again: the answers must still hold them."""

from __future__ import annotations

import random

import pytest

from locator.places import Gazetteer, Kind, Origin, Precision, resolve
from locator.places.entry import metres_between
from tests.thorough import either

pytestmark = pytest.mark.long
PROMISED = 0.95
EACH = 300
SPOTS = frozenset({Kind.LANDMARK, Kind.ESTATE, Kind.ROAD})


@pytest.fixture(scope="module")
def tried(gazetteer):
    """Pairs of the place that was taken out and the answer to its district and name."""
    chance = random.Random(7)
    doors = [entry for entry in gazetteer.entries if entry.kind is Kind.ADDRESS]
    spots = [entry for entry in gazetteer.entries if entry.kind in SPOTS and not entry.generic]
    chance.shuffle(spots)
    rounds = [doors, *(spots[start * EACH : (start + 1) * EACH] for start in range(either(1, 8)))]
    return [pair for held_out in rounds for pair in ask_without(held_out, gazetteer)]


def ask_without(held_out, gazetteer):
    gone = set(held_out)
    rest = Gazetteer.of([e for e in gazetteer.entries if e not in gone], gazetteer.names.readings)
    for entry in held_out:
        yield entry, resolve(f"大连市{gazetteer.districts[entry.district].name}{entry.name}", rest)


def holds(entry, answer) -> bool:
    return metres_between(entry.point, answer.point) <= answer.radius_m


def test_every_address_that_names_its_district_is_answered(tried):
    answered = [answer for _, answer in tried if isinstance(answer, Origin)]
    assert len(answered) >= PROMISED * len(tried)


def test_nearly_all_answers_hold_the_spot_within_their_radius(tried):
    answered = [(entry, answer) for entry, answer in tried if isinstance(answer, Origin)]
    missed = [(entry.name, answer.label) for entry, answer in answered if not holds(entry, answer)]
    assert len(missed) <= (1 - PROMISED) * len(answered), missed


@pytest.mark.parametrize("precision", [Precision.ROAD, Precision.TOWN, Precision.DISTRICT])
def test_the_promise_holds_on_every_coarse_rung(tried, precision):
    rung = [(e, a) for e, a in tried if isinstance(a, Origin) and a.precision is precision]
    assert len(rung) > 10
    assert sum(holds(*pair) for pair in rung) >= PROMISED * len(rung)


def test_a_house_number_on_a_road_keeps_the_promise_too(tried):
    doors = [(entry, answer) for entry, answer in tried if entry.kind is Kind.ADDRESS]
    assert all(isinstance(answer, Origin) and holds(entry, answer) for entry, answer in doors)


def test_no_answer_leaves_the_district_that_was_named_without_saying_so(tried):
    for entry, answer in tried:
        if isinstance(answer, Origin) and answer.district != entry.district:
            assert "district-differs" in {remark.code for remark in answer.remarks}, entry.name
