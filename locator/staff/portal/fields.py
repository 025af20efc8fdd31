"""One form field for each kind of fact."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from locator.catalogue.fact_labels import OFFER_LABELS
from locator.catalogue.facts import districts, field_of, label

LONG = 300
FILL_IN = {"required": _("Fill this in.")}
A_DAY = {"invalid": _("Enter a day, such as 2026-11-30.")}
HELP = {
    "phones": _("One number a line, such as 0411-12345678."),
    "machine_down_since": _("Leave empty while the machine works."),
    "status_until": _("Leave empty while nobody knows it."),
    "suspended_until": _("Leave empty while nobody knows it."),
    "notice_until": _("Leave empty for a notice without an end."),
    "hours": _("Such as Mo-Fr 09:00-16:30. The weekly table helps with it once the outlet is there."),
    "card_hours": _("Leave empty where cards are made whenever the bank is open."),
    "source": _("Who says so: a list, a letter, a telephone call."),
    "landmark_note": _("A landmark, a metro exit, a floor."),
}


class PhonesField(forms.CharField):
    """Telephone numbers, one a line; full-width figures are taken as figures."""

    widget = forms.Textarea(attrs={"rows": 3, "inputmode": "tel"})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = unicodedata.normalize("NFKC", value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]


class OneParagraph(forms.CharField):
    """A text in which a line break is a space."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        return " ".join(str(super().to_python(value)).split())


class YesNoUnknown(forms.TypedChoiceField):
    """A fact of which NULL says that nobody has looked."""

    widget = forms.RadioSelect

    def __init__(self, **options: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))]
        super().__init__(choices=choices, coerce=lambda text: text == "yes", empty_value=None, **options)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


def field_for(fact: str, *, required: bool = False) -> forms.Field:
    """Return an empty form field for a fact; what its value may be, the catalogue's own rules say."""
    _service, dot, name = fact.rpartition(".")
    options: dict[str, Any] = {
        "label": OFFER_LABELS[name] if dot else label(fact),
        "help_text": HELP.get(name, ""),
        "required": required,
        "error_messages": FILL_IN,
    }
    column = field_of(fact)
    if name == "phones":
        return PhonesField(**options)
    if name == "district":
        return forms.ChoiceField(choices=districts, **options)
    if isinstance(column, models.BooleanField):
        return YesNoUnknown(**options) if column.null else forms.BooleanField(**options)
    if isinstance(column, models.DateField):
        options["error_messages"] = FILL_IN | A_DAY
        return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)
    if column.choices:
        return forms.ChoiceField(choices=column.choices, widget=forms.RadioSelect, **options)
    kind = OneParagraph if (column.max_length or 0) >= LONG else forms.CharField
    return kind(max_length=column.max_length, **options)
