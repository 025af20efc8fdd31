"""Addresses that are the same in every language."""

from django.urls import path

from locator.open_data.files import FORMS

from .views import open_data, search_engines

urlpatterns = [
    *(path(f"open-data/{name}", open_data.file, {"name": name}, name="open_data_file") for name in FORMS),
    path("robots.txt", search_engines.robots, name="robots"),
    path("sitemap.xml", search_engines.sitemap, name="sitemap"),
]
