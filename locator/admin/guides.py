"""The guides to the six services: lines that take the place of those that ship with the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from locator.catalogue.kept_guides import take_over
from locator.catalogue.rules import Refused
from locator.models import GuideEntry, Service

from .kept import KeptAdmin

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.urls import URLPattern

LIST = "admin:locator_guideentry_changelist"


@admin.register(GuideEntry)
class GuideEntryAdmin(KeptAdmin):
    """Lines by service and section; a service without any shows the guide that ships."""

    list_display = ("text", "service", "section", "audience", "order", "known", "checked_on")
    ordering = ("service", "order", "id")
    list_filter = ("service", "section", "audience", "known", "checked_on")
    search_fields = ("text", "text_en", "source")
    list_editable = ("order",)
    list_per_page = 100
    save_as = True
    fields = (
        ("service", "section", "audience", "order"),
        "text",
        "text_en",
        "known",
        ("source", "checked_on"),
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.take_over)
        return [path("take-over/", view, name="locator_guideentry_take_over"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        kept = set(GuideEntry.objects.values_list("service", flat=True).distinct().order_by())
        shipped = [service for service in Service if service not in kept]
        return super().changelist_view(request, {"shipped": shipped, **(extra_context or {})})

    def take_over(self, request: HttpRequest) -> HttpResponse:
        """Start from the shipped guide of a service."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        service = request.POST.get("service", "")
        if service not in Service.values:
            messages.error(request, _("Choose one from the list."))
            return HttpResponseRedirect(reverse(LIST))
        try:
            take_over(Service(service), by=cast("User", request.user))
        except Refused as error:
            messages.error(request, " ".join(error.errors["service"]))
        else:
            said = _("The shipped guide to “%(service)s” can be changed here now, line by line.")
            messages.success(request, said % {"service": Service(service).label})
        return HttpResponseRedirect(f"{reverse(LIST)}?service__exact={service}")
