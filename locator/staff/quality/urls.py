"""The addresses of the quality pages."""

from django.urls import path

from . import views

urlpatterns = [path("", views.listing, name="quality")]
