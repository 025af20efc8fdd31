"""The addresses of this area."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.tables, name="tables"),
    path("outlets/", views.outlets_file, name="tables_export"),
    path("template/", views.template_file, name="tables_template"),
    path("<uuid:pk>/", views.upload, name="table"),
    path("<uuid:pk>/apply/", views.apply_upload, name="table_apply"),
    path("<uuid:pk>/discard/", views.discard, name="table_discard"),
]
