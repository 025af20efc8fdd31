"""What is wrong with the catalogue, of one's own bank or of all, with the way to the field that mends it."""

from __future__ import annotations

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from locator.catalogue.findings import Severity
from locator.catalogue.scope import banks_of, outlets_of
from locator.search.current import current
from locator.staff.door import for_staff
from locator.staff.page import staff_page
from locator.staff.portal.findings import findings_beside_all
from locator.staff.portal.links import link_to

from .kinds import TITLES

ON_A_PAGE = 50


@for_staff()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    banks = banks_of(request.user).order_by("code")
    asked, kind = request.GET.get("bank", ""), request.GET.get("kind", "")
    outlets = outlets_of(request.user).open_to_public()
    if asked:
        outlets = outlets.filter(bank=get_object_or_404(banks, code=asked))
    found = findings_beside_all(
        outlets.select_related("bank", "district").prefetch_related("offers", "exceptions").order_by("code"),
        current().snapshot,
        timezone.localdate(),
    )
    # What is wrong comes before what wants a look.
    ranked = sorted(found, key=lambda each: (each.severity is Severity.WARNING, each.kind, each.outlet))
    shown = [each for each in ranked if not kind or each.kind == kind]
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    names = dict(outlets.filter(code__in={each.outlet for each in page}).values_list("code", "name"))
    context = {
        "banks": banks if banks.count() > 1 else [],
        "asked_bank": asked,
        "asked_kind": kind,
        "asked": f"bank={asked}&kind={kind}" if asked or kind else "",
        "kinds": [(key, TITLES[key], count) for key, count in Counter(each.kind for each in ranked).items()],
        "page": page,
        "lines": [
            (each, names.get(each.outlet, each.outlet), link_to(each.outlet, each.field)) for each in page
        ],
    }
    return staff_page(request, "staff/quality/list.html", context, area="quality")
