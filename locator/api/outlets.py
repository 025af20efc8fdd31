"""The outlets one by one and page by page, from the snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpResponse
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from locator.hours import SHANGHAI
from locator.models import Service
from locator.search.current import current
from locator.search.facts import facts_of
from locator.search.parse import BadCriteria, read_criteria
from locator.search.plain import plain_standing, plain_status
from locator.search.records import OutletRecord

from .conditional import tagged
from .errors import BadRequest, Errors
from .features import collection, feature, media_type_for
from .given import in_query
from .hours import days_of
from .paging import FIELDS, page_of, paging_errors
from .reading import ReadingView
from .schema import one_outlet, outlets
from .view import JSON, said

FILTERS = frozenset({"district", "bank", "service"})


class Outlets(ReadingView):
    """The outlets in order of their codes, without those that have closed for good."""

    negotiated = True

    @outlets
    def get(self, request: Request) -> HttpResponse:
        standing, now = current(), datetime.now(UTC)
        given = in_query(request, FILTERS | FIELDS)
        errors: Errors = []
        try:
            asked = read_criteria({name: given.get(name, "") for name in FILTERS}, standing.snapshot, now)
        except BadCriteria as bad:
            errors.extend((name, "invalid", message) for name, message in bad.errors.items())
            raise BadRequest(errors + paging_errors(given)) from bad
        if errors := paging_errors(given):
            raise BadRequest(errors)
        listed = [
            outlet
            for outlet in standing.snapshot.outlets_of(asked.district, asked.bank)
            if asked.service is None or outlet.offers[asked.service].available
        ]
        page, media_type = page_of(listed, given, request), media_type_for(request)
        results = [
            {**facts_of(standing.snapshot, one).plain, **plain_status(one.timetable.status(now))}
            for one in page.outlets
        ]
        content = {
            "count": len(listed),
            "next": page.next,
            "previous": page.previous,
            **({"results": results} if media_type == JSON else collection(results)),
        }
        response = tagged(request, content, plain_standing(standing, now), media_type)
        if page.link:
            response.headers["Link"] = page.link
        return response


class OneOutlet(ReadingView):
    """Everything that is known of one outlet, with its hours of the next fourteen days."""

    negotiated = True

    @one_outlet
    def get(self, request: Request, code: str) -> HttpResponse:
        in_query(request, frozenset())
        standing, now = current(), datetime.now(UTC)
        outlet = standing.snapshot.outlet(code)
        if outlet is None:
            raise NotFound
        facts = facts_of(standing.snapshot, outlet).plain
        content, media_type = {**facts, **_more(outlet, facts, now)}, media_type_for(request)
        if media_type != JSON:
            content = feature(content)
        return tagged(request, content, plain_standing(standing, now), media_type)


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
