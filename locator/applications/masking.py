"""Personal facts as they are shown until somebody opens them: enough to tell two apart, too little to use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .facts import PersonalFacts

# Never the end of a number: the last four signs are the applicant's own secret.
SHOWN_OF_NUMBER, SHOWN_OF_PHONE = 4, 3
HIDDEN = "＊"


def masked_name(name: str) -> str:
    return name[:1] + HIDDEN * 2 if name else ""


def masked_number(number: str) -> str:
    return number[:SHOWN_OF_NUMBER] + HIDDEN * 4 if number else ""


def masked_phone(phone: str) -> str:
    return phone[:SHOWN_OF_PHONE] + HIDDEN * 4 if phone else ""


def masked(facts: PersonalFacts) -> dict[str, str]:
    """Return what may be shown of an application at a glance."""
    return {
        "name": masked_name(facts.name),
        "number": masked_number(facts.number),
        "phone": masked_phone(facts.phone),
        "place": f"{facts.city}{facts.district}",
    }
