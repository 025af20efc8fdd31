"""The addresses of residents' reports."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.listing, name="reports"),
    path("<int:pk>/", views.one, name="report"),
]
