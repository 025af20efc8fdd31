"""The addresses of this area."""

from django.urls import path

from . import account, views

urlpatterns = [
    path("", views.members, name="members"),
    path("invite/", views.invite, name="invite"),
    path("invitations/<uuid:invitation_id>/", views.invitation, name="invitation"),
    path("invitations/<uuid:invitation_id>/withdraw/", views.withdraw, name="withdraw_invitation"),
    path("<int:member_id>/", views.member, name="member"),
    path("<int:member_id>/role/", views.role, name="change_role"),
    path("<int:member_id>/second-step/", views.second_step, name="reset_second_step"),
    path("<int:member_id>/remove/", views.remove, name="remove_member"),
    path("account/", account.account, name="account"),
]
