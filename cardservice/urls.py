"""Where each audience enters."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

handler500 = "cardservice.watched.broken"

urlpatterns = [
    path("api/", include("locator.api.urls")),
    path("admin/", admin.site.urls),
    path("", include("locator.public.untranslated")),
    path("", include("locator.public.offline.urls")),
    *i18n_patterns(
        path("accounts/", include("cardservice.account_urls")),
        path("staff/", include("locator.staff.urls")),
        path("", include("locator.public.urls")),
        prefix_default_language=False,
    ),
]
