"""Asking for a table, and how it is to be read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from locator.catalogue.scope import banks_of, role_of
from locator.catalogue.transfer.plan import Options
from locator.catalogue.transfer.sheet import MOST_BYTES
from locator.models import Bank, Role
from locator.places.datum import Datum

DATUMS = [
    ("", _("as the table's column says")),
    (Datum.GCJ02.value, _("Amap or Tencent (GCJ-02)")),
    (Datum.BD09.value, _("Baidu (BD-09)")),
    (Datum.WGS84.value, _("GPS receiver or this site (WGS-84)")),
]
PART, WHOLE, OFFICIAL = "part", "whole", "official"


class UploadForm(forms.Form):
    """A file with what the person says about it."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=200,
        help_text=_("xlsx or csv, at most 5 MB."),
        error_messages={"required": _("Choose a file first.")},
    )
    holds = forms.ChoiceField(label=_("What the file holds"), initial=PART)
    bank = forms.ModelChoiceField(
        label=_("For which bank"), queryset=Bank.objects.none(), required=False, empty_label=_("all banks")
    )
    datum = forms.ChoiceField(label=_("Where its coordinates are from"), choices=DATUMS, required=False)

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holds = [
            (PART, _("Some outlets: those that are not in it stay as they are")),
            (WHOLE, _("All outlets: those that are not in it are proposed for closing")),
        ]
        if role_of(user) is Role.ADMINISTRATOR:
            holds.append((OFFICIAL, _("The official list: it takes the place of the fictional sample")))
            self.fields["bank"].queryset = banks_of(user)  # type: ignore[attr-defined]
        else:
            del self.fields["bank"]
        self.fields["holds"].choices = holds  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)d MB. Split it, or remove pictures and other sheets."),
                params={"limit": MOST_BYTES // 1024**2},
            )
        return file

    def options(self) -> Options:
        said = self.cleaned_data
        return Options(
            file_name=said["file"].name,
            whole=said["holds"] == WHOLE,
            datum=Datum(said["datum"]) if said["datum"] else None,
            official=said["holds"] == OFFICIAL,
        )


class ApplyForm(forms.Form):
    """What the person answers to the plan that was shown."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    closing = forms.IntegerField(required=False, min_value=1)
    positions_checked = forms.BooleanField(required=False)
