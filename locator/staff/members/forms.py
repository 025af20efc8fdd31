"""What a manager says about a new colleague, and what that colleague says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from locator.catalogue.scope import member_of, outlets_of, role_of
from locator.models import Bank, Outlet, Role

if TYPE_CHECKING:
    from locator.models import StaffMember


class WhichOutletsField(forms.TypedChoiceField):
    """Whether a clerk keeps the whole bank; an answer is asked for, so that nothing left out widens it."""

    def __init__(self) -> None:
        super().__init__(
            choices=[
                ("all", _("All outlets of the bank, including later ones")),
                ("some", _("Only the outlets chosen below")),
            ],
            label=_("Which outlets"),
            widget=forms.RadioSelect,
            coerce=lambda said: said == "all",
            empty_value=None,
        )


class OutletsField(forms.ModelMultipleChoiceField):
    """Some outlets of the bank, by name."""

    def __init__(self) -> None:
        super().__init__(
            Outlet.objects.none(),
            label=_("Only these outlets"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def label_from_instance(self, outlet: Outlet) -> str:
        return outlet.name


class SomeOutlets(forms.Form):
    """The answers to both; none chosen where some were meant is asked about."""

    whole_bank = WhichOutletsField()
    outlets = OutletsField()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("whole_bank") is False and not said.get("outlets") and "outlets" not in self.errors:
            self.add_error("outlets", _("Choose the outlets, or all of the bank."))
        return said


class RoleForm(forms.Form):
    """What somebody is to be, and for which bank; administrators alone decide that."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    bank = forms.ModelChoiceField(
        Bank.objects.order_by("code"),
        label=_("Bank"),
        required=False,
        empty_label=_("All banks (administrators only)"),
        to_field_name="code",
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said["role"] = Role(said["role"]) if "role" in said else None
        if said["role"] is Role.ADMINISTRATOR and said.get("bank"):
            self.add_error("bank", _("An administrator is for all banks: choose no bank."))
        if said["role"] in {Role.CLERK, Role.MANAGER} and not said.get("bank") and "bank" not in self.errors:
            self.add_error("bank", _("Choose the bank for which this person works."))
        return said


class InviteForm(SomeOutlets, RoleForm):
    """A manager invites clerks of the own bank; an administrator anybody."""

    name = forms.CharField(
        label=_("Name of the person"),
        max_length=80,
        help_text=_("It is shown in the list of colleagues."),
    )
    field_order = ("name", "role", "bank", "whole_bank", "outlets")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if role_of(by) is Role.ADMINISTRATOR:
            # Which outlets exist depends on the bank: they are chosen afterwards, on the colleague's page.
            del self.fields["whole_bank"], self.fields["outlets"]
        else:
            del self.fields["role"], self.fields["bank"]
            self.fields["outlets"].queryset = outlets_of(by).order_by("name", "code")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if "bank" in self.fields:
            return RoleForm.clean(self) | {"whole_bank": True}
        member = member_of(self.by)
        return SomeOutlets.clean(self) | {"role": Role.CLERK, "bank": member.bank if member else None}


class OutletsForm(SomeOutlets):
    """Which outlets a clerk keeps."""

    def __init__(self, *args: Any, member: StaffMember, **kwargs: Any) -> None:
        kept = {"whole_bank": "all" if member.whole_bank else "some", "outlets": member.outlets.all()}
        super().__init__(*args, initial=kept, **kwargs)
        own = Outlet.objects.filter(bank_id=member.bank_id)
        self.fields["outlets"].queryset = own.order_by("name", "code")  # type: ignore[attr-defined]


class JoinForm(UserCreationForm):
    """The user name and the password that an invited person chooses."""

    class Meta:
        model = User
        fields = ("username",)
