"""The second step of signing in: a code from an app, a security key, or a recovery code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    validate_totp_code,
    yield_hotp_counters_from_time,
)
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode import QRCode
from qrcode.image.svg import SvgPathFillImage

from locator.applications.secrecy import decrypted, encrypted, under_the_newest_key

from .attempts import at_code

# In an authenticator's data: the last 30 seconds whose code was used.
LAST_USED = "last_counter"
# What the keys encrypt here: the secrets of apps, and the recovery codes.
SECRETS = "second-step"
# The parts of an authenticator's data that are: an app's secret, and what the recovery codes are made from.
ENCRYPTED = ("secret", "seed")


class StaffMFAAdapter(DefaultMFAAdapter):
    """Encrypts the secrets, and draws the code so that the browser may show it."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Type the code that the app shows at this moment."),
    }

    def encrypt(self, text: str) -> str:
        return encrypted(text.encode(), SECRETS).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(encrypted_text.encode(), SECRETS).decode()

    def get_totp_issuer(self) -> str:
        return gettext("Social security card outlets")

    def build_totp_svg(self, url: str) -> SafeString:
        # Inline and on white: the policy allows no data: images, and a camera needs the contrast.
        code = QRCode(border=4, image_factory=SvgPathFillImage)
        code.add_data(url)
        return mark_safe(code.make_image().to_string(encoding="unicode"))

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Security key %(number)d") % {"number": count + 1}


def cleaned(code: str) -> str:
    """Return a code as apps and paper show it in groups, typed on any keyboard: 123 456, １２３４５６."""
    return "".join(str(int(sign)) for sign in code if sign.isdecimal())


class CodeField(forms.CharField):
    """A code of digits; a phone offers its keypad, and the code that has just come in."""

    def __init__(self, **kwargs: Any) -> None:
        hints = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=hints), **kwargs)

    def to_python(self, value: Any) -> str:
        return cleaned(super().to_python(value))


class CodeForm(AuthenticateForm):
    """Asks for a code when signing in; each works once."""

    code = CodeField(
        label=_("Code"),
        help_text=_("Six digits from your authenticator app, or one of your recovery codes."),
    )

    def clean_code(self) -> str:
        attempt = at_code(self.user.pk)
        attempt.admit(context.request)
        code: str = self.cleaned_data["code"]
        for authenticator in Authenticator.objects.filter(user=self.user).exclude(type="webauthn"):
            if accept(authenticator, code):
                attempt.give_back()
                self.authenticator = authenticator
                return code
        raise get_adapter().validation_error("incorrect_code")

    def save(self) -> None:
        post_authentication(context.request, self.authenticator)


class SetUpAppForm(ActivateTOTPForm):
    """Asks for the first code, which shows that the app has the secret."""

    code = CodeField(label=_("Code"), help_text=_("The six digits that the app now shows."))

    def clean_code(self) -> str:
        attempt = at_code(self.user.pk)
        attempt.admit(context.request)
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code):
            raise get_adapter().validation_error("incorrect_code")
        attempt.give_back()
        return code


class AddKeyForm(AddWebAuthnForm):
    """Takes what the browser says about a new security key."""

    name = forms.CharField(
        label=_("Name of the key"),
        max_length=60,
        required=False,
        help_text=_("So that you know it again, such as “the blue one”."),
    )

    def clean(self) -> dict[str, Any]:
        with understood():
            return super().clean()


class KeyForm(AuthenticateWebAuthnForm):
    """Takes what the browser says about a known security key."""

    def clean_credential(self) -> Authenticator:
        with understood():
            return super().clean_credential()


@contextmanager
def understood() -> Iterator[None]:
    """Refuse what is no answer of a security key; the library reads such a thing without looking."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise forms.ValidationError(_("The key was not recognised. Please try again.")) from error


def accept(authenticator: Authenticator, code: str) -> bool:
    """Tell whether a code is right and has not been used; it is used up by this."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return bool(authenticator.wrap().validate_code(code))
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret = get_adapter().decrypt(row.data["secret"])
        for counter in yield_hotp_counters_from_time():
            right = constant_time_compare(format_hotp_value(hotp_value(secret, counter)), code)
            # A code seen over somebody's shoulder is worth nothing once it was used, at any worker.
            if right and counter > row.data.get(LAST_USED, 0):
                row.data[LAST_USED] = counter
                row.save(update_fields=["data"])
                return True
    return False


def has_second_step(user: User) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=["totp", "webauthn"]).exists()


def bring_under_the_newest_key() -> int:
    """Encrypt the secrets of apps and the recovery codes anew; return of how many authenticators."""
    moved = 0
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().order_by("pk"):
            kept = [name for name in ENCRYPTED if row.data.get(name)]
            for name in kept:
                row.data[name] = under_the_newest_key(row.data[name].encode(), SECRETS).decode()
            if kept:
                row.save(update_fields=["data"])
                moved += 1
    return moved
