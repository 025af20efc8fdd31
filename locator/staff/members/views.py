"""The pages on which managers let their colleagues in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from locator.catalogue.scope import banks_of, invitations_of, members_of, role_of
from locator.models import Role
from locator.staff.door import ADMINISTRATORS, MANAGERS, for_staff
from locator.staff.page import staff_page

from . import invitations, roster
from .forms import InviteForm, OutletsForm, RoleForm

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import QuerySet

    from locator.models import Invitation, StaffMember

ON_A_PAGE = 50
# In the session, until the page that shows it: the link is a key, and is kept nowhere else.
LINK = "invitation_link"


def colleagues(user: User | AnonymousUser) -> QuerySet[StaffMember]:
    """Return the accounts that are switched on, but for one's own, with what the list shows."""
    second_step = Authenticator.objects.filter(user=OuterRef("user"), type__in=["totp", "webauthn"])
    return (
        members_of(user)
        .filter(user__is_active=True)
        .exclude(user_id=user.pk)
        .select_related("user", "bank")
        .prefetch_related("outlets")
        .annotate(has_second_step=Exists(second_step))
        .order_by("bank_id", "user__username")
    )


def waiting(user: User | AnonymousUser) -> QuerySet[Invitation]:
    """Return the invitations whose links still work."""
    unused = invitations_of(user).filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    return unused.select_related("bank", "invited_by")


@for_staff(MANAGERS)
def members(request: HttpRequest) -> HttpResponse:
    shown, bank = colleagues(request.user), request.GET.get("bank", "")
    if bank:
        shown = shown.filter(bank__code=bank)
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "waiting": waiting(request.user), "bank": bank, "banks": banks_of(request.user)}
    return staff_page(request, "staff/members/list.html", context, area="members")


@for_staff(MANAGERS)
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, by=request.user)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return staff_page(request, "staff/members/invite.html", {"form": form}, area="members", status=status)
    made = invitations.invite(by=request.user, **form.cleaned_data)
    request.session[LINK] = {str(made.invitation.pk): made.signed}
    messages.success(request, _("The invitation is made. Give its link to nobody else."))
    return redirect("staff:invitation", made.invitation.pk)


@for_staff(MANAGERS)
def invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    found = get_object_or_404(waiting(request.user), pk=invitation_id)
    signed = request.session.pop(LINK, {}).get(str(found.pk))
    link = request.build_absolute_uri(reverse("invitation", args=[signed])) if signed else ""
    return staff_page(
        request, "staff/members/invitation.html", {"invitation": found, "link": link}, area="members"
    )


@for_staff(MANAGERS)
@require_POST
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    found = get_object_or_404(waiting(request.user), pk=invitation_id)
    if invitations.withdraw(found, by=request.user):
        messages.success(request, _("The invitation is withdrawn; its link works no more."))
    else:
        messages.error(request, _("The invitation had just been used. Remove the account instead."))
    return redirect("staff:members")


@for_staff(MANAGERS)
def member(request: HttpRequest, member_id: int) -> HttpResponse:
    """Show a colleague; a clerk's outlets are changed here."""
    found = get_object_or_404(colleagues(request.user), pk=member_id)
    is_clerk = found.role == Role.CLERK
    if request.method == "POST" and not is_clerk:
        raise Http404
    form = _outlets_form(found, request.POST if request.method == "POST" else None)
    if form is None or not form.is_valid():
        return _colleague(request, found, form, _role_form(request, found))
    try:
        roster.change_outlets(found, by=request.user, **form.cleaned_data)
    except roster.NoLongerYoursError as error:
        raise Http404 from error
    messages.success(request, _("The outlets of %(name)s are changed.") % {"name": found.user.get_username()})
    return redirect("staff:members")


@for_staff(ADMINISTRATORS)
@require_POST
def role(request: HttpRequest, member_id: int) -> HttpResponse:
    """Give a colleague another role."""
    found = get_object_or_404(colleagues(request.user), pk=member_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _colleague(request, found, _outlets_form(found), form)
    try:
        roster.change_role(found, form.cleaned_data["role"], form.cleaned_data["bank"], by=request.user)
    except roster.NoLongerYoursError as error:
        raise Http404 from error
    messages.success(request, _("The role of %(name)s is changed.") % {"name": found.user.get_username()})
    return redirect("staff:member", found.pk)


@for_staff(MANAGERS)
@require_POST
def second_step(request: HttpRequest, member_id: int) -> HttpResponse:
    """Forget the lost telephone of a colleague."""
    found = get_object_or_404(colleagues(request.user), pk=member_id)
    try:
        reset = roster.reset_second_step(found, by=request.user)
    except roster.NoLongerYoursError as error:
        raise Http404 from error
    said = (
        _("%(name)s sets up the second step anew at the next sign-in.")
        if reset
        else _("%(name)s has no second step that could be reset.")
    )
    messages.success(request, said % {"name": found.user.get_username()})
    return redirect("staff:member", found.pk)


@for_staff(MANAGERS)
@require_POST
def remove(request: HttpRequest, member_id: int) -> HttpResponse:
    found = get_object_or_404(colleagues(request.user), pk=member_id)
    try:
        roster.remove(found, by=request.user)
    except roster.NoLongerYoursError as error:
        raise Http404 from error
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": found.user.get_username()})
    return redirect("staff:members")


def _outlets_form(found: StaffMember, sent: QueryDict | None = None) -> OutletsForm | None:
    return OutletsForm(sent, member=found) if found.role == Role.CLERK else None


def _role_form(request: HttpRequest, found: StaffMember) -> RoleForm | None:
    if role_of(request.user) is not Role.ADMINISTRATOR:
        return None
    return RoleForm(initial={"role": found.role, "bank": found.bank_id})


def _colleague(
    request: HttpRequest, found: StaffMember, form: OutletsForm | None, role_form: RoleForm | None
) -> HttpResponse:
    context = {"colleague": found, "form": form, "role_form": role_form}
    status = 422 if request.method == "POST" else 200
    return staff_page(request, "staff/members/member.html", context, area="members", status=status)
