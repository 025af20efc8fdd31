"""The guides to the six services: every line is data, with its source and the day it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from locator.models import Service

from .tables import TableError, read_rows

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


@lru_cache(maxsize=1)
def shipped_guides() -> dict[Service, tuple[GuideLine, ...]]:
    """Return the guide that comes with the project, by service, in the order of the sections; read once."""
    return read_guides(GUIDES)


def read_guides(path: Path) -> dict[Service, tuple[GuideLine, ...]]:
    """Read a table of guide lines; raises TableError with the line and what to put right."""
    found: dict[Service, list[GuideLine]] = {service: [] for service in Service}
    for number, row in read_rows(path, COLUMNS):
        try:
            line = GuideLine(
                Service(row["service"]),
                Audience(row["audience"]),
                Section(row["section"]),
                row["text"],
                row["text_en"],
                {"yes": True, "no": False}[row["known"]],
                row["source"],
                date.fromisoformat(row["checked_on"]),
            )
        except KeyError as error:
            raise TableError(path.name, number, f"known is yes or no, not {error}") from error
        except ValueError as error:
            raise TableError(path.name, number, str(error)) from error
        if not (line.text and line.text_en and line.source):
            raise TableError(path.name, number, "a text, its English and a source are needed")
        found[line.service].append(line)
    order = list(Section)
    return {
        service: tuple(sorted(lines, key=lambda line: order.index(line.section)))
        for service, lines in found.items()
    }
