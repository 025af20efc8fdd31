"""My account: what I may do here, and how I sign in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse

from locator.catalogue.scope import member_of
from locator.staff.door import for_staff
from locator.staff.page import staff_page


@for_staff()
def account(request: HttpRequest) -> HttpResponse:
    member = member_of(request.user)
    outlets = member.outlets.order_by("name") if member is not None and member.is_limited else []
    steps = Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True)
    context = {"outlets": outlets, "steps": set(steps)}
    return staff_page(request, "staff/members/account.html", context, area="account")
