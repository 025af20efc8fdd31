"""Single days of an outlet: closed, or open at other hours, with the reason that residents read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from locator.catalogue.days import day_of
from locator.catalogue.exceptions import (
    add_exception,
    change_exception,
    remove_exception,
    removed_exception,
)
from locator.catalogue.facts import facts_of
from locator.catalogue.revision import Overtaken, days_then, refuse_if_overtaken, revision
from locator.catalogue.rules import Refused
from locator.catalogue.scope import outlets_of
from locator.hours import HoursError
from locator.hours.day_words import on_day
from locator.hours.rest_days import rest_days
from locator.models import HoursException, Outlet
from locator.search.current import NoCatalogue, current
from locator.search.preview import preview
from locator.staff.door import for_staff
from locator.staff.page import staff_page

from .days_form import DaysForm
from .hours import day_in_words
from .mine import my_outlet

PAST_SHOWN = 20
HOLIDAYS_NAMED = 8


@for_staff()
@require_safe
def days(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is entered, the coming first."""
    outlet, today = my_outlet(request, code), timezone.localdate()
    rows = outlet.exceptions.all()
    context = {
        "outlet": outlet,
        "coming": rows.filter(last_day__gte=today).order_by("first_day", "id"),
        "past": rows.filter(last_day__lt=today).order_by("-first_day", "-id")[:PAST_SHOWN],
        "preview": _preview(outlet),
    }
    return staff_page(request, "staff/hours/days.html", context, area="outlets")


@for_staff()
def add(request: HttpRequest, code: str) -> HttpResponse:
    seen, outlet = revision(code), my_outlet(request, code)
    if request.method != "POST":
        return _form_page(request, outlet, DaysForm(), seen)
    return _save(request, outlet, None)


@for_staff()
def change(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request).filter(pk=pk).first()
    if row is None:
        return _gone(request, pk)
    seen, outlet = revision(row.outlet_id), my_outlet(request, row.outlet_id)
    if request.method != "POST":
        return _form_page(request, outlet, DaysForm.of(row), seen, row=row)
    return _save(request, outlet, row)


@for_staff()
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request).filter(pk=pk).first() or _removed(request, pk)
    remove_exception(pk, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Taken out. The plain week holds on these days again."))
    return redirect("staff:exceptions", row.outlet_id)


def _removed(request: HttpRequest, pk: int) -> HoursException:
    row = removed_exception(pk, outlets_of(request.user))
    if row is None:
        raise Http404
    return row


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that somebody has taken the days out; what was typed can be entered anew."""
    row = _removed(request, pk)
    outlet = my_outlet(request, row.outlet_id)
    if request.method != "POST":
        said = _("Somebody has taken out the days from %(first)s to %(last)s.")
        messages.warning(request, said % {"first": row.first_day, "last": row.last_day})
        return redirect("staff:exceptions", outlet.code)
    form = DaysForm(request.POST)
    form.is_valid()
    seen, more = revision(outlet.code), {"gone": True}
    try:
        refuse_if_overtaken(outlet, request.POST.get("seen", ""))
    except Overtaken as overtaken:
        return _form_page(request, outlet, form, overtaken.seen, status=409, overtaken=overtaken, **more)
    return _form_page(request, outlet, form, seen, status=409, **more)


def _save(request: HttpRequest, outlet: Outlet, row: HoursException | None) -> HttpResponse:
    form, seen = DaysForm(request.POST), request.POST.get("seen", "")
    if form.is_valid():
        try:
            if row is None:
                add_exception(outlet.code, **form.values, by=request.user, seen=seen)
            else:
                change_exception(row.pk, form.values, by=request.user, seen=seen)  # type: ignore[arg-type]
        except Refused as refused:
            form.refuse(refused.errors)
        except Overtaken as overtaken:
            return _overtaken(request, outlet, form, row, overtaken)
        except HoursException.DoesNotExist:  # taken out a moment ago
            assert row is not None
            return _gone(request, row.pk)
        else:
            messages.success(request, _("Saved, and shown to residents from now on."))
            _warn_of_holidays(request, outlet, form.values)
            return redirect("staff:exceptions", outlet.code)
    return _form_page(request, outlet, form, seen, status=422, row=row)


def _overtaken(
    request: HttpRequest, outlet: Outlet, form: DaysForm, row: HoursException | None, overtaken: Overtaken
) -> HttpResponse:
    """Show what another person has changed, in the fields too where nothing was typed."""
    if row is not None:
        then = days_then(outlet, request.POST.get("seen", "")).get(row.pk)
        now = HoursException.objects.filter(pk=row.pk).first()
        if now is None:
            return _gone(request, row.pk)
        form = form.merged(then, day_of(now)) if then else form
    return _form_page(request, outlet, form, overtaken.seen, status=409, overtaken=overtaken, row=row)


def _warn_of_holidays(request: HttpRequest, outlet: Outlet, values: dict[str, Any]) -> None:
    """Say which of the days are public holidays: closed anyway, or now open against everybody's habit."""
    own = facts_of(outlet).get(f"{values['service']}.hours") if values["service"] else outlet.hours
    try:
        calendar = current().snapshot.calendar
        week = own or outlet.card_hours or outlet.hours
        rested = rest_days(values["first_day"], values["last_day"], week, calendar)
    except (HoursError, NoCatalogue):
        return
    if rested:
        said = (
            _("Residents now see opening hours on these public holidays: %(days)s. Take them out if not so.")
            if values["hours"]
            else _("These days are public holidays, closed even without an entry: %(days)s.")
        )
        days = _(", ").join(on_day(special.day) for special in rested[:HOLIDAYS_NAMED])
        messages.warning(request, said % {"days": days + ("…" if rested[HOLIDAYS_NAMED:] else "")})


def _mine(request: HttpRequest) -> QuerySet[HoursException]:
    return HoursException.objects.filter(outlet__in=outlets_of(request.user))


def _form_page(
    request: HttpRequest, outlet: Outlet, form: DaysForm, seen: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"outlet": outlet, "form": form, "seen": seen, "row": None, **more}
    return staff_page(request, "staff/hours/days_form.html", context, area="outlets", status=status)


def _preview(outlet: Outlet) -> list[tuple[str, list[str], str]]:
    try:
        calendar = current().snapshot.calendar
    except NoCatalogue:
        return []
    facts = {"card_hours": outlet.card_hours}
    days = preview(outlet.code, facts, calendar=calendar, today=timezone.localdate())
    return [day_in_words((day,)) for day in days["card_hours"]]
