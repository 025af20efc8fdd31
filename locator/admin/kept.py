"""What an administrator saves here belongs to one act, as in the portal: named, dated and undone as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from locator.catalogue.acts import act
from locator.models import Act

if TYPE_CHECKING:
    from django.contrib.auth.models import User

FOUND = 302
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
