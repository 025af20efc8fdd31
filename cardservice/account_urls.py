"""The few pages that an account needs; the rest of allauth stays shut, for staff are let in by staff."""

from allauth.mfa.base import views as steps
from django.urls import path

from locator.staff.members import joining

from . import account_pages as pages

urlpatterns = [
    path("login/", pages.Login.as_view(), name="account_login"),
    path("login/code/", pages.Code.as_view(), name="mfa_authenticate"),
    path("logout/", pages.Logout.as_view(), name="account_logout"),
    path("inactive/", pages.Inactive.as_view(), name="account_inactive"),
    path("password/", pages.Again.as_view(), name="account_reauthenticate"),
    path("password/change/", pages.PasswordChange.as_view(), name="account_change_password"),
    path("second-step/", steps.IndexView.as_view(), name="mfa_index"),
    path("second-step/app/", pages.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("second-step/app/remove/", pages.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("second-step/key/", pages.AddKey.as_view(), name="mfa_add_webauthn"),
    path("second-step/key/<int:pk>/remove/", pages.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("second-step/codes/", pages.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", pages.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("invitation/", joining.join, name="join"),
    path("invitation/<str:signed>/", joining.open_link, name="invitation"),
]
