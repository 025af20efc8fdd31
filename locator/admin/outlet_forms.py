"""The rules of the portal for what an administrator types, each error said at its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from locator.catalogue.exceptions import ends_too_early, overlaps
from locator.catalogue.fact_labels import OFFER_FACTS, OUTLET_FACTS
from locator.catalogue.facts import facts_of, label
from locator.catalogue.rules import errors_in, settled, tidy
from locator.models import HoursException, Offer, Outlet
from locator.models.validators import validate_phones

from .lines import LinesField

if TYPE_CHECKING:
    from collections.abc import Mapping


def checked(
    form: forms.ModelForm, outlet: Outlet, given: Mapping[str, Any], prefix: str = ""
) -> dict[str, Any]:
    """Return the given facts as they will be kept, by the names of the form's fields.

    What is wrong with them, or with what they make of the outlet's other facts, becomes errors of the form.
    """
    before = facts_of(outlet)
    after = settled(before | {f"{prefix}{name}": tidy(value) for name, value in given.items()})
    changed = [f"{prefix}{name}" for name in given if after[f"{prefix}{name}"] != before[f"{prefix}{name}"]]
    if changed:
        for fact, said in errors_in(after, changed, timezone.localdate()).items():
            name = fact.removeprefix(prefix)
            if name in form.fields and fact.startswith(prefix):
                form.add_error(name, said)
            else:
                form.add_error(None, [f"{label(fact)}: {sentence}" for sentence in said])
    return {name: after[f"{prefix}{name}"] for name in given}


class OutletForm(forms.ModelForm):
    """An outlet's facts, its telephone numbers one a line."""

    phones = LinesField(
        label=_("Telephone numbers"), help_text=_("One a line."), validators=(validate_phones,)
    )

    # The mark of the state that the page shows, so that a change by somebody else is noticed.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    mark = ""
    overtaken = False

    class Meta:
        model = Outlet
        fields = "__all__"  # noqa: DJ007 - an administrator may set every fact

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["seen"] = self.mark

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.overtaken:
            self.add_error(None, _("Nothing is saved yet. Look at what has been changed, then save."))
        if self.errors:
            return cleaned
        given = {name: cleaned[name] for name in OUTLET_FACTS if name in cleaned}
        return cleaned | checked(self, self.instance, given)


class OfferForm(forms.ModelForm):
    """One service at an outlet."""

    class Meta:
        model = Offer
        fields = "__all__"  # noqa: DJ007 - an administrator may set every fact

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or not self.instance.pk:
            return cleaned
        given = {name: cleaned[name] for name in OFFER_FACTS if name in cleaned}
        return cleaned | checked(self, self.instance.outlet, given, f"{self.instance.service}.")


class DaysForm(forms.ModelForm):
    """Days that depart from the week; their text is kept as in the portal."""

    class Meta:
        model = HoursException
        fields = "__all__"  # noqa: DJ007 - an administrator may set every fact

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", ends_too_early())
        return {name: tidy(value) for name, value in cleaned.items()}


class DaysFormSet(forms.BaseInlineFormSet):
    """All the days of an outlet, of which no two entries of one service may overlap."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if self._is_kept(form)]
        for number, form in enumerate(kept):
            mine = form.cleaned_data
            for other in (earlier.cleaned_data for earlier in kept[:number]):
                if (
                    mine["service"] == other["service"]
                    and mine["first_day"] <= other["last_day"]
                    and other["first_day"] <= mine["last_day"]
                ):
                    said = overlaps(other["first_day"], other["last_day"], other["reason"])
                    form.add_error("first_day", said)

    @staticmethod
    def _is_kept(form: forms.ModelForm) -> bool:
        given = getattr(form, "cleaned_data", None)
        return bool(given) and not form.errors and not given.get("DELETE")
