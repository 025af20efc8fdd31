"""Ways on from an empty answer: the same search with one filter less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .forms import SearchForm

# A filter, and what the button says that takes it away.
FILTERS = {
    "open_at": _("At any time"),
    "district": _("In all districts"),
    "bank": _("Of all banks"),
    "card_bank": _("Whatever bank is on the card"),
    "generation": _("Cards of any generation"),
    "step_free": _("With or without steps"),
    "service": _("For any service"),
}


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A button that takes one filter away, and the hidden fields of the search that is left."""

    label: str
    fields: list[tuple[str, str]]


def relaxations(form: SearchForm) -> list[Relaxation]:
    """Return one button for every filter that is set."""
    given = dict(form.given)
    return [
        Relaxation(str(label), [(field, value) for field, value in given.items() if field != name])
        for name, label in FILTERS.items()
        if name in given
    ]
