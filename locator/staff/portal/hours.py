"""The weekly hours of an outlet and its services, and the coming fourteen days as residents will see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from locator.catalogue.editing import edit, revision
from locator.catalogue.facts import facts_of, label
from locator.catalogue.revision import Overtaken
from locator.catalogue.rules import Refused
from locator.catalogue.scope import outlets_of
from locator.hours import HoursError
from locator.hours.day_words import hours_of_day, on_day
from locator.hours.weekly import from_expression
from locator.hours.words import reason_in_words
from locator.models import Outlet, Service
from locator.models.expression import read_hours
from locator.search.current import NoCatalogue, current
from locator.search.preview import ComingDay, preview
from locator.staff.door import for_staff
from locator.staff.page import staff_page

from .edit import say
from .mine import my_outlet
from .week_form import WeekForm

MONDAY, WEEKDAYS_AFTER_MONDAY, DAYS_AFTER_MONDAY = 0, range(1, 5), range(1, 7)


@for_staff()
def outlet_hours(request: HttpRequest, code: str) -> HttpResponse:
    """Show and change when the bank is open, and when card matters are done."""
    return _hours(request, code, ("hours", "card_hours"))


@for_staff()
def service_hours(request: HttpRequest, code: str, service: str) -> HttpResponse:
    """Show and change the hours that one service keeps for itself."""
    if service not in Service.values:
        raise Http404
    return _hours(request, code, (f"{service}.hours",))


def _hours(request: HttpRequest, code: str, names: tuple[str, ...]) -> HttpResponse:
    seen = revision(code)
    outlet = my_outlet(request, code)
    facts = facts_of(outlet)
    if request.method != "POST":
        return _page(request, outlet, names, _standing(names, facts), seen)
    forms = [WeekForm.read(name, request.POST) for name in names]
    seen = request.POST.get("seen", "")
    act, _colon, about = request.POST.get("do", "save").partition(":")
    if act != "save":
        _help(request, act, about, forms)
        return _page(request, outlet, names, forms, seen)
    return _save(request, outlet, names, forms, seen)


def _save(
    request: HttpRequest, outlet: Outlet, names: tuple[str, ...], forms: list[WeekForm], seen: str
) -> HttpResponse:
    standing = facts_of(outlet)
    values = {form.fact: _as_written(form.value(), standing[form.fact]) for form in forms}
    if None not in values.values():
        try:
            outcome = edit(outlet.code, values, by=request.user, seen=seen)  # type: ignore[arg-type]
        except Refused as refused:
            for form in forms:
                if form.fact in refused.errors:
                    form.refuse(" ".join(refused.errors[form.fact]))
        except Overtaken as overtaken:
            shown = _merged(forms, standing, overtaken)
            return _page(request, outlet, names, shown, overtaken.seen, overtaken=overtaken, status=409)
        else:
            say(request, outcome)
            return redirect("staff:outlet", outlet.code)
    return _page(request, outlet, names, forms, seen, status=422)


def _merged(forms: list[WeekForm], standing: Mapping[str, Any], overtaken: Overtaken) -> list[WeekForm]:
    """Return the weeks as typed, and the other person's where nothing was typed.

    To keep a week that was only shown would undo the other's change without a word.
    """
    seen = {**standing, **{change.fact: change.old for change in overtaken.changes}}
    fresh = _standing(tuple(form.fact for form in forms), standing)
    return [
        now if _as_written(form.value(), seen[form.fact]) == seen[form.fact] else form
        for form, now in zip(forms, fresh, strict=True)
    ]


def _as_written(value: str | None, standing: str) -> str | None:
    """Leave hours as somebody wrote them where the week is the same."""
    same = value and standing and from_expression(value) == from_expression(standing) is not None
    return standing if same else value


def _help(request: HttpRequest, act: str, about: str, forms: list[WeekForm]) -> None:
    """Fill the boxes in another way, without saving anything."""
    for form in forms:
        if form.fact != about:
            continue
        if act == "weekdays":
            form.copy(MONDAY, WEEKDAYS_AFTER_MONDAY)
        elif act == "all":
            form.copy(MONDAY, DAYS_AFTER_MONDAY)
        elif act == "copy":
            form.copy_chosen(request.POST.get(f"{about}-from", ""), request.POST.getlist(f"{about}-to"))
        elif act == "take":
            named = request.POST.get(f"{about}-other", "").replace("\0", "")
            other = get_object_or_404(outlets_of(request.user), code=named)
            usual = other.hours if about == "hours" else other.card_hours or other.hours
            form.take(facts_of(other)[about] or usual)
        elif act == "table":
            form.as_table()


def _standing(names: tuple[str, ...], facts: Mapping[str, Any]) -> list[WeekForm]:
    otherwise = {"hours": "", "card_hours": facts["hours"]}
    usual = facts["card_hours"] or facts["hours"]
    return [WeekForm.of(name, facts[name], otherwise=otherwise.get(name, usual)) for name in names]


def _page(
    request: HttpRequest,
    outlet: Outlet,
    names: tuple[str, ...],
    forms: list[WeekForm],
    seen: str,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    others = outlets_of(request.user).exclude(code=outlet.code).order_by("name")[:200]
    context = {
        "outlet": outlet,
        "forms": forms,
        "one_service": label(names[0]) if len(names) == 1 else "",
        "seen": seen,
        "others": others.values_list("code", "name"),
        "preview": _preview(outlet.code, forms),
        "services": [] if len(names) == 1 else list(Service),
        "error_lines": [line for form in forms for line in form.error_lines],
        **more,
    }
    return staff_page(request, "staff/hours/hours.html", context, area="outlets", status=status)


def _preview(code: str, forms: list[WeekForm]) -> list[tuple[str, list[str], str]]:
    """Say the coming days in words: the day, the hours of each fact, and why they depart from the week."""
    values = {}
    for form in forms:
        before = dict(form.errors)
        value = form.value()
        form.errors = before
        if value is None:
            return []
        values[form.fact] = value
    try:
        for value in filter(None, values.values()):
            read_hours(value)
        days = preview(code, values, calendar=current().snapshot.calendar, today=timezone.localdate())
    except (HoursError, NoCatalogue):
        return []
    return [day_in_words(of_day) for of_day in zip(*days.values(), strict=True)]


def day_in_words(of_day: tuple[ComingDay, ...]) -> tuple[str, list[str], str]:
    """Say a day, its hours by fact, and why they depart from the week."""
    reasons = [reason_in_words(day.reason) for day in of_day if day.reason]
    return (
        on_day(of_day[0].day),
        [hours_of_day(day.intervals) for day in of_day],
        " ".join(dict.fromkeys(reasons)),
    )
