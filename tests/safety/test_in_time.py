"""Nothing that is typed takes long to read: no pattern backtracks for ever, no number is too large."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given, settings
from hypothesis import strategies as st

from cardservice import embedding
from locator.api import features
from locator.api.paging import paging_errors
from locator.applications import ems, typed
from locator.applications.identity import DocumentError, DocumentKind, read_document
from locator.catalogue.personal import names_a_person
from locator.catalogue.transfer import cells, days_text, hours_text
from locator.hours import arrangement, weekly
from locator.hours.expression import Expression
from locator.models.expression import HoursError
from locator.models.references import read_reference
from locator.places import Gazetteer, coordinates, pasted, shape
from locator.places.resolve import resolve
from locator.search.parse import read_moment
from tests.house import ROOT
from tests.thorough import either

LONGEST = 4_000
SECONDS = 2.0
# A pattern that looks at every pair of places takes a tenth of this, whatever the length: for half of it a
# fourth of the time. One that backtracks does not end at all.
LONGEST_OF_PATTERNS, SHORT = either(1_000, 2_000), 22
SECONDS_OF_PATTERNS = SECONDS * (LONGEST_OF_PATTERNS / 2_000) ** 2
# What patterns are repeated with: pieces that make a pattern begin again and again.
PIECES = [
    "1", "0", "a", "路", "号", "市", "（", "(", "[", "-", " ", "\t", ".", ",", "°", "'", '"', "月", "日",
    "至", "周一", "旁边", "大连市", "12号", "8:30-", "Mo-Fr ", "PH off; ", "与", "、", "一", "PH ", "休息",
    "\\", "｜", "e", "+", "\u3000", "１",
]  # fmt: skip
MODULES_WITH_PATTERNS = sorted(
    path
    for folder in ("locator", "cardservice")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and "re.compile(" in path.read_text(encoding="utf-8")
)


def module_of(path: Any) -> ModuleType:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return __import__(name.removesuffix(".__init__"), fromlist=["x"])


def patterns() -> dict[str, re.Pattern[Any]]:
    """Return every pattern that a module keeps, by where it stands."""
    found: dict[str, re.Pattern[Any]] = {}
    for path in MODULES_WITH_PATTERNS:
        module = module_of(path)
        for name, value in vars(module).items():
            for number, one in enumerate(value if isinstance(value, tuple | list) else [value]):
                for part in one if isinstance(one, tuple) else [one]:
                    if isinstance(part, re.Pattern):
                        found[f"{module.__name__}.{name}.{number}"] = part
    return found


def slowest(pattern: re.Pattern[Any], length: int) -> float:
    """Return the longest time that a pattern takes for repeated pieces, with an end that fits nothing."""
    worst = 0.0
    for piece in PIECES:
        text: Any = (piece * (length // len(piece) + 1))[:length] + "\x00"
        if isinstance(pattern.pattern, bytes):
            text = text.encode()
        for use in (pattern.search, pattern.fullmatch):
            started = time.process_time()
            use(text)
            worst = max(worst, time.process_time() - started)
    return worst


PATTERNS = patterns()


@pytest.mark.long
@pytest.mark.parametrize("where", sorted(PATTERNS))
def test_no_pattern_takes_long_for_a_text_of_repeated_pieces(where: str) -> None:
    # A short one first: what doubles with every sign would not come back from a long one.
    assert slowest(PATTERNS[where], SHORT) < 0.25
    assert slowest(PATTERNS[where], LONGEST_OF_PATTERNS) < SECONDS_OF_PATTERNS


def test_the_control_a_pattern_that_backtracks_is_noticed() -> None:
    # Each sign more would double its time, and a few milliseconds are enough to tell the two apart.
    assert slowest(re.compile(r"(?:1+)+$"), 19) > slowest(re.compile(r"1+$"), 19) * 20


TODAY = date(2026, 11, 26)
CELL = (cells.UnreadableCellError,)
READERS: dict[str, tuple[Callable[[str], Any], tuple[type[Exception], ...]]] = {
    "addresses": (lambda text: resolve(text, Gazetteer.shipped()), ()),
    "suggestions": (lambda text: Gazetteer.shipped().suggest(text), ()),
    "coordinates": (coordinates.read, ()),
    "pasted positions": (pasted.read_pasted, (pasted.UnreadablePositionError,)),
    "shapes of searches": (shape.shape_of, ()),
    "moments": (read_moment, (ValueError,)),
    "Accept headers": (features._preferred, ()),
    "tokens of a page": (lambda text: paging_errors({"after": text, "before": text, "page_size": text}), ()),
    **{
        f"documents: {kind}": (lambda text, kind=kind: read_document(kind, text, TODAY), (DocumentError,))
        for kind in DocumentKind
    },
    "telephones": (typed.tidy_phone, ()),
    "names": (typed.tidy_name, ()),
    "days": (typed.read_day, (ValueError,)),
    "parcels": (ems.read_parcel_number, (ems.ParcelNumberError,)),
    "references": (lambda text: read_reference(text, 10), ()),
    "personal numbers": (names_a_person, ()),
    "cells with a day": (cells.read_day, CELL),
    "cells with degrees": (cells.read_degrees, CELL),
    "cells with services": (cells.read_services, CELL),
    "cells with single days": (days_text.read_days_text, CELL),
    "cells with hours": (hours_text.read_hours_text, CELL),
    "times of a week": (weekly.read_time, ()),
    "weeks": (weekly.from_expression, ()),
    "hours": (Expression, (HoursError,)),
    "notices of a year": (arrangement.read_arrangement, (arrangement.ArrangementError,)),
    "origins of other sites": (embedding.read, (ImproperlyConfigured,)),
}
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=120).map("".join),
    st.tuples(st.sampled_from(PIECES), st.integers(1, LONGEST)).map(lambda drawn: drawn[0] * drawn[1]),
    st.integers(-(10**400), 10**400).map(str),
    st.dates(date(1900, 1, 1)).map(str),
)


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=either(25, 500))
@given(text=TEXTS)
def test_every_reader_takes_any_text_or_refuses_it_in_time(reader: str, text: str) -> None:
    read, refusals = READERS[reader]
    started = time.process_time()
    with suppress(*refusals):
        read(text)
    assert time.process_time() - started < SECONDS
