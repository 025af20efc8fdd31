"""What functions of the portal and of the site write: to be searched and read here, never to be edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from locator.models import (
    Act,
    CatalogueVersion,
    Invitation,
    Proposal,
    RateCounter,
    Report,
    SearchCount,
    StaffEvent,
    StaffMember,
    Upload,
    Visit,
)

from .searched_in_vain import ShapeFilter


class ReadOnly:
    """Rows, on a page of their own or on another's, that nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        return False


class LookedAt(ReadOnly, admin.ModelAdmin):
    """Rows to read; ``page`` is where in the portal something is done about one, if anywhere."""

    page = ""
    list_per_page = 50
    # A table of years of acts is counted by nobody.
    show_full_result_count = False

    @admin.display(description=_("In the staff pages"))
    def in_portal(self, row: Any) -> str:
        """Lead to where something can be done about it."""
        return format_html('<a href="{}">{}</a>', reverse(self.page, args=[row.pk]), _("See it there"))


@admin.register(Act)
class ActAdmin(LookedAt):
    """Who did what to the catalogue."""

    page = "staff:act"
    list_display = ("id", "at", "by_name", "how", "note", "in_portal")
    list_filter = ("how",)
    search_fields = ("by_name", "note")
    fields = ("at", "by_name", "how", "note", "undoes", "in_portal")
    readonly_fields = ("in_portal",)
    date_hierarchy = "at"


@admin.register(Proposal)
class ProposalAdmin(LookedAt):
    """What waits or waited for a second person."""

    page = "staff:proposal"
    list_display = ("id", "kind", "state", "bank", "proposed_by_name", "proposed_at", "in_portal")
    list_filter = ("state", "kind", "bank")
    list_select_related = ("bank",)
    search_fields = ("proposed_by_name", "decided_by_name", "note")
    fields = (
        "kind", "state", "bank", "note", "proposed_by_name", "proposed_at", "decided_by_name", "decided_at",
        "reason", "in_portal",
    )  # fmt: skip
    readonly_fields = ("in_portal",)


@admin.register(Report)
class ReportAdmin(LookedAt):
    """What residents say is wrong."""

    page = "staff:report"
    list_display = ("id", "outlet", "about", "reported_at", "due_on", "outcome", "in_portal")
    list_filter = ("outcome", "about", "outlet__bank")
    list_select_related = ("outlet",)
    search_fields = ("outlet__code", "outlet__name")
    fields = (
        "outlet", "about", "service", "text", "reported_at", "due_on", "outcome", "answer", "answered_at",
        "answered_by_name", "in_portal",
    )  # fmt: skip
    readonly_fields = ("in_portal",)


@admin.register(Visit)
class VisitAdmin(LookedAt):
    """How visits went, as residents said."""

    list_display = ("outlet", "service", "done", "minutes", "day")
    list_filter = ("service", "done", "outlet__bank")
    list_select_related = ("outlet",)
    search_fields = ("outlet__code", "outlet__name")
    fields = ("outlet", "service", "done", "minutes", "day")


@admin.register(SearchCount)
class SearchCountAdmin(LookedAt):
    """How often searches found nothing or passed an outlet over."""

    list_display = ("day", "kind", "shape", "district", "service", "outlet", "reason", "hits")
    list_filter = ("kind", ShapeFilter, "service", "district")
    search_fields = ("outlet",)
    date_hierarchy = "day"


@admin.register(StaffMember)
class StaffMemberAdmin(LookedAt):
    """Who is let in, in which role; members are invited and removed in the portal."""

    page = "staff:member"
    list_display = ("user", "role", "bank", "is_demo", "in_portal")
    list_filter = ("role", "bank")
    list_select_related = ("user", "bank")
    search_fields = ("user__username",)
    fields = ("user", "role", "bank", "whole_bank", "outlets", "is_demo", "in_portal")
    readonly_fields = ("in_portal",)


@admin.register(Invitation)
class InvitationAdmin(LookedAt):
    """Who was invited, by whom."""

    list_display = ("name", "role", "bank", "invited_by", "invited_at", "expires_at", "used_at")
    list_filter = ("role", "bank")
    list_select_related = ("bank", "invited_by")
    search_fields = ("name",)
    fields = (
        "name", "role", "bank", "whole_bank", "invited_by", "invited_at", "expires_at", "used_at", "used_by",
        "withdrawn_at",
    )  # fmt: skip


@admin.register(StaffEvent)
class StaffEventAdmin(LookedAt):
    """What happened to accounts."""

    list_display = ("at", "by_name", "action", "about_name", "bank")
    list_filter = ("action", "bank")
    list_select_related = ("bank",)
    search_fields = ("by_name", "about_name")
    fields = ("at", "by_name", "action", "about_name", "bank")


@admin.register(Upload)
class UploadAdmin(LookedAt):
    """Tables that somebody uploaded; what is in them is their owner's until it is applied."""

    list_display = ("file_name", "by", "bank", "at", "act", "proposal")
    list_filter = ("bank",)
    list_select_related = ("by", "bank", "act", "proposal")
    search_fields = ("file_name", "by__username")
    fields = ("file_name", "by", "bank", "at", "options", "act", "proposal")
    date_hierarchy = "at"


@admin.register(RateCounter)
class RateCounterAdmin(LookedAt):
    """How often something limited was done; whose it was cannot be told from the key."""

    list_display = ("key", "hits", "ends_at")
    search_fields = ("key",)
    fields = ("key", "hits", "ends_at")
    ordering = ("-ends_at",)


@admin.register(CatalogueVersion)
class CatalogueVersionAdmin(LookedAt):
    """The number that every worker compares with that of its snapshot."""

    list_display = ("number", "changed_at")
    fields = ("number", "changed_at")
