"""Outlets that are too alike: on one point, or at nearly the same address."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from .findings import Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from locator.models import Outlet

# Above this, two addresses with the same numbers differ by a word such as 路 or 附近.
NEARLY_THE_SAME = 90
MOST_NAMED = 5
IN_BRACKETS = re.compile(r"\([^)]*\)|[\s,，。.、-]")
NUMBERS = re.compile(r"\d+")


class Standing(NamedTuple):
    """What everybody may know of an outlet, and what it is compared by."""

    code: str
    name: str
    district: str
    district_name: str
    address: str
    latitude: float | None
    longitude: float | None

    @classmethod
    def of(cls, outlet: Outlet) -> Standing:
        district = outlet.district
        return cls(
            outlet.code, outlet.name, district.code, district.name, outlet.address, outlet.latitude,
            outlet.longitude,
        )  # fmt: skip

    @property
    def words(self) -> str:
        return f"{self.name} ({self.code})"


def too_alike(about: Collection[str], among: Iterable[Standing]) -> Iterator[Finding]:
    """Find what is too alike ``among`` outlets: those ``about`` which it is asked, each with the others."""
    listed = list(among)
    yield from _same_points(about, listed)
    yield from _same_addresses(about, listed)


def _same_points(about: Collection[str], among: list[Standing]) -> Iterator[Finding]:
    by_point: dict[tuple[float, float], list[Standing]] = defaultdict(list)
    for each in among:
        if each.latitude is not None and each.longitude is not None:
            # Five decimals are about a metre: name-only geocoding puts several branches on one such point.
            by_point[round(each.latitude, 5), round(each.longitude, 5)].append(each)
    for group in by_point.values():
        for each in group:
            others = [other for other in group if other.code != each.code]
            if others and each.code in about:
                yield Finding(Kind.SAME_POINT, each.code, "latitude", {"others": _named(others)})


def _same_addresses(about: Collection[str], among: list[Standing]) -> Iterator[Finding]:
    """Find addresses that say nearly the same.

    Only those with the same numbers in one district are compared: another door is another address, and
    ten thousand outlets then make small groups.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[Standing, str]]] = defaultdict(list)
    for each in among:
        address = _plain(each)
        groups[each.district, tuple(NUMBERS.findall(address))].append((each, address))
    for group in groups.values():
        addresses = [address for _each, address in group]
        for number, (each, address) in enumerate(group):
            if each.code not in about:
                continue
            # One more than are named, as each is most like itself.
            found = process.extract(
                address, addresses, scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME, limit=MOST_NAMED + 1
            )
            others = [group[at][0] for _text, _score, at in found if at != number]
            if others:
                yield Finding(Kind.SAME_ADDRESS, each.code, "address", {"others": _named(others)})


def _named(others: list[Standing]) -> str:
    return ", ".join(other.words for other in sorted(others)[:MOST_NAMED])


def _plain(each: Standing) -> str:
    text = IN_BRACKETS.sub("", unicodedata.normalize("NFKC", each.address))
    return text.removeprefix("辽宁省").removeprefix("大连市").removeprefix(each.district_name)
