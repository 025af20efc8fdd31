"""An application as a list shows it: reference, who and where with most of it masked, and its age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from locator.applications.facts import ErasedError, opened
from locator.applications.masking import masked
from locator.applications.secrecy import UnreadableError
from locator.hours import Calendar
from locator.models import MailApplication
from locator.models.references import spelled

from .ages import Age, age_of


@dataclass(frozen=True, slots=True)
class Row:
    """One line; ``masked`` is None where nothing can be read any more."""

    application: MailApplication
    reference: str
    masked: dict[str, str] | None
    age: Age


def row_of(application: MailApplication, today: date, calendar: Calendar) -> Row:
    return Row(
        application,
        spelled(application.reference),
        masked_of(application),
        age_of(application, today, calendar),
    )


def masked_of(application: MailApplication) -> dict[str, str] | None:
    try:
        return masked(opened(application))
    except (ErasedError, UnreadableError):
        return None
