"""What stands at one address for all languages: the worker, whose scope is the whole site, and its data."""

from django.urls import path

from . import views

urlpatterns = [
    path("service-worker.js", views.worker, name="service_worker"),
    path("offline/<slug:language>/data.json", views.data, name="offline_data"),
]
