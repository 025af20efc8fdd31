"""The few pages that an account needs; the rest of allauth stays shut, for administrators enter the staff."""

from typing import Any

from allauth.account import views
from django.urls import path


class Login(views.LoginView):
    """The sign-in page, on the site's own base template."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # allauth's `site` would hide the one that says whether the catalogue is a sample.
        del context["site"]
        return context


urlpatterns = [
    path("login/", Login.as_view(), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("password/change/", views.password_change, name="account_change_password"),
]
