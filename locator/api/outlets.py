"""The outlets one by one and page by page, from the snapshot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from locator.hours import SHANGHAI
from locator.models import Service
from locator.search.current import current
from locator.search.facts import facts_of
from locator.search.parse import BadCriteria, read_criteria
from locator.search.plain import plain_standing, plain_status
from locator.search.records import OutletRecord

from .errors import BadRequest, Errors
from .given import in_query
from .hours import days_of
from .schema import one_outlet, outlets
from .view import JsonView, answer, said

FILTERS = frozenset({"district", "bank", "service"})
PAGE_SIZE, PAGE_SIZE_AT_MOST = 50, 200


class Outlets(JsonView):
    """The outlets in order of their codes, without those that have closed for good."""

    @outlets
    def get(self, request: Request) -> HttpResponse:
        standing, now = current(), datetime.now(UTC)
        given = in_query(request, FILTERS | {"page", "page_size"})
        errors: Errors = []
        try:
            asked = read_criteria({name: given.get(name, "") for name in FILTERS}, standing.snapshot, now)
        except BadCriteria as bad:
            errors.extend((name, "invalid", message) for name, message in bad.errors.items())
            raise BadRequest(errors + _paging_errors(given)) from bad
        if errors := _paging_errors(given):
            raise BadRequest(errors)
        listed = [
            outlet
            for outlet in standing.snapshot.outlets_of(asked.district, asked.bank)
            if asked.service is None or outlet.offers[asked.service].available
        ]
        number, size = int(given.get("page") or 1), int(given.get("page_size") or PAGE_SIZE)
        if number > max(1, -(-len(listed) // size)):
            raise BadRequest([("page", "out_of_range", _("There are fewer pages. Begin with page 1."))])
        return answer(
            {
                "count": len(listed),
                "next": _page_url(request, number + 1) if number * size < len(listed) else None,
                "previous": _page_url(request, number - 1) if number > 1 else None,
                "results": [
                    {**facts_of(standing.snapshot, one).plain, **plain_status(one.timetable.status(now))}
                    for one in listed[(number - 1) * size : number * size]
                ],
                **plain_standing(standing, now),
            }
        )


class OneOutlet(JsonView):
    """Everything that is known of one outlet, with its hours of the next fourteen days."""

    @one_outlet
    def get(self, request: Request, code: str) -> HttpResponse:
        in_query(request, frozenset())
        standing, now = current(), datetime.now(UTC)
        outlet = standing.snapshot.outlet(code)
        if outlet is None:
            raise NotFound
        facts = facts_of(standing.snapshot, outlet).plain
        return answer({**facts, **_more(outlet, facts, now), **plain_standing(standing, now)})


def _more(outlet: OutletRecord, facts: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    today = now.astimezone(SHANGHAI).date()
    return {
        **plain_status(outlet.timetable.status(now)),
        "closed_from": outlet.closed_from.isoformat() if outlet.closed_from else None,
        "machine_down_since": outlet.machine_down_since.isoformat() if outlet.machine_down_since else None,
        "cards_in_stock": outlet.cards_in_stock,
        **_notice(outlet, today),
        "checked_on": outlet.checked_on.isoformat() if outlet.checked_on else None,
        "days": days_of(outlet.timetable, today),
        "bank_days": days_of(outlet.bank_timetable, today),
        "services": [
            {
                **service,
                **plain_status(outlet.offers[Service(service["code"])].timetable.status(now)),
                "days": days_of(outlet.offers[Service(service["code"])].timetable, today),
            }
            for service in facts["services"]
        ],
    }


def _notice(outlet: OutletRecord, today: date) -> dict[str, Any]:
    """Say what the outlet tells residents; ``notice`` of an answer is about the whole catalogue."""
    if not outlet.has_notice(today):
        return {"outlet_notice": "", "outlet_notice_until": None}
    until = outlet.notice_until.isoformat() if outlet.notice_until else None
    return {
        "outlet_notice": said(outlet.notice, outlet.notice_en),
        "outlet_notice_until": until,
    }


def _paging_errors(given: Mapping[str, str]) -> Errors:
    errors: Errors = []
    for name, most in (("page", 10**6), ("page_size", PAGE_SIZE_AT_MOST)):
        text = given.get(name, "")
        if text and not (re.fullmatch("[0-9]{1,7}", text) and 1 <= int(text) <= most):
            say = _("Give a whole number from 1 to %(most)d.") % {"most": most}
            errors.append((name, "out_of_range", say))
    return errors


def _page_url(request: Request, number: int) -> str:
    query = request.query_params.copy()
    query["page"] = str(number)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
