"""Who sees and decides what: the one place that every staff page, the admin and the importer ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locator.models import (
    ApplicationBatch,
    Bank,
    Invitation,
    MailApplication,
    Outlet,
    Proposal,
    Report,
    Role,
    StaffMember,
    Upload,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import QuerySet

    from locator.models.outlet import OutletQuerySet

    Somebody = User | AnonymousUser


KEPT = "_staff_member"


def member_of(user: Somebody) -> StaffMember | None:
    """Return the person's place among the staff, None for a stranger or an account that is switched off."""
    if not (user.is_authenticated and user.is_active):
        return None
    kept: StaffMember | None = getattr(user, KEPT, None)
    if kept is None:
        kept = getattr(user, "staff_member", None)  # there already where a session was looked up
        if kept is None and user.is_superuser:
            kept = StaffMember(user_id=user.pk, role=Role.ADMINISTRATOR)
        setattr(user, KEPT, kept)  # asked several times a page
    return kept


def role_of(user: Somebody) -> Role | None:
    member = member_of(user)
    return Role(member.role) if member else None


def outlets_of(user: Somebody) -> OutletQuerySet:
    """Return the outlets that a person keeps: all, those of one bank, or those named of them."""
    member = member_of(user)
    if member is None:
        return Outlet.objects.none()
    if member.role == Role.ADMINISTRATOR:
        return Outlet.objects.all()
    own = Outlet.objects.filter(bank_id=member.bank_id)
    if member.is_limited:
        own = own.filter(staff=member)
    return own


def banks_of(user: Somebody) -> QuerySet[Bank]:
    member = member_of(user)
    if member is None:
        return Bank.objects.none()
    if member.role == Role.ADMINISTRATOR:
        return Bank.objects.all()
    return Bank.objects.filter(code=member.bank_id)


def members_of(user: Somebody) -> QuerySet[StaffMember]:
    """Return the accounts that a person lets in and out: a manager's own clerks, or everybody's."""
    role, member = role_of(user), member_of(user)
    if member is None or role is Role.CLERK:
        return StaffMember.objects.none()
    if role is Role.ADMINISTRATOR:
        return StaffMember.objects.all()
    return StaffMember.objects.filter(bank_id=member.bank_id, role=Role.CLERK)


def invitations_of(user: Somebody) -> QuerySet[Invitation]:
    role, member = role_of(user), member_of(user)
    if member is None or role is Role.CLERK:
        return Invitation.objects.none()
    if role is Role.ADMINISTRATOR:
        return Invitation.objects.all()
    return Invitation.objects.filter(bank_id=member.bank_id, role=Role.CLERK)


def proposals_of(user: Somebody) -> QuerySet[Proposal]:
    """Return the proposals about a person's outlets; those of several banks are the administrators'."""
    member = member_of(user)
    if member is None:
        return Proposal.objects.none()
    if member.role == Role.ADMINISTRATOR:
        return Proposal.objects.all()
    own = Proposal.objects.filter(bank_id=member.bank_id)
    if member.is_limited:
        kept = outlets_of(user).values("code")
        own = (own.filter(outlets__in=kept) | own.filter(proposed_by_id=user.pk)).distinct()
    return own


def may_decide(user: Somebody, proposal: Proposal) -> bool:
    """Tell whether a person may accept or refuse: a manager of the bank or an administrator.

    Never the proposer. Any clerk proposes; the second pair of eyes has to answer for the bank.
    """
    if proposal.proposed_by_id == user.pk:
        return False
    member = member_of(user)
    if member is None or member.role == Role.CLERK:
        return False
    return member.role == Role.ADMINISTRATOR or (
        proposal.bank_id is not None and proposal.bank_id == member.bank_id
    )


def reports_of(user: Somebody) -> QuerySet[Report]:
    return Report.objects.filter(outlet__in=outlets_of(user))


def uploads_of(user: Somebody) -> QuerySet[Upload]:
    """Return a person's own uploads: what another has uploaded is nobody else's."""
    return Upload.objects.filter(by_id=user.pk) if member_of(user) else Upload.objects.none()


def applications_of(user: Somebody) -> QuerySet[MailApplication]:
    """Return the applications of a person's bank; administrators see them masked, in the administration."""
    member = member_of(user)
    if member is None or member.bank_id is None:
        return MailApplication.objects.none()
    return MailApplication.objects.filter(bank_id=member.bank_id)


def batches_of(user: Somebody) -> QuerySet[ApplicationBatch]:
    member = member_of(user)
    if member is None or member.bank_id is None:
        return ApplicationBatch.objects.none()
    return ApplicationBatch.objects.filter(bank_id=member.bank_id)
