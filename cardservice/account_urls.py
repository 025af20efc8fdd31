"""The few pages that an account needs; the rest of allauth stays shut, for administrators enter the staff."""

from typing import Any

from allauth.account import views
from django.urls import path


class OnOurPages:
    """Keeps allauth's `site` from hiding ours, which says whether the catalogue is a sample."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return context


class Login(OnOurPages, views.LoginView):
    """The sign-in page."""


class Inactive(OnOurPages, views.AccountInactiveView):
    """Tells somebody that the account has been switched off."""


urlpatterns = [
    path("login/", Login.as_view(), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", Inactive.as_view(), name="account_inactive"),
    path("password/change/", views.password_change, name="account_change_password"),
]
