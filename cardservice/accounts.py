"""Who may have an account: staff who were let in, and nobody else."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from locator.models import StaffMember

from .attempts import at_password

# So long after giving the password nobody is asked for it again.
FRESH_SECONDS = 10 * 60


class StaffBackend(ModelBackend):
    """Knows the accounts by user name; made-up ones only while the site is a demonstration."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        # Asked at every request of a session too, so switching DEMO off signs the demo accounts out.
        member: StaffMember | None = getattr(user, "staff_member", None)
        made_up = member is not None and member.is_demo
        return super().user_can_authenticate(user) and (settings.DEMO or not made_up)

    def get_user(self, user_id: int) -> User | None:
        # One query for the account and its place among the staff, which every staff page asks for.
        user = User.objects.select_related("staff_member__bank").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


class StaffAccountAdapter(DefaultAccountAdapter):
    """Signs staff in; residents need no account, so there is no sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Check a password, at the sign-in or anew; each attempt is counted before it is made."""
        attempt = at_password(request, credentials.get("username", ""))
        attempt.admit(request)
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None:
            attempt.give_back()
        return user

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before a second step is changed, unless it has just been given."""
        request = self.request
        given = [
            record["at"]
            for record in get_authentication_records(request, request.user)
            if record["method"] == "password"
        ]
        return not given or time.time() - given[-1] > FRESH_SECONDS

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        if not user.is_authenticated:
            return []
        url = reverse("account_reauthenticate")
        return [{"id": "reauthenticate", "description": _("Use your password"), "url": url}]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("staff:account")
