"""The addresses of the form; none of them holds anything that was typed."""

from django.urls import path

from . import photo_step, views

urlpatterns = [
    path("", views.start, name="apply"),
    path("code/", views.code, name="apply_code"),
    path("check/", views.check, name="apply_check"),
    path("done/", views.done, name="apply_done"),
    path("done/leave/", views.leave, name="apply_leave"),
    path("photo.jpg", photo_step.photo_preview, name="apply_photo"),
    path("<slug:slug>/", views.step, name="apply_step"),
]
