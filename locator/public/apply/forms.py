"""The fields of each step; what they may hold is known to ``look_over`` alone, which the API asks too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from locator.applications.consents import agreement
from locator.applications.provinces import HOME_CITY, HOME_PROVINCE, PROVINCES
from locator.applications.rules import REISSUE_REASONS, RELATIONS
from locator.models import DocumentKind, MailApplication, Sex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EMPTY = ("", "—")
LONGEST = 200


def line(label: Any, help_text: Any = "", *, initial: str = "", **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        initial=initial,
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs=attributes),
    )


def choice(
    label: Any, choices: Iterable[Any], help_text: Any = "", *, tiles: bool = False, initial: str = ""
) -> forms.ChoiceField:
    listed = list(choices) if tiles else [EMPTY, *choices]
    widget = forms.RadioSelect() if tiles else forms.Select()
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=listed, required=False, widget=widget, initial=initial
    )


def day(label: Any, help_text: Any = "") -> forms.CharField:
    """Ask for a day; a browser offers its calendar, and without one it is typed as 1948-02-29."""
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=forms.TextInput(attrs={"type": "date"})
    )


class WhoForm(forms.Form):
    """First card or replacement."""

    kind = choice(_("What for"), MailApplication.Kind.choices, tiles=True)
    reissue_reason = choice(_("Why, if it is a replacement?"), REISSUE_REASONS.items())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.REISSUE_BY_POST:
            kinds = MailApplication.Kind
            self.fields["kind"].choices = [(kinds.FIRST, kinds.FIRST.label)]  # type: ignore[attr-defined]
            del self.fields["reissue_reason"]


class PersonForm(forms.Form):
    """Who the card is for, as the document has it."""

    name = line(_("Name, as in the document"), autocomplete="off")
    document = choice(
        _("Document"),
        DocumentKind.choices,
        _(
            "A child without an identity card: choose it all the same. The number stands in the household "
            "register (户口簿); tick below that it is valid without end, and upload a photo if one is needed."
        ),
    )
    number = line(_("Number of the document"), autocomplete="off", autocapitalize="characters")
    valid_until = day(_("Valid until"))
    long_term = forms.BooleanField(label=_("The document says 长期: valid without end."), required=False)
    born = day(
        _("Day of birth"), _("Leave it empty if the number holds it, as that of an identity card does.")
    )
    sex = choice(_("Sex, as in the document"), Sex.choices, _("Leave it empty if the number holds it."))


class GuardianForm(forms.Form):
    """The grown-up who applies for a child."""

    guardian_name = line(_("Name of the guardian"), autocomplete="name")
    guardian_relation = choice(_("What are you to the child?"), RELATIONS.items())
    guardian_document = choice(_("Document of the guardian"), DocumentKind.choices)
    guardian_number = line(_("Number of the guardian’s document"), autocomplete="off")
    guardian_phone = line(_("Mobile number of the guardian"), inputmode="tel", autocomplete="tel")


class PostForm(forms.Form):
    """Where the parcel goes."""

    recipient = line(_("Who takes it in"), autocomplete="name")
    recipient_phone = line(_("Mobile number for the courier"), inputmode="tel", autocomplete="tel")
    province = choice(_("Province"), [(name, name) for name in PROVINCES], initial=HOME_PROVINCE)
    city = line(_("City"), initial=HOME_CITY, autocomplete="address-level2")
    # The page names the districts of the city at home; any other is typed.
    district = line(_("District or county"), autocomplete="address-level3", list="districts")
    address = line(_("Street, building, door"), autocomplete="street-address")


class PhoneForm(forms.Form):
    """The telephone that is proved by a code."""

    phone = line(
        _("Mobile number"),
        _("We send a code to it now, and a message at every step."),
        inputmode="tel",
        autocomplete="tel",
    )


class BankForm(forms.Form):
    """Which of the banks that take applications by post."""

    def __init__(self, *args: Any, banks: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"] = choice(_("Bank"), banks, tiles=True)


class ConsentForm(forms.Form):
    """A box for each text that has to be agreed to."""

    def __init__(self, *args: Any, asked: Iterable[str], bank: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in asked:
            label = agreement(name, bank=bank)
            self.fields[f"consent_{name}"] = forms.BooleanField(label=label, required=False)


STEP_FORMS: Mapping[str, type[forms.Form]] = {
    "who": WhoForm,
    "person": PersonForm,
    "guardian": GuardianForm,
    "post": PostForm,
    "phone": PhoneForm,
    "bank": BankForm,
    "consent": ConsentForm,
}
