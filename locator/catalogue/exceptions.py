"""Dated exceptions of an outlet: adding, changing and removing them, one act each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from locator.models import Act, HoursException

from .acts import act
from .days import day_of, fields_of
from .editing import locked
from .revision import refuse_if_overtaken
from .rules import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.contrib.auth.models import User

    from locator.models.outlet import OutletQuerySet

    from .days import Day

FIELDS = ("service", "first_day", "last_day", "hours", "reason", "reason_en")


def add_exception(
    code: str,
    *,
    first_day: date,
    last_day: date,
    hours: str,
    reason: str,
    by: User,
    reason_en: str = "",
    service: str = "",
    seen: str | None = None,
) -> HoursException:
    """Add days that depart from the week; raises Refused with everything that is wrong."""
    row = HoursException(
        outlet_id=code,
        service=service,
        first_day=first_day,
        last_day=last_day,
        hours=hours,
        reason=reason,
        reason_en=reason_en,
    )
    return _save(row, by, seen)


def change_exception(
    pk: int, values: Mapping[str, Any], *, by: User, seen: str | None = None
) -> HoursException:
    """Change the days, hours or reason of an exception; raises Refused, or DoesNotExist if it is gone."""
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise KeyError(f"No such fields: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        # The outlet first: whoever takes these days out meanwhile is waited for, and then they are gone.
        locked(HoursException.objects.values_list("outlet_id", flat=True).get(pk=pk))
        row = HoursException.objects.get(pk=pk)
        for name, value in values.items():
            setattr(row, name, value)
        return _save(row, by, seen)


def remove_exception(pk: int, *, by: User) -> None:
    """Take an exception out again; the history keeps it. Removing one that is gone changes nothing."""
    with transaction.atomic():
        row = HoursException.objects.filter(pk=pk).first()
        if row is not None:
            locked(row.outlet_id)
            with act(by=by, how=Act.How.PORTAL):
                row.delete()


def put_days_back(done: Act, code: str, *, by: User) -> Act | None:
    """Bring the single days of an outlet that an act touched back to what they were before it.

    Other days stay as they are. Returns None if all is so already; raises Refused where days would overlap.
    """
    with transaction.atomic():
        outlet = locked(code)
        rows = {row.pk: row for row in outlet.exceptions.all()}
        before = _before(done, code)
        now = {pk: day_of(rows[pk]) if pk in rows else None for pk in before}
        wrong = {pk: day for pk, day in before.items() if day != now[pk]}
        if not wrong:
            return None
        with act(by=by, how=Act.How.PORTAL) as under_way:
            for pk in [pk for pk, day in wrong.items() if day is None]:
                rows[pk].delete()
            for pk, day in wrong.items():
                if day is not None:
                    _save(HoursException(pk=pk, outlet=outlet, **fields_of(day)), by, None)
        return under_way


def _before(done: Act, code: str) -> dict[int, Day | None]:
    """Return, for each entry of an outlet that an act touched, what it was before; None if there was none."""
    of_outlet = HoursException.history.filter(outlet_id=code).order_by("history_id")
    touched = set(of_outlet.filter(act=done).values_list("id", flat=True))
    first = of_outlet.filter(act=done).values_list("history_id", flat=True).first()
    found: dict[int, Day | None] = dict.fromkeys(touched)
    for row in of_outlet.filter(id__in=touched, history_id__lt=first or 0):
        found[row.id] = day_of(row) if row.history_type != "-" else None
    return found


def removed_exception(pk: int, outlets: OutletQuerySet) -> HoursException | None:
    """Return an entry of one of the outlets as it was before somebody took it out, None if there was none."""
    last = HoursException.history.filter(id=pk, outlet_id__in=outlets.values("code")).order_by("-history_id")
    row = last.first()
    return row.instance if row is not None and row.history_type == "-" else None


def _save(row: HoursException, by: User, seen: str | None) -> HoursException:
    with transaction.atomic():
        # Two people adding days to one outlet take turns, so that an overlap cannot slip between them.
        outlet = locked(row.outlet_id)
        refuse_if_overtaken(outlet, seen)
        errors = _errors(row)
        if errors:
            raise Refused(errors)
        with act(by=by, how=Act.How.PORTAL):
            row.save()
    return row


def _errors(row: HoursException) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    try:
        row.clean_fields(exclude={"outlet"})
    except ValidationError as error:
        errors |= error.message_dict
    if errors.keys() & {"first_day", "last_day"}:
        return errors
    if row.last_day < row.first_day:
        errors["last_day"] = [ends_too_early()]
        return errors
    other = (
        HoursException.objects.filter(
            outlet_id=row.outlet_id,
            service=row.service,
            first_day__lte=row.last_day,
            last_day__gte=row.first_day,
        )
        .exclude(pk=row.pk)
        .first()
    )
    if other is not None:
        errors["first_day"] = [overlaps(other.first_day, other.last_day, other.reason)]
    return errors


def ends_too_early() -> str:
    return _("The last day lies before the first. Correct one of them.")


def overlaps(first: date, last: date, reason: str) -> str:
    """Say with which other days some days overlap."""
    said = _(
        "These days overlap with those from %(first)s to %(last)s (%(reason)s). Change that entry, "
        "or choose other days."
    )
    return said % {"first": first, "last": last, "reason": reason}
