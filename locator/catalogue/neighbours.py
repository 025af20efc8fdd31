"""Outlets that are too alike: on one point, or at nearly the same address."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from .findings import Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from locator.models import Outlet

# Above this, two addresses with the same numbers differ by a word such as 路 or 附近.
NEARLY_THE_SAME = 90
IN_BRACKETS = re.compile(r"\([^)]*\)|[\s,，。.、-]")
NUMBERS = re.compile(r"\d+")


def same_points(outlets: Iterable[Outlet]) -> Iterator[Finding]:
    by_point: dict[tuple[float, float], list[str]] = defaultdict(list)
    for outlet in outlets:
        if outlet.latitude is not None and outlet.longitude is not None:
            # Five decimals are about a metre: name-only geocoding puts several branches on one such point.
            by_point[round(outlet.latitude, 5), round(outlet.longitude, 5)].append(outlet.code)
    for codes in by_point.values():
        if len(codes) > 1:
            yield Finding(Kind.SAME_POINT, codes[0], "latitude", {"others": ", ".join(codes[1:])})


def same_addresses(outlets: Iterable[Outlet]) -> Iterator[Finding]:
    """Find addresses that say nearly the same.

    Only those with the same numbers in one district are compared: another door is another address, and
    ten thousand outlets then make small groups.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = defaultdict(list)
    for outlet in outlets:
        address = _plain(outlet)
        groups[outlet.district_id, tuple(NUMBERS.findall(address))].append((outlet.code, address))
    for group in groups.values():
        yield from _alike(group)


def _alike(group: list[tuple[str, str]]) -> Iterator[Finding]:
    codes = [code for code, _address in group]
    addresses = [address for _code, address in group]
    for number, (code, address) in enumerate(group):
        # Each pair once: an address is compared with those after it.
        found = process.extract(
            address, addresses[number + 1 :], scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME, limit=5
        )
        if found:
            others = ", ".join(codes[number + 1 + at] for _text, _score, at in found)
            yield Finding(Kind.SAME_ADDRESS, code, "address", {"others": others})


def _plain(outlet: Outlet) -> str:
    text = IN_BRACKETS.sub("", unicodedata.normalize("NFKC", outlet.address))
    return text.removeprefix("辽宁省").removeprefix("大连市").removeprefix(outlet.district.name)
