"""The staff's addresses; each area of the portal keeps its own."""

from django.urls import include, path

app_name = "staff"

urlpatterns = [
    path("", include("locator.staff.portal.urls")),
    path("members/", include("locator.staff.members.urls")),
    path("proposals/", include("locator.staff.review.urls")),
    path("history/", include("locator.staff.history.urls")),
    path("tables/", include("locator.staff.tables.urls")),
    path("places/", include("locator.staff.places.urls")),
    path("quality/", include("locator.staff.quality.urls")),
    path("reports/", include("locator.staff.reports.urls")),
    path("applications/", include("locator.staff.applications.urls")),
]
