"""The residents' pages."""

from django.urls import include, path

from .offline import views as offline
from .views import embed, guides, leaflets, open_data, outlets, reports, search, suggest, view, visits

urlpatterns = [
    path("", search.home, name="home"),
    path("results/", search.results, name="results"),
    path("near/<str:key>/", search.near, name="near"),
    path("view/", view.view, name="view"),
    path("suggest/", suggest.suggest, name="suggest"),
    path("towns/", guides.districts, name="towns"),
    path("towns/<slug:code>/", guides.towns, name="towns_of"),
    path("outlets/", outlets.directory, name="directory"),
    path("outlets/district/<slug:code>/", outlets.by_district, name="directory_district"),
    path("outlets/district/<slug:code>/print/", leaflets.district_list, name="district_print"),
    path("outlets/bank/<slug:code>/", outlets.by_bank, name="directory_bank"),
    path("outlets/<slug:code>/", outlets.outlet, name="outlet"),
    path("outlets/<slug:code>/poster/", leaflets.poster, name="outlet_poster"),
    path("outlets/<slug:code>/days.ics", leaflets.days, name="outlet_days"),
    path("embed/", embed.search, name="embed"),
    path("embed/outlets/<slug:code>/", embed.outlet, name="embed_outlet"),
    path("outlets/<slug:code>/report/", reports.report, name="report"),
    path("outlets/<slug:code>/visit/", visits.visit, name="visit"),
    path("reports/", reports.lookup, name="report_lookup"),
    path("apply/", include("locator.public.apply.urls")),
    path("follow/", include("locator.public.follow.urls")),
    path("open-data/", open_data.page, name="open_data"),
    path("open-data/changes.atom", open_data.changes, name="open_data_changes"),
    path("offline/", offline.page, name="offline"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("services/", guides.guides, name="guides"),
    path("services/<slug:service>/", guides.guide, name="guide"),
]
