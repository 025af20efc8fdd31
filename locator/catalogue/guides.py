"""The guides to the six services: every line is data, with its source and the day it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from locator.models import Service

from .tables import TableError, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GUIDES = Path(__file__).parent.parent / "data" / "guides.csv"
COLUMNS = ("service", "audience", "section", "text", "text_en", "known", "source", "checked_on")


class Audience(StrEnum):
    """Whom a line is for."""

    EVERYONE = "everyone"
    ADULT = "adult"
    CHILD = "child"
    PROXY = "proxy"
    NON_MAINLAND = "non-mainland"


class Section(StrEnum):
    """Which question a line answers; the pages show them in this order."""

    WHO = "who"
    BRING = "bring"
    BANK_PART = "bank-part"
    SOCIAL_PART = "social-part"
    FEE = "fee"
    TIME = "time"
    CHANNEL = "channel"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One statement about a service; where ``known`` is false, it says what to ask 12333."""

    service: Service
    audience: Audience
    section: Section
    text: str
    text_en: str
    known: bool
    source: str
    checked_on: date

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> GuideLine:
        """Make a line of plain values by their names; raises ValueError for a code or a day that is none."""
        return cls(
            Service(facts["service"]),
            Audience(facts["audience"]),
            Section(facts["section"]),
            facts["text"],
            facts["text_en"],
            facts["known"],
            facts["source"],
            date.fromisoformat(facts["checked_on"]),
        )


@lru_cache(maxsize=1)
def shipped_guides() -> dict[Service, tuple[GuideLine, ...]]:
    """Return the guide that comes with the project, by service, in the order of the sections; read once."""
    return read_guides(GUIDES)


def laid_over(kept: Iterable[GuideLine]) -> dict[Service, tuple[GuideLine, ...]]:
    """Return the guides, a service's shipped lines replaced as a whole where administrators keep any."""
    return shipped_guides() | _by_service(kept)


def read_guides(path: Path) -> dict[Service, tuple[GuideLine, ...]]:
    """Read a table of guide lines; raises TableError with the line and what to put right."""
    found: list[GuideLine] = []
    for number, row in read_rows(path, COLUMNS):
        try:
            line = GuideLine.read({**row, "known": {"yes": True, "no": False}[row["known"]]})
        except KeyError as error:
            raise TableError(path.name, number, f"known is yes or no, not {error}") from error
        except ValueError as error:
            raise TableError(path.name, number, str(error)) from error
        if not (line.text and line.text_en and line.source):
            raise TableError(path.name, number, "a text, its English and a source are needed")
        found.append(line)
    return dict.fromkeys(Service, ()) | _by_service(found)


def _by_service(lines: Iterable[GuideLine]) -> dict[Service, tuple[GuideLine, ...]]:
    """Return the lines of each service that has any, in the order of the sections."""
    order = list(Section)
    found: dict[Service, list[GuideLine]] = {}
    for line in lines:
        found.setdefault(line.service, []).append(line)
    return {
        service: tuple(sorted(own, key=lambda line: order.index(line.section)))
        for service, own in found.items()
    }
