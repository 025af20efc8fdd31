"""The administration as one site: its door, its name, and the pages that belong to no single table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.urls import URLPattern, URLResolver

OURS = "locator."


class CatalogueSite(admin.AdminSite):
    """Django's admin over the catalogue, entered through the staff's sign-in."""

    site_header = _("Social security card outlets")
    site_title = _("Social security card outlets")
    index_title = _("The catalogue")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._pages: list[tuple[str, Callable[..., HttpResponse], str]] = []

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        # One door for everybody: the sign-in page that counts attempts.
        answer: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return answer

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # The staff's own page, which counts attempts as well.
        return redirect("account_change_password")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register our own pages; other packages' would change accounts past the rules of the staff pages."""
        if admin_class is None or admin_class.__module__.startswith(OURS):
            super().register(model_or_iterable, admin_class, **options)

    def add_page(self, route: str, view: Callable[..., HttpResponse], name: str) -> None:
        """Put a page into the administration that belongs to no single table."""
        self._pages.append((route, view, name))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [path(route, self.admin_view(view), name=name) for route, view, name in self._pages]
        return [*own, *super().get_urls()]
