"""The queue as a list: the oldest first, a page of it at a time."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from locator.applications.promise import late_before
from locator.applications.queue import LATE, MOST_ENDED, OPEN, Counts, counts, narrowed
from locator.applications.states import ENDED
from locator.catalogue.scope import applications_of
from locator.models import State
from locator.search.current import current
from locator.staff.door import OF_A_BANK, for_staff
from locator.staff.page import staff_page

from .forms import ReferenceForm
from .rows import row_of

ON_A_PAGE = 50


@for_staff(OF_A_BANK)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List what waits for the bank, or what else was asked for."""
    asked = _asked(request)
    mine, calendar, today = applications_of(request.user), current().snapshot.calendar, timezone.localdate()
    late = late_before(today, calendar)
    counted = counts(mine, late, request.user.pk or 0)
    among = mine.filter(claimed_by=request.user.pk) if asked["mine"] else mine
    shown = narrowed(among, asked["state"], late).select_related("claimed_by").defer("photo", "consents")
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [row_of(application, today, calendar) for application in page],
        "choices": _choices(counted),
        "counts": counted,
        "most": MOST_ENDED if page.paginator.count >= MOST_ENDED and asked["state"] in ENDED else None,
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "form": ReferenceForm(),
    }
    return staff_page(request, "staff/applications/list.html", context, area="applications")


def _asked(request: HttpRequest) -> dict[str, Any]:
    state = request.GET.get("state", "")
    return {
        "state": state if state in {LATE, OPEN, *State.values} else "",
        "mine": "1" if request.GET.get("mine") else "",
    }


def _choices(counted: Counts) -> list[tuple[str, str, int | str]]:
    """Return what can be asked for, with how many there are."""
    states: list[tuple[str, str, int | str]] = []
    for state in State:
        number = counted.by_state.get(state, 0)
        more = state in ENDED and number >= MOST_ENDED
        states.append((state.value, str(state.label), f"{number}+" if more else number))
    return [
        ("", _("What waits for the bank"), counted.waiting),
        (LATE, _("Overdue"), counted.late),
        (OPEN, _("All that have not ended"), counted.open),
        *states,
    ]
