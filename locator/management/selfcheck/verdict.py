"""One line of the report, and how a check that breaks becomes a line as well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from cardservice.readiness import Check


class State(StrEnum):
    """How a thing does: well, well but to be seen to before long, or not well."""

    OK = "ok"
    SOON = "soon"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at; ``detail`` says what was found, or what to do next."""

    name: str
    state: State
    detail: str

    @classmethod
    def of(cls, check: Check) -> Line:
        return cls(check.name, State.OK if check.ok else State.FAILED, check.detail)


class NotWell(Exception):  # noqa: N818 - named for what it says
    """Something is not as it should be; the message says what to do next."""

    state = State.FAILED


class Soon(NotWell):
    """Nothing is wrong yet, but something is to be done before long."""

    state = State.SOON


def checked(name: str, ask: Callable[[], str]) -> Line:
    """Make a line of what returns what it found, or raises NotWell with what to do next."""
    try:
        return Line(name, State.OK, ask())
    except NotWell as bad:
        return Line(name, bad.state, str(bad))
    except Exception as error:  # noqa: BLE001 - the report goes on, whatever breaks
        # Its class alone: the message may hold what is in the database.
        said = f"It broke ({type(error).__name__}). Look into the log, or report this line."
        return Line(name, State.FAILED, said)
