"""Changing one group of facts: live at once, or waiting for a second person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from locator.catalogue.difference import Difference
from locator.catalogue.editing import Outcome, edit, revision
from locator.catalogue.facts import facts_of
from locator.catalogue.revision import Overtaken
from locator.catalogue.rules import Refused
from locator.models import Outlet
from locator.staff.door import for_staff
from locator.staff.page import staff_page

from .facts_form import FactsForm
from .groups import GROUPS, Group
from .mine import my_outlet


@for_staff()
def edit_facts(request: HttpRequest, code: str, group: str) -> HttpResponse:
    """Show the facts of a group, and change them."""
    # The mark before the facts: a change between the two is then noticed rather than written over.
    seen, asked = revision(code), GROUPS.get(group)
    outlet = my_outlet(request, code)
    if asked is None:
        raise Http404
    if request.method == "POST":
        return _save(request, outlet, asked)
    return _page(request, outlet, FactsForm(asked, facts_of(outlet)), seen)


def _save(request: HttpRequest, outlet: Outlet, group: Group) -> HttpResponse:
    form, seen = FactsForm(group, facts_of(outlet), request.POST), request.POST.get("seen", "")
    if form.is_valid():
        try:
            outcome = edit(outlet.code, form.values, by=request.user, seen=seen)  # type: ignore[arg-type]
        except Refused as refused:
            form.refuse(refused.errors)
        except Overtaken as overtaken:
            merged = form.merged(overtaken.changes)
            return _page(request, outlet, merged, overtaken.seen, overtaken=overtaken, status=409)
        else:
            say(request, outcome)
            return redirect("staff:outlet", outlet.code)
    return _page(request, outlet, form, seen, status=422)


def _page(
    request: HttpRequest, outlet: Outlet, form: FactsForm, seen: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"outlet": outlet, "group": form.group, "form": form, "seen": seen, **more}
    return staff_page(request, "staff/portal/edit.html", context, area="outlets", status=status)


def say(request: HttpRequest, outcome: Outcome) -> None:
    """Tell what is live now, and what waits."""
    if outcome.changed:
        said = _("Saved, and shown to residents from now on: %(facts)s.")
        messages.success(request, said % {"facts": _names(outcome.changed)})
    if outcome.proposed:
        said = _("Waits for a second person before residents see it: %(facts)s.")
        messages.success(request, said % {"facts": _names(outcome.proposed)})
    if not outcome.changed and not outcome.proposed:
        messages.success(request, _("Everything stands as it was; nothing had been changed."))


def _names(changes: tuple[Difference, ...]) -> str:
    return _(", ").join(dict.fromkeys(change.label for change in changes))
