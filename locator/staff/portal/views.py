"""What needs me today, and my outlets."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from locator.applications.promise import late_before
from locator.applications.queue import waiting
from locator.catalogue.editing import verify
from locator.catalogue.revision import revisions
from locator.catalogue.scope import applications_of, member_of, outlets_of
from locator.models import Outlet
from locator.models.outlet import OutletQuerySet
from locator.search.current import current
from locator.search.snapshot import Snapshot
from locator.staff.door import for_staff
from locator.staff.page import staff_page

from .findings import findings_of
from .mine import my_outlet
from .needs import Need, calendar_task, counts, needing, tasks, with_needs

PAGE_SIZE = 50
# One confirmation lists this many; more could not be looked through in one sitting.
VERIFIED_AT_ONCE = 400
SEEN = "@"


@for_staff()
def outlets(request: HttpRequest) -> HttpResponse:
    """List a person's outlets, what needs attention first."""
    today, asked = timezone.localdate(), _asked(request)
    mine = with_needs(outlets_of(request.user).open_to_public(today), today)
    listed = _narrowed(mine, **asked).order_by("-need_any", "bank", "name", "code")
    shown = listed.select_related("bank", "district").prefetch_related("offers", "exceptions")
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    snapshot = current().snapshot
    wrong = findings_of(page, snapshot, today)
    seen = revisions([outlet.code for outlet in page])
    rows = [
        (outlet, snapshot.outlet(outlet.code), tasks(outlet) + wrong[outlet.code], seen[outlet.code])
        for outlet in page
    ]
    context = {
        "page": page,
        "rows": rows,
        "asked": asked,
        "counts": counts(mine),
        "total": page.paginator.count,
        "calendar": calendar_task(snapshot.calendar.known_until, today),
        "applications": _applications(request, today, snapshot),
        "now": timezone.now(),
        "any": ANY,
    }
    return staff_page(request, "staff/portal/outlets.html", context, area="outlets")


@for_staff()
@require_POST
def verify_one(request: HttpRequest, code: str) -> HttpResponse:
    """Note that everything about one outlet is still right."""
    outlet = my_outlet(request, code)
    _verify(request, {outlet.code: request.POST.get("seen", "")})
    return redirect("staff:outlet", code) if request.POST.get("stay") else redirect("staff:outlets")


@for_staff()
def verify_all(request: HttpRequest) -> HttpResponse:
    """List the outlets not verified today, and note that everything about those ticked is still right."""
    due = outlets_of(request.user).open_to_public().exclude(verified_on=timezone.localdate())
    if request.method == "POST":
        # Each box holds the code and the mark of what was shown: twice the fields would be too many.
        ticked = dict(value.partition(SEEN)[::2] for value in request.POST.getlist("outlet"))
        _verify(
            request, {code: ticked[code] for code in due.values_list("code", flat=True) if code in ticked}
        )
        return redirect("staff:outlets")
    listed = list(due.select_related("bank").order_by("verified_on", "code")[:VERIFIED_AT_ONCE])
    marks = revisions([outlet.code for outlet in listed])
    shown = [(outlet, f"{outlet.code}{SEEN}{marks[outlet.code]}") for outlet in listed]
    context = {"listed": shown, "left": max(0, due.count() - VERIFIED_AT_ONCE)}
    return staff_page(request, "staff/portal/verify_all.html", context, area="outlets")


def _applications(request: HttpRequest, today: date, snapshot: Snapshot) -> tuple[int, int]:
    """Return how many applications by post wait for the person's bank, and how many are overdue."""
    member = member_of(request.user)
    if member is None or member.bank_id is None:
        return 0, 0
    return waiting(applications_of(request.user), late_before(today, snapshot.calendar))


ANY = "any"


def _asked(request: HttpRequest) -> dict[str, str]:
    needs = request.GET.get("needs", "")
    return {
        "name": request.GET.get("name", "").strip()[:120],
        "needs": needs if needs in {ANY, *Need} else "",
    }


def _narrowed(mine: OutletQuerySet, *, name: str, needs: str) -> OutletQuerySet:
    if name:
        named = ("name", "name_en", "code", "address", "town")
        fits = Q()
        for field in named:
            fits |= Q(**{f"{field}__icontains": name})
        mine = mine.filter(fits)
    return needing(mine, needs) if needs else mine


def _verify(request: HttpRequest, seen: dict[str, str]) -> None:
    done = verify(seen, by=request.user)  # type: ignore[arg-type]
    if done.overtaken:
        names = Outlet.objects.filter(code__in=done.overtaken).order_by("code").values_list("name", flat=True)
        said = _("Somebody has changed %(outlets)s since you looked. Look again before you say it is right.")
        messages.warning(request, said % {"outlets": _(", ").join(names)})
    if done.act is not None:
        said = ngettext(
            "%(count)d outlet is marked as verified today.",
            "%(count)d outlets are marked as verified today.",
            done.count,
        )
        messages.success(request, said % {"count": done.count})
    elif not done.overtaken:
        messages.success(request, _("There was nothing to verify: it had been verified today."))
