"""What an administrator saves here belongs to one act, as in the portal: named, dated and undone as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from locator.catalogue.acts import act
from locator.models import Act

if TYPE_CHECKING:
    from django.contrib.auth.models import User

FOUND = 302
HISTORY_LISTED = 100
View = Callable[..., HttpResponse]


class KeptAdmin(admin.ModelAdmin):
    """Saves and deletes inside an act; a page that refuses what was sent leaves none behind."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        return self._as_one_act(request, super().changeform_view, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return self._as_one_act(request, super().delete_view, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return self._as_one_act(request, super().changelist_view, extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what was changed here by whom, with the way to the act that can be undone."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return cast("HttpResponse", self._get_obj_does_not_exist_redirect(request, self.opts, object_id))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        changes = row.history.select_related("act").order_by("-history_date", "-history_id")[:HISTORY_LISTED]
        context = self.admin_site.each_context(request) | {
            "title": _("History: %(row)s") % {"row": row},
            "changes": changes,
            "object": row,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/kept_history.html", context)

    def _as_one_act(self, request: HttpRequest, view: View, *args: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args)
        note = str(self.model._meta.verbose_name)
        with act(by=cast("User", request.user), how=Act.How.ADMIN, note=note) as row:
            answer = view(request, *args)
            if answer.status_code != FOUND:
                row.delete()
        return answer


class NeverDeleted(admin.ModelAdmin):
    """Rows that residents and the history speak of: they close or retire, and stay."""

    def has_delete_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        return False
