"""Who may sign in: to be found and read here. Accounts are made, changed and ended in the staff pages."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from locator.models import StaffMember

from .looked_at import LookedAt, ReadOnly


class StaffMemberInline(ReadOnly, admin.StackedInline):
    """The role of an account, with its bank and outlets."""

    model = StaffMember
    fields = ("role", "bank", "whole_bank", "outlets", "is_demo")
    extra = 0


@admin.register(User)
class AccountAdmin(LookedAt):
    """The accounts with their roles; an account is never deleted, since the history speaks of it."""

    inlines = (StaffMemberInline,)
    list_display = ("username", "first_name", "role", "bank", "is_active", "last_login", "in_portal")
    list_filter = ("is_active", "staff_member__role", "staff_member__bank")
    list_select_related = ("staff_member__bank",)
    search_fields = ("username", "first_name")
    fields = ("username", "first_name", "is_active", "date_joined", "last_login", "in_portal")
    readonly_fields = ("in_portal",)
    ordering = ("username",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).select_related("staff_member__bank")

    @admin.display(description=_("Role"), ordering="staff_member__role")
    def role(self, user: User) -> str:
        if member := _member(user):
            return member.get_role_display()
        return str(_("Administrator (from the command line)")) if user.is_superuser else ""

    @admin.display(description=_("Bank"), ordering="staff_member__bank")
    def bank(self, user: User) -> str:
        member = _member(user)
        return str(member.bank or "") if member else ""

    @admin.display(description=_("In the staff pages"))
    def in_portal(self, user: User) -> str:
        """Lead to where role, outlets and second step are changed and the account is ended."""
        member = _member(user)
        if member is None or not user.is_active:
            return ""
        return format_html(
            '<a href="{}">{}</a>', reverse("staff:member", args=[member.pk]), _("See it there")
        )


def _member(user: User) -> StaffMember | None:
    found: StaffMember | None = getattr(user, "staff_member", None)
    return found
