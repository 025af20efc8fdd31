"""The addresses of proposals."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.listing, name="proposals"),
    path("<int:pk>/", views.one, name="proposal"),
    path("<int:pk>/accept/", views.accept, name="proposal_accept"),
    path("<int:pk>/refuse/", views.refuse, name="proposal_refuse"),
    path("<int:pk>/withdraw/", views.withdraw, name="proposal_withdraw"),
]
