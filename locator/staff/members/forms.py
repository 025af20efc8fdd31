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


class OutletsField(forms.ModelMultipleChoiceField):
    """Some outlets of the bank, by name."""

    def __init__(self) -> None:
        super().__init__(
            Outlet.objects.none(),
            label=_("Only these outlets"),
            help_text=_("Choose none for all outlets of the bank, including later ones."),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def label_from_instance(self, outlet: Outlet) -> str:
        return outlet.name


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


class InviteForm(RoleForm):
    """A manager invites clerks of the own bank; an administrator anybody."""

    name = forms.CharField(
        label=_("Name of the person"),
        max_length=80,
        help_text=_("It is shown in the list of colleagues."),
    )
    outlets = OutletsField()
    field_order = ("name", "role", "bank", "outlets")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if role_of(by) is Role.ADMINISTRATOR:
            # Which outlets exist depends on the bank: they are chosen afterwards, on the colleague's page.
            del self.fields["outlets"]
        else:
            del self.fields["role"], self.fields["bank"]
            self.fields["outlets"].queryset = outlets_of(by).order_by("name", "code")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if "bank" in self.fields:
            return super().clean()
        member = member_of(self.by)
        return self.cleaned_data | {"role": Role.CLERK, "bank": member.bank if member else None}


class OutletsForm(forms.Form):
    """Which outlets a clerk keeps."""

    outlets = OutletsField()

    def __init__(self, *args: Any, member: StaffMember, **kwargs: Any) -> None:
        super().__init__(*args, initial={"outlets": member.outlets.all()}, **kwargs)
        own = Outlet.objects.filter(bank_id=member.bank_id)
        self.fields["outlets"].queryset = own.order_by("name", "code")  # type: ignore[attr-defined]


class JoinForm(UserCreationForm):
    """The user name and the password that an invited person chooses."""

    class Meta:
        model = User
        fields = ("username",)
