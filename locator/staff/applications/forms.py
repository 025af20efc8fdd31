"""What a clerk fills in: a move with what goes with it, and the two ways to find an application."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from locator.applications.identity import DocumentError, read_document
from locator.applications.reasons import CORRECTIONS, REJECTIONS
from locator.applications.submit import REFERENCE_LENGTH
from locator.models import DocumentKind, State
from locator.models.references import read_reference

LONGEST = 60


class MoveForm(forms.Form):
    """A move without anything more than the state and revision in which the application was seen."""

    to = forms.CharField(widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, to: State, *args: Any, **kwargs: Any) -> None:
        # Several of them stand on one page, so each names its fields after the move.
        super().__init__(*args, auto_id=f"{to}-%s", **kwargs)

    def more(self) -> dict[str, Any]:
        """Return what goes with the move."""
        return {}


class CorrectionForm(MoveForm):
    """What is to be corrected."""

    reasons = forms.MultipleChoiceField(
        label=_("What is to be corrected?"),
        choices=[(code, reason.words) for code, reason in CORRECTIONS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The applicant reads these sentences and can change what they name."),
        error_messages={"required": _("Choose what is to be corrected.")},
    )

    def more(self) -> dict[str, Any]:
        return {"reasons": self.cleaned_data["reasons"]}


class RejectionForm(MoveForm):
    """Why there will be no card."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=[(code, reason.words) for code, reason in REJECTIONS.items()],
        widget=forms.RadioSelect,
        help_text=_("The applicant reads this sentence."),
        error_messages={"required": _("Choose the reason.")},
    )

    def more(self) -> dict[str, Any]:
        return {"reasons": [self.cleaned_data["reason"]]}


class PostingForm(MoveForm):
    """The number under which the parcel travels."""

    ems_number = forms.CharField(
        label=_("EMS number, as on the parcel"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Enter the number, as on the parcel.")},
    )


class ReferenceForm(forms.Form):
    """A reference as it is read out."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Enter the reference.")},
    )

    def clean_reference(self) -> str:
        reference = read_reference(self.cleaned_data["reference"], REFERENCE_LENGTH)
        if not reference:
            raise forms.ValidationError(_("A reference has ten letters and digits, as 2346A-BCDEF."))
        return reference


class PersonForm(forms.Form):
    """The identity document of somebody who stands at the counter."""

    document = forms.ChoiceField(label=_("Document"), choices=DocumentKind.choices)
    number = forms.CharField(
        label=_("Number of the document"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Enter the number of the document.")},
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("document") and said.get("number"):
            try:
                found = read_document(DocumentKind(said["document"]), said["number"], timezone.localdate())
                said["number"] = found.number
            except DocumentError as error:
                self.add_error("number", str(error))
        return said
