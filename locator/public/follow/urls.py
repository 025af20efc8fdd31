"""The addresses of somebody who follows an application; none of them names one."""

from django.urls import path

from . import changes, data, views

urlpatterns = [
    path("", views.look_up, name="follow"),
    path("application/", views.application, name="follow_application"),
    path("leave/", views.leave, name="follow_leave"),
    path("address/", changes.address, name="follow_address"),
    path("correct/", changes.correct, name="follow_correct"),
    path("photo.jpg", changes.new_photo, name="follow_new_photo"),
    path("withdraw/", changes.withdraw, name="follow_withdraw"),
    path("data/", data.data, name="follow_data"),
    path("data/photo.jpg", data.kept_photo, name="follow_photo"),
    path("data/copy.json", data.copy, name="follow_copy"),
    path("data/erase/", data.erase, name="follow_erase"),
]
