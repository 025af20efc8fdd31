"""Banks, districts and outlets with their six offers and dated exceptions."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from locator.catalogue.facts import FOUR_EYES, STATUS
from locator.catalogue.revision import revision
from locator.models import Bank, District, HoursException, Offer, Outlet

from .kept import KeptAdmin, NeverDeleted
from .looked_at import ReadOnly
from .outlet_forms import DaysForm, DaysFormSet, OfferForm, OutletForm
from .two_people import merged, overtaken_by

CONFLICT = 409


@admin.register(Bank)
class BankAdmin(KeptAdmin):
    """The partner banks."""

    list_display = ("name", "name_en", "code", "phone", "mail_applications", "is_sample")
    list_filter = ("is_sample", "mail_applications")
    search_fields = ("name", "name_en", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Bank | None = None) -> tuple[str, ...]:
        # The code is the key and stands in links: another code would be another bank. The sample comes and
        # goes as a whole, so no bank joins or leaves it by a press.
        return ("code", "is_sample") if obj else ("is_sample",)


@admin.register(District)
class DistrictAdmin(ReadOnly, admin.ModelAdmin):
    """The ten districts of GB/T 2260: to look at, for they change by law only."""

    list_display = ("code", "name", "name_en", "radius_m")
    search_fields = ("code", "name", "name_en")


class OfferInline(admin.StackedInline):
    """The six offers, which come and go with their outlet."""

    model = Offer
    form = OfferForm
    extra = 0
    can_delete = False
    readonly_fields = ("service",)
    fields = (
        ("service", "available", "cards", "who"),
        ("suspended_from", "suspended_until"),
        ("suspension_reason", "suspension_reason_en"),
        "hours",
        ("note", "note_en"),
    )

    def has_add_permission(self, request: HttpRequest, obj: Outlet | None = None) -> bool:
        return False


class HoursExceptionInline(admin.TabularInline):
    """Days on which the outlet is closed or keeps other hours."""

    model = HoursException
    form = DaysForm
    formset = DaysFormSet
    extra = 0
    fields = ("first_day", "last_day", "service", "hours", "reason", "reason_en")


@admin.register(Outlet)
class OutletAdmin(NeverDeleted, KeptAdmin):
    """The outlets: what residents are told about each.

    What waits for a second person is to be read here and changed in the portal, where somebody else accepts
    it; a new outlet is proposed there too.
    """

    form = OutletForm
    inlines = (OfferInline, HoursExceptionInline)
    list_display = ("code", "name", "bank", "district", "status", "machine_down_since", "verified_on")
    list_filter = ("status", "district", "bank", "third_generation", "step_free", "position_verified")
    list_select_related = ("bank", "district")
    list_per_page = 50
    search_fields = ("code", "name", "name_en", "address", "town")
    date_hierarchy = "verified_on"
    save_on_top = True
    fieldsets = (
        (None, {"fields": ("seen", "in_portal", ("code", "bank"), ("name", "name_en"), "phones")}),
        (
            _("Where it is"),
            {
                "fields": (
                    ("district", "town", "functional_area"),
                    ("address", "address_en"),
                    ("landmark_note", "landmark_note_en"),
                    ("latitude", "longitude"),
                    ("position_source", "position_verified"),
                )
            },
        ),
        (
            _("Whether it is open"),
            {
                "fields": (
                    ("hours", "card_hours"),
                    ("status", "status_from", "status_until"),
                    ("status_reason", "status_reason_en"),
                )
            },
        ),
        (
            _("What it can do"),
            {
                "fields": (
                    ("instant_issue", "second_generation", "third_generation"),
                    ("machine_down_since", "cards_in_stock"),
                )
            },
        ),
        (
            _("Getting in"),
            {"fields": (("step_free", "low_counter"), ("hearing_loop", "accessible_parking"))},
        ),
        (_("Notice"), {"fields": (("notice", "notice_en"), "notice_until")}),
        (_("Where the facts are from"), {"fields": ("remark", "source", "verified_on", "checked_on")}),
    )

    readonly_fields = (
        "code",
        "in_portal",
        *sorted(FOUR_EYES),
        "position_source",
        "position_verified",
        *STATUS,
    )

    @admin.display(description=_("What a second person looks at"))
    def in_portal(self, outlet: Outlet) -> str:
        """Lead to where name, address, position and closing are proposed, and to all that was changed."""
        return format_html_join(
            " · ",
            '<a href="{}">{}</a>',
            [
                (reverse("staff:outlet", args=[outlet.code]), _("Change it in the staff pages")),
                (f"{reverse('staff:history')}?{urlencode({'outlet': outlet.code})}", _("History")),
            ],
        )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Refuse what was typed beside an outlet that somebody has changed since, and show both."""
        code = unquote(object_id or "")
        if request.method != "POST":
            # The mark before the facts: a change between the two is noticed rather than written over.
            request.mark = revision(code)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            outlet = Outlet.objects.select_for_update().filter(code=code).first()
            overtaken = overtaken_by(outlet, request.POST) if outlet else None
            if outlet is not None and overtaken is not None:
                request.overtaken = True  # type: ignore[attr-defined]
                request.POST = merged(request.POST, outlet, overtaken)  # type: ignore[assignment]
            more = {**(extra_context or {}), "overtaken": overtaken}
            answer = super().changeform_view(request, object_id, form_url, more)
        if overtaken is not None:
            answer.status_code = CONFLICT
        return answer

    def get_form(
        self, request: HttpRequest, obj: Outlet | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.mark = getattr(request, "mark", "")
        form.overtaken = getattr(request, "overtaken", False)
        return form

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outlet]:
        return super().get_queryset(request).select_related("bank", "district")
