"""Every name of the shipped tables is found: whole, by sound, by initials and with a slip in it."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypinyin import Style, lazy_pinyin

import locator
from locator.places import Origin, WhichPlace, resolve
from locator.places.normalise import fold
from tests.thorough import one_in

DATA = Path(locator.__file__).parent / "data"
TABLES = ("districts", "towns", "communities", "places_osm", "roads_and_stations")
PROMISED = 0.95
STRAY_CHARACTERS = "山海天地人和新东大小路龘"


@pytest.fixture(scope="module")
def names() -> list[str]:
    found = []
    for table in TABLES:
        with (DATA / f"{table}.csv").open(encoding="utf-8") as lines:
            found += [row["name"] for row in csv.DictReader(lines)]
    assert len(found) > 5_600
    return found


@pytest.fixture(scope="module")
def some(names: list[str]) -> Sequence[str]:
    """Look letters and slips up for one name in ten, and for each of them in the long run."""
    return one_in(10, names)


def share(names, holds) -> float:
    return sum(holds(name) for name in names) / len(names)


def names_it(answer, name) -> bool:
    candidates = (answer,) if isinstance(answer, Origin) else ()
    candidates = answer.candidates if isinstance(answer, WhichPlace) else candidates
    return any(fold(candidate.label).startswith(fold(name)) for candidate in candidates)


def among(suggestions, name) -> bool:
    return any(fold(suggestion.name) == fold(name) for suggestion in suggestions)


def with_a_slip(name: str, chance: random.Random) -> str:
    at = chance.randrange(len(name))
    stray = chance.choice([character for character in STRAY_CHARACTERS if character != name[at]])
    return name[:at] + stray + name[at + 1 :]


@pytest.mark.long
def test_names_are_suggested_first_by_their_text(gazetteer, some):
    assert share(some, lambda name: among(gazetteer.suggest(name, 1), name)) >= PROMISED


@pytest.mark.long
def test_names_are_found_first_by_full_pinyin(gazetteer, some):
    def pinyin(name):
        return "".join(lazy_pinyin(name))

    assert share(some, lambda name: names_it(resolve(pinyin(name), gazetteer), name)) >= PROMISED
    assert share(some, lambda name: among(gazetteer.suggest(pinyin(name), 1), name)) >= PROMISED


@pytest.mark.long
def test_names_are_among_the_first_five_by_initials(gazetteer, some):
    def initials(name):
        return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))

    assert share(some, lambda name: among(gazetteer.suggest(initials(name), 5), name)) >= PROMISED


@pytest.mark.long
def test_names_are_among_the_first_five_with_one_wrong_character(gazetteer, some):
    chance = random.Random(20260101)
    slips = {name: with_a_slip(name, chance) for name in some}
    assert share(some, lambda name: among(gazetteer.suggest(slips[name], 5), name)) >= PROMISED


def test_every_name_is_found_by_its_exact_text(gazetteer, names):
    """The shares above leave room for slips of the index, and exact text needs none."""
    lost = [name for name in names if not names_it(resolve(name, gazetteer), name)]
    assert lost == []
