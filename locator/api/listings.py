"""What the other answers are about: the services with their guides, the banks, the districts, the places."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from locator.catalogue.guides import GuideLine
from locator.models import ASKS_FOR_CARD_BANK, MAKES_A_CARD, Service
from locator.places import NotFound, resolve
from locator.places.wording import refusal
from locator.search.current import Current, current
from locator.search.plain import plain_standing

from .conditional import tagged
from .errors import BadRequest
from .given import in_body, in_query
from .reading import ReadingView
from .schema import banks, districts, places, services
from .view import answer, named, said


class Services(ReadingView):
    """The six services, each with the lines of its guide."""

    @services
    def get(self, request: Request) -> HttpResponse:
        in_query(request, frozenset())
        standing = current()
        guides = standing.snapshot.guides
        return _listed(
            request,
            standing,
            [
                {
                    "code": service.value,
                    "name": str(service.label),
                    "asks_for_card_bank": service in ASKS_FOR_CARD_BANK,
                    "makes_a_card": service in MAKES_A_CARD,
                    "guide": [_line(line) for line in guides[service]],
                }
                for service in Service
            ],
        )


class Banks(ReadingView):
    """The partner banks."""

    @banks
    def get(self, request: Request) -> HttpResponse:
        in_query(request, frozenset())
        standing = current()
        return _listed(
            request,
            standing,
            [
                {
                    "code": bank.code,
                    "name": named(bank.name, bank.name_en),
                    "short_name": bank.short_name,
                    "phone": bank.phone,
                    "sample": bank.is_sample,
                    "mail_applications": bank.mail_applications,
                    "outlets": len(standing.snapshot.outlets_of(bank=bank.code)),
                }
                for bank in standing.snapshot.banks.values()
            ],
        )


class Districts(ReadingView):
    """The ten districts, each with a point in its middle and the radius that holds most of it."""

    @districts
    def get(self, request: Request) -> HttpResponse:
        in_query(request, frozenset())
        standing = current()
        return _listed(
            request,
            standing,
            [
                {
                    "code": district.code,
                    "name": named(district.name, district.name_en),
                    "latitude": district.point.latitude,
                    "longitude": district.point.longitude,
                    "radius_m": district.radius_m,
                    "outlets": len(standing.snapshot.outlets_of(district=district.code)),
                }
                for district in standing.snapshot.districts.values()
            ],
        )


class Places(ReadingView):
    """Places that may be meant by what is being typed; by POST, since that may be an address."""

    cache_control = "no-store"

    @places
    def post(self, request: Request) -> HttpResponse:
        standing = current()
        gazetteer = standing.snapshot.gazetteer
        typed = in_body(request, frozenset({"q"})).get("q", "")
        suggestions = gazetteer.suggest(typed)
        # Nothing to suggest is an answer; a text that nobody could find anything with is an error.
        found = None if suggestions else resolve(typed, gazetteer)
        if isinstance(found, NotFound) and found.reason != "unknown":
            raise BadRequest([("q", found.reason, refusal(found))])
        results = [
            {
                "key": suggestion.key,
                "name": suggestion.name,
                "name_en": suggestion.name_en,
                "kind": suggestion.kind,
                "district": suggestion.district,
                "area": suggestion.area,
            }
            for suggestion in suggestions
        ]
        return answer({"results": results, **plain_standing(standing, datetime.now(UTC))})


def _listed(request: Request, standing: Current, results: list[dict[str, Any]]) -> HttpResponse:
    return tagged(request, {"results": results}, plain_standing(standing, datetime.now(UTC)))


def _line(line: GuideLine) -> dict[str, Any]:
    return {
        "audience": line.audience.value,
        "section": line.section.value,
        "text": said(line.text, line.text_en),
        "known": line.known,
        "source": line.source,
        "checked_on": line.checked_on.isoformat(),
    }
