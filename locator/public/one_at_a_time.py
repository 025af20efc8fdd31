"""The search of the simple view: one question a screen, one outlet a screen, all of it without script."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from locator.models import ASKS_FOR_CARD_BANK, Service
from locator.search.answer import Results
from locator.search.snapshot import Snapshot

from .forms import SearchForm
from .simple import is_simple

# Mistakes of these fields are mended on the screen that asks where somebody is.
MENDED_AT_THE_PLACE = frozenset({"place", "key", "latitude", "longitude", "datum", "choice"})
# Which outlet of the list is on the screen, from nought.
AT = "at"

Drawn = tuple[str, dict[str, Any]]


def known_from(request: HttpRequest, snapshot: Snapshot) -> dict[str, str]:
    """Return what a link to the first page has chosen already; an empty choice is a choice."""
    known = {}
    service = request.GET.get("service")
    if service is not None and service in {*Service.values, ""}:
        known["service"] = service
    bank = request.GET.get("card_bank")
    if bank is not None and (bank in snapshot.banks or not bank):
        known["card_bank"] = bank
    return known


def first_page(
    request: HttpRequest, form: SearchForm, known: dict[str, str] | None, page: dict[str, Any]
) -> Drawn:
    """Return the page that asks: everything at once, or in the simple view what has not been asked yet.

    ``known`` is None for a search that was refused.
    """
    if not is_simple(request) or (known is None and set(form.errors) - MENDED_AT_THE_PLACE):
        return "public/home.html", page
    step = "place" if known is None else _step(known)
    return "public/home_simple.html", page | {"step": step, "chosen": _chosen(form)}


def _step(known: dict[str, str]) -> str:
    if "service" not in known:
        return "service"
    return "bank" if known["service"] in ASKS_FOR_CARD_BANK and "card_bank" not in known else "place"


def _chosen(form: SearchForm) -> Service | None:
    asked = form["service"].value()
    return Service(asked) if asked in Service.values else None


def answer_page(request: HttpRequest, results: Results, page: dict[str, Any]) -> Drawn:
    """Return the page that answers: the list, or in the simple view one outlet and ways to the others."""
    if not is_simple(request):
        return "public/results.html", page | {"list": SafeString("".join(page["list"]))}
    last = len(results.matches) - 1
    asked = request.POST.get(AT, "")
    at = min(int(asked), last) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 0
    one = {
        "shown": next(islice(page["list"], at, None)) if results.matches else "",
        "number": at + 1,
        "count": last + 1,
        "before": at - 1 if at > 0 else None,
        "after": at + 1 if at < last else None,
    }
    return "public/results_simple.html", page | one
