"""Where an outlet stands: pasted or set on a map, looked at, then proposed to a second person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from locator.catalogue.editing import edit, revision
from locator.catalogue.revision import Overtaken
from locator.catalogue.rules import Refused
from locator.search.current import current
from locator.staff.door import for_staff
from locator.staff.page import staff_page

from .edit import say
from .mine import my_outlet
from .position_form import PositionForm, point_of
from .position_map import on_the_map


@for_staff()
def position(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the coordinates, show where they lead, and propose them once that was looked at."""
    seen, outlet = revision(code), my_outlet(request, code)
    snapshot = current().snapshot
    gazetteer = snapshot.gazetteer
    if request.method != "POST":
        return _page(request, PositionForm(outlet=outlet, gazetteer=gazetteer), seen)
    seen, step = request.POST.get("seen", ""), request.POST.get("do", "look")
    if step == "right":
        return _save(
            request, PositionForm(outlet=outlet, gazetteer=gazetteer), seen, {"position_verified": True}
        )
    form = PositionForm(request.POST, outlet=outlet, gazetteer=gazetteer)
    if not form.is_valid():
        return _page(request, form, seen, status=422)
    doubts = form.doubts(snapshot.districts)
    if step != "save":
        return _page(request, form, seen, look=step == "look", doubts=doubts)
    if doubts and request.POST.get("sure") != "on":
        return _page(request, form, seen, look=True, doubts=doubts, unsure=True, status=422)
    return _save(request, form, seen, form.values, look=True, doubts=doubts)


def _save(
    request: HttpRequest, form: PositionForm, seen: str, values: dict[str, Any], **shown: Any
) -> HttpResponse:
    code = form.outlet.code
    try:
        outcome = edit(code, values, by=request.user, seen=seen)  # type: ignore[arg-type]
    except Refused as refused:
        # Latitude and longitude are one thing to whoever reads it.
        said = list(dict.fromkeys(message for found in refused.errors.values() for message in found))
        return _page(request, form, seen, status=422, refused=said, **shown)
    except Overtaken as overtaken:
        return _page(request, form, overtaken.seen, status=409, overtaken=overtaken, **shown)
    say(request, outcome)
    return redirect("staff:outlet", code)


def _page(
    request: HttpRequest, form: PositionForm, seen: str, *, status: int = 200, look: bool = False, **more: Any
) -> HttpResponse:
    outlet, move = form.outlet, form.move
    context = {
        "outlet": outlet,
        "form": form,
        "seen": seen,
        "now": point_of(outlet),
        "move": move,
        "look": look,
        "map": on_the_map(outlet, move.point if move else None, form.gazetteer),
        "source": outlet.get_position_source_display(),
        **more,
    }
    title = _("Is this the spot?") if look else _("Position")
    return staff_page(
        request, "staff/position/position.html", context | {"title": title}, area="outlets", status=status
    )
