"""Checks on single fields, shared by models, forms and tables."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .expression import HoursError, read_hours
from .phone import is_phone


def validate_phones(value: object) -> None:
    """Raise ValidationError unless the value is a list of telephone numbers that can be dialled in Dalian."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValidationError(_("Give a list of telephone numbers."), code="not_a_list")
    for number in value:
        if not is_phone(number):
            raise ValidationError(
                _("%(number)s is not a telephone number: write it like 0411-12345678 or 12333."),
                code="not_a_phone",
                params={"number": number},
            )


def validate_hours(value: str) -> None:
    """Raise ValidationError unless the text is an ``opening_hours`` expression, and show where it is not."""
    try:
        read_hours(value)
    except HoursError as error:
        raise ValidationError(
            _("These hours cannot be read; write them like Mo-Fr 08:30-16:30. %(where)s"),
            code="not_hours",
            params={"where": error.where},
        ) from error
