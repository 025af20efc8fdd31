"""The addresses of this area."""

from django.urls import path

from . import closing, days, edit, hours, opening, outlet, position, views

urlpatterns = [
    path("", views.outlets, name="outlets"),
    path("verify/", views.verify_all, name="verify_all"),
    path("new-outlet/", opening.outlet_new, name="outlet_new"),
    path("outlets/<slug:code>/", outlet.outlet, name="outlet"),
    path("outlets/<slug:code>/verify/", views.verify_one, name="verify"),
    path("outlets/<slug:code>/cards/", outlet.cards_now, name="cards_now"),
    path("outlets/<slug:code>/resume/", outlet.resume, name="resume"),
    path("outlets/<slug:code>/edit/<slug:group>/", edit.edit_facts, name="edit"),
    path("outlets/<slug:code>/hours/", hours.outlet_hours, name="hours"),
    path("outlets/<slug:code>/hours/<slug:service>/", hours.service_hours, name="service_hours"),
    path("outlets/<slug:code>/days/", days.days, name="exceptions"),
    path("outlets/<slug:code>/days/new/", days.add, name="exception_add"),
    path("days/<int:pk>/", days.change, name="exception"),
    path("days/<int:pk>/remove/", days.remove, name="exception_remove"),
    path("outlets/<slug:code>/position/", position.position, name="position"),
    path("outlets/<slug:code>/close/", closing.outlet_close, name="outlet_close"),
]
