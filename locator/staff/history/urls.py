"""The addresses of the history."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.listing, name="history"),
    path("<int:pk>/", views.one, name="act"),
    path("<int:pk>/undo/", views.take_back, name="undo"),
    path("<int:pk>/put-back/<slug:code>/", views.put_back, name="put_back"),
]
