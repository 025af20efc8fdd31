"""Changing who keeps which outlets, and letting somebody go; their history stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from locator.models import Invitation, StaffMember

from .events import note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from locator.models import Outlet


def change_outlets(member: StaffMember, outlets: Iterable[Outlet], *, by: User) -> None:
    """Say which outlets a clerk keeps; none named means all of the bank's."""
    with transaction.atomic():
        member.outlets.set(outlets)
        note("outlets", by=by, about=member.user.get_username(), bank=member.bank)


def remove(member: StaffMember, *, by: User) -> bool:
    """Switch an account off at once, wherever it is signed in; False if somebody else has done so.

    What the person changed stays in the history under the same name, so the account is not deleted.
    """
    with transaction.atomic():
        if not User.objects.filter(pk=member.user_id, is_active=True).update(is_active=False):
            return False
        user = User.objects.get(pk=member.user_id)
        # Sessions are bound to the password; with this they are no sessions, even if it is switched on again.
        user.set_unusable_password()
        user.save(update_fields=["password"])
        Authenticator.objects.filter(user=user).delete()
        # Who was let go lets nobody in.
        Invitation.objects.filter(invited_by=user, used_at=None, withdrawn_at=None).update(
            withdrawn_at=timezone.now()
        )
        note("removed", by=by, about=user.get_username(), bank=member.bank)
    return True
