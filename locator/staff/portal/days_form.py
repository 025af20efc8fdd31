"""The form of a dated exception: from a day to a day, closed or other hours, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locator.catalogue.days import Day, fields_of
from locator.hours.weekly import clock, from_expression, read_time
from locator.models import HoursException, Service

from .facts_form import ListedErrors
from .fields import A_DAY, FILL_IN

SPANS = (("from_1", "to_1"), ("from_2", "to_2"))


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages=FILL_IN | A_DAY,
    )


def time_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=10)


def _says_the_same(typed: Any, stood: Any) -> bool:
    """Compare two values of a field; hours may be written in two ways."""
    if typed == stood:
        return True
    return bool(typed and stood and isinstance(stood, str)) and (
        from_expression(typed) == from_expression(stood) is not None
    )


class DaysForm(ListedErrors):
    """Days on which the outlet, or one service, is closed or keeps other hours."""

    first_day = day_field(gettext_lazy("First day"))
    last_day = day_field(gettext_lazy("Last day"))
    service = forms.ChoiceField(
        label=gettext_lazy("For what"),
        required=False,
        choices=[("", gettext_lazy("The whole outlet")), *Service.choices],
    )
    from_1 = time_field(gettext_lazy("Opens"))
    to_1 = time_field(gettext_lazy("Closes, or the break begins"))
    from_2 = time_field(gettext_lazy("Opens again after the break"))
    to_2 = time_field(gettext_lazy("Closes in the afternoon"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why, so that residents understand it.")},
    )
    reason_en = forms.CharField(label=gettext_lazy("Reason in English"), max_length=240, required=False)
    # Shown only where the boxes cannot show what stands.
    hours = forms.CharField(
        label=gettext_lazy("These hours say more than the boxes can show"),
        help_text=gettext_lazy("Change them here, or empty this line and use the boxes."),
        required=False,
        max_length=200,
    )

    field_order = ("first_day", "last_day", "service", "hours")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not (self.data.get("hours") or self.initial.get("hours")):
            self.fields["hours"].widget = forms.HiddenInput()

    @classmethod
    def of(cls, row: HoursException) -> DaysForm:
        """Show an exception that stands."""
        initial: dict[str, Any] = {
            name: getattr(row, name) for name in ("first_day", "last_day", "service", "reason", "reason_en")
        }
        week = from_expression(row.hours) if row.hours else None
        if row.hours and week is None:
            initial["hours"] = row.hours
        for names, span in zip(SPANS, week.days[0] if week else (), strict=False):
            initial |= dict(zip(names, map(clock, span), strict=True))
        return cls(initial=initial)

    def merged(self, then: Day, now: Day) -> DaysForm:
        """Return the form with all that was typed, and the other person's entry where nothing was typed."""
        before, theirs = fields_of(then), fields_of(now)
        kept = {
            name: theirs[name] if _says_the_same(value, before[name]) else value
            for name, value in self.values.items()
        }
        return DaysForm.of(HoursException(**kept))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        spans, ends = [], -1
        for first, last in SPANS:
            start, end = self._time(first), self._time(last)
            if first in self.errors or last in self.errors or (start is None and end is None):
                continue
            if start is None or end is None:
                self.add_error(first if start is None else last, _("Enter this time too, or empty both."))
            elif end <= start:
                self.add_error(last, _("This is not later than the opening."))
            elif start <= ends:
                self.add_error(first, _("This lies before the break begins. Correct one of them."))
            else:
                spans.append(f"{clock(start)}-{clock(end)}")
                ends = end
        if spans and given.get("hours"):
            self.add_error("hours", _("Empty this line, or empty the boxes below it."))
        given["hours"] = ",".join(spans) or given.get("hours", "")
        return given

    @property
    def values(self) -> dict[str, Any]:
        names = ("first_day", "last_day", "service", "hours", "reason", "reason_en")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def days(self) -> list[forms.BoundField]:
        return self._shown("first_day", "last_day", "service")

    @property
    def times(self) -> list[forms.BoundField]:
        return self._shown("hours", *(name for span in SPANS for name in span))

    @property
    def reasons(self) -> list[forms.BoundField]:
        return self._shown("reason", "reason_en")

    def _shown(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if not self[name].is_hidden]

    def _time(self, name: str) -> int | None:
        typed = self.cleaned_data.get(name, "").strip()
        minutes = read_time(typed)
        if typed and minutes is None:
            self.add_error(name, _("Write a time such as 8:30 or 16:30."))
        return minutes if typed else None
