"""The pages that an invitation's link opens, for somebody who has no account yet."""

from __future__ import annotations

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cardservice.attempts import at_link
from locator.models import Invitation

from . import invitations
from .forms import JoinForm

INVITED = "invited_by_link"


@never_cache
def open_link(request: HttpRequest, signed: str) -> HttpResponse:
    """Take the key out of the address: from here on it is in no log, history or screenshot."""
    at_link(request).admit(request)
    try:
        request.session[INVITED] = str(invitations.read_link(signed).pk)
    except invitations.LinkIsDeadError:
        return _dead(request)
    return redirect("join")


@sensitive_post_parameters("password1", "password2")
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Ask for a user name and a password, and let the person in."""
    try:
        invitation = invitations.usable(UUID(request.session[INVITED]))
    except (KeyError, invitations.LinkIsDeadError):
        return _dead(request)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.user.is_authenticated or not form.is_valid():
        return _page(request, form, invitation)
    try:
        invitations.join(invitation.pk, form.save(commit=False))
    except invitations.LinkIsDeadError:
        return _dead(request)
    except IntegrityError:
        form.add_error("username", _("Somebody has just taken this user name. Choose another one."))
        return _page(request, form, invitation)
    return _enter(request, form)


def _page(request: HttpRequest, form: JoinForm, invitation: Invitation) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "account/join.html", {"form": form, "invitation": invitation}, status=status)


def _enter(request: HttpRequest, form: JoinForm) -> HttpResponse:
    del request.session[INVITED]
    login(request, form.instance)
    record_authentication(request, form.instance, "password")
    messages.success(request, _("Your account is ready. One step is left: how you confirm that it is you."))
    return redirect("mfa_index")


def _dead(request: HttpRequest) -> HttpResponse:
    return render(request, "account/dead_link.html", status=404)
