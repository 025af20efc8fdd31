"""Changing what somebody may do, and letting somebody go; their history stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from locator.catalogue.scope import members_of
from locator.models import Invitation, Role, StaffMember

from .events import note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from locator.models import Bank, Outlet


class NoLongerYoursError(Exception):
    """Whoever wanted to change the colleague may not do so any more, or the colleague is gone or moved on."""


def change_outlets(
    member: StaffMember, outlets: Iterable[Outlet], *, by: User, whole_bank: bool = False
) -> None:
    """Say which outlets a clerk keeps: those named, or the whole bank's.

    Raises NoLongerYoursError also where the colleague has another role or bank since: what was chosen was
    chosen for the old one.
    """
    with transaction.atomic():
        found = _still_theirs(member, by)
        if (found.role, found.bank_id) != (Role.CLERK, member.bank_id):
            raise NoLongerYoursError
        found.whole_bank = whole_bank
        found.save(update_fields=["whole_bank"])
        found.outlets.set([] if whole_bank else outlets)
        note("outlets", by=by, about=found.user.get_username(), bank=found.bank)


def change_role(member: StaffMember, role: Role, bank: Bank | None, *, by: User) -> None:
    """Give somebody another role, for the whole of another bank perhaps; it holds from their next page on.

    Raises NoLongerYoursError where two people change each other: the first one's change holds.
    """
    with transaction.atomic():
        found = _still_theirs(member, by)
        if found.bank_id != (bank.code if bank else None) or role != Role.CLERK:
            found.outlets.clear()
            found.whole_bank = True
        found.role, found.bank = role, bank
        found.save(update_fields=["role", "bank", "whole_bank"])
        administers = role == Role.ADMINISTRATOR
        User.objects.filter(pk=found.user_id).update(is_staff=administers, is_superuser=administers)
        _withdraw_invitations(found.user)
        note("role", by=by, about=found.user.get_username(), bank=bank)


def reset_second_step(member: StaffMember, *, by: User) -> bool:
    """Forget somebody's lost telephone or key, to be set up anew at the next sign-in; False if there is none.

    Sessions that are still open lead nowhere but there, and setting it up asks for the password.
    """
    with transaction.atomic():
        found = _still_theirs(member, by)
        forgotten, _of_each = Authenticator.objects.filter(user_id=found.user_id).delete()
        if not forgotten:
            return False
        note("second step reset", by=by, about=found.user.get_username(), bank=found.bank)
    return True


def remove(member: StaffMember, *, by: User) -> None:
    """Switch an account off at once, wherever it is signed in; raises NoLongerYoursError.

    What the person changed stays in the history under the same name, so the account is not deleted.
    """
    with transaction.atomic():
        found = _still_theirs(member, by)
        user = found.user
        user.is_active = False
        # Sessions are bound to the password; with this they are no sessions, even if it is switched on again.
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        Authenticator.objects.filter(user=user).delete()
        # Who was let go lets nobody in.
        _withdraw_invitations(user)
        note("removed", by=by, about=user.get_username(), bank=found.bank)


def _still_theirs(member: StaffMember, by: User) -> StaffMember:
    """Lock the two accounts in one order, and look again whether the one is the other's to change."""
    accounts = User.objects.select_for_update().filter(pk__in=[by.pk, member.user_id]).order_by("pk")
    changer = next((user for user in accounts if user.pk == by.pk), None)
    theirs = members_of(changer) if changer else StaffMember.objects.none()
    found = theirs.select_related("user", "bank").filter(pk=member.pk, user__is_active=True).first()
    if found is None:
        raise NoLongerYoursError
    return found


def _withdraw_invitations(user: User) -> None:
    unused = Invitation.objects.filter(invited_by=user, used_at=None, withdrawn_at=None)
    unused.update(withdrawn_at=timezone.now())
