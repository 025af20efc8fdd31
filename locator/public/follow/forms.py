"""The forms of somebody who follows an application; nothing that is kept is shown in them."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from locator.applications.amend import may_change
from locator.applications.reasons import CORRECTIONS
from locator.public.apply.forms import GuardianForm, PersonForm, PostForm, line
from locator.public.apply.photo_step import WHOLE, PhotoForm

if TYPE_CHECKING:
    from locator.models import MailApplication

FIELDS: dict[str, forms.Field] = {
    **PersonForm.base_fields,
    **GuardianForm.base_fields,
    **PostForm.base_fields,
}


class LookUpForm(forms.Form):
    """The reference, and the end of a number that only the applicant and the bank know."""

    reference = line(
        _("Reference"),
        _("Ten letters and digits, as on the receipt and in our messages, such as 7K3M4-XW42A."),
        autocomplete="off",
        autocapitalize="characters",
    )
    secret = line(
        _("The last four signs of the document’s number, or of the mobile number"),
        autocomplete="off",
        maxlength="8",
    )


class CorrectionForm(forms.Form):
    """The fields for which the bank sent the application back, or the word that they are right."""

    as_it_is = forms.BooleanField(
        label=_("I have looked: everything is right as it was. Please look at it again."), required=False
    )

    def __init__(self, *args: Any, application: MailApplication, has_photo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_it_is = self.fields.pop("as_it_is")
        asked = asked_for(application)
        # A copy of each: what one form does to its fields is nothing to the next.
        shown = [name for name in FIELDS if name in asked or (name == "long_term" and "valid_until" in asked)]
        self.fields |= {name: copy(FIELDS[name]) for name in shown}
        for name in shown:
            self.fields[name].initial = None  # nothing is filled in, for all that is sent is a change
        if "photo" in asked:
            parts = ("photo", *WHOLE) if has_photo else ("photo",)
            self.fields |= {name: copy(PhotoForm.base_fields[name]) for name in parts}
        self.fields["as_it_is"] = as_it_is


def asked_for(application: MailApplication) -> list[str]:
    """Return the fields that the reasons name, in the order of the form."""
    reasons = [CORRECTIONS[reason] for reason in application.reasons if reason in CORRECTIONS]
    named = {name for reason in reasons for name in reason.fields}
    return [name for name in (*FIELDS, "photo") if name in named & may_change(application)]
