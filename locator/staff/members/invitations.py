"""Letting somebody in: an invitation, its signed link, and the account that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone

from locator.models import Invitation, Role, StaffMember

from .events import note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

    from locator.models import Bank, Outlet

LASTS = timedelta(days=7)
# A link for one purpose is no link for another, though one key signs them all.
PURPOSE = "locator.staff.invitation"


class LinkIsDeadError(Exception):
    """The link was used, withdrawn, is too old, or never was one; which of these is nobody's business."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and the text of its link, which is kept nowhere."""

    invitation: Invitation
    signed: str


def invite(
    *,
    by: User,
    name: str,
    role: Role,
    bank: Bank | None = None,
    whole_bank: bool = False,
    outlets: Iterable[Outlet] = (),
) -> Invited:
    """Make an invitation; whoever holds its link comes in once, within a week.

    A clerk is to keep the ``whole_bank``, or the ``outlets`` alone.
    """
    with transaction.atomic():
        invitation = Invitation.objects.create(
            name=name,
            role=role,
            bank=bank,
            whole_bank=whole_bank,
            invited_by=by,
            expires_at=timezone.now() + LASTS,
        )
        invitation.outlets.set([] if whole_bank else outlets)
        note("invited", by=by, about=name, bank=bank)
    return Invited(invitation, signing.dumps(str(invitation.pk), salt=PURPOSE))


def read_link(signed: str) -> Invitation:
    """Return the invitation of a link that can still be used; raise LinkIsDeadError otherwise."""
    try:
        key = UUID(signing.loads(signed, salt=PURPOSE, max_age=LASTS))
    except (signing.BadSignature, ValueError) as error:
        raise LinkIsDeadError from error
    return usable(key)


def usable(key: UUID) -> Invitation:
    invitation = Invitation.objects.filter(pk=key, **_open()).select_related("bank").first()
    if invitation is None:
        raise LinkIsDeadError
    return invitation


def join(key: UUID, user: User) -> StaffMember:
    """Make the new account a member of staff, as the invitation says; of two who try, one succeeds."""
    with transaction.atomic():
        if not Invitation.objects.filter(pk=key, **_open()).update(used_at=timezone.now()):
            raise LinkIsDeadError
        invitation = Invitation.objects.select_related("bank").get(pk=key)
        user.first_name = invitation.name
        user.is_staff = user.is_superuser = invitation.role == Role.ADMINISTRATOR
        user.save(force_insert=True)
        member = StaffMember.objects.create(
            user=user, role=invitation.role, bank=invitation.bank, whole_bank=invitation.whole_bank
        )
        member.outlets.set(invitation.outlets.all())
        invitation.used_by = user
        invitation.save(update_fields=["used_by"])
        note("joined", by=user, about=user.get_username(), bank=invitation.bank)
    return member


def withdraw(invitation: Invitation, *, by: User) -> bool:
    """Make the link worthless; False if it was used before."""
    with transaction.atomic():
        open_ = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
        if not open_.update(withdrawn_at=timezone.now()):
            return False
        note("withdrew", by=by, about=invitation.name, bank=invitation.bank)
    return True


def _open() -> dict[str, object]:
    return {"used_at": None, "withdrawn_at": None, "expires_at__gt": timezone.now()}
