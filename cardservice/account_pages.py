"""The pages of an account, as allauth has them, under our own conventions."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .attempts import at_password

signed_in = method_decorator([never_cache, login_required], name="dispatch")


class OnOurPages:
    """Keeps allauth's `site` from hiding ours, which tells a sample, and answers a refused form with 422."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response


class Login(OnOurPages, views.LoginView):
    """The sign-in page; it says so when a session was over."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"why": self.request.GET.get("why")}


class Code(OnOurPages, steps.AuthenticateView):
    """The second step of signing in."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(), status=422)


class Logout(OnOurPages, views.LogoutView):
    """Signs out, after a press."""


class Inactive(OnOurPages, views.AccountInactiveView):
    """Tells somebody that the account has been switched off."""


@signed_in
class Again(OnOurPages, views.ReauthenticateView):
    """Asks for the password once more before something that guards the account is changed."""


@signed_in
class PasswordChange(OnOurPages, views.PasswordChangeView):
    """Changes the password; every other session of the account ends with that."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The old password is a secret to try as well, for somebody who finds a desk unattended.
        self.attempt = at_password(request, request.user.get_username())
        self.attempt.admit(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        self.attempt.give_back()
        return super().form_valid(form)


@signed_in
class SetUpApp(OnOurPages, app.ActivateTOTPView):
    """Shows the secret to an authenticator app and asks for its first code."""


@signed_in
class RemoveApp(OnOurPages, app.DeactivateTOTPView):
    """Takes the authenticator app away, as before a change of phones."""


@signed_in
class AddKey(OnOurPages, keys.AddWebAuthnView):
    """Adds a security key."""


@signed_in
class RemoveKey(OnOurPages, keys.RemoveWebAuthnView):
    """Takes a security key away."""

    success_url = reverse_lazy("mfa_index")


@signed_in
class RecoveryCodes(OnOurPages, codes.ViewRecoveryCodesView):
    """Shows the recovery codes, once."""


@signed_in
class NewRecoveryCodes(OnOurPages, codes.GenerateRecoveryCodesView):
    """Makes new recovery codes; the old ones work no more."""

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Here are your new recovery codes."))
        return super().form_valid(form)
