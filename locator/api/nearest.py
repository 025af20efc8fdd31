"""The nearest outlets: GET for public points, POST for what a person typed and where a person stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from locator.places import NotFound, WhichPlace
from locator.search.counting import count
from locator.search.criteria import Criteria
from locator.search.current import Current, current
from locator.search.find import find_from
from locator.search.geocoding import online
from locator.search.parse import BadCriteria, read_criteria
from locator.search.plain import plain, plain_json, plain_which_place

from .errors import BadRequest, Errors
from .features import collection, media_type_for
from .given import in_body, in_query
from .reading import ReadingView
from .schema import nearest_by_get, nearest_by_post
from .view import JSON, answer
from .where import PERSONAL, PUBLIC, read_where

CRITERIA = frozenset(
    {"service", "bank", "card_bank", "district", "generation", "step_free", "open_at", "limit"}
)
ANY = Criteria()


class Nearest(ReadingView):
    """The nearest outlets that do what is asked, and why nearer ones were passed over."""

    # Every answer holds its own moment, and some the place where a person stands.
    cache_control = "no-store"
    negotiated = True

    @nearest_by_get
    def get(self, request: Request) -> HttpResponse:
        return _found(in_query(request, PUBLIC | CRITERIA), media_type_for(request))

    @nearest_by_post
    def post(self, request: Request) -> HttpResponse:
        return _found(in_body(request, PERSONAL | CRITERIA), media_type_for(request))


def _found(given: Mapping[str, str], media_type: str) -> HttpResponse:
    standing, now = current(), datetime.now(UTC)
    errors: Errors = []
    criteria = _criteria(given, standing, now, errors)
    where = read_where(
        given, standing.snapshot.gazetteer, criteria.district, errors, online(stale=standing.stale)
    )
    if isinstance(where, NotFound):
        count(where, criteria, standing.snapshot, now)
    if errors or where is None or isinstance(where, NotFound):
        raise BadRequest(errors)
    if isinstance(where, WhichPlace):
        return _written(plain_which_place(where, standing, now), media_type)
    results = find_from(standing.snapshot, where, criteria, now)
    count(results, criteria, standing.snapshot, now)
    if media_type == JSON:
        return answer(plain_json(results, standing))
    return _written(plain(results, standing), media_type)


def _written(content: dict[str, Any], media_type: str) -> HttpResponse:
    if media_type != JSON:
        content = {**collection(content["results"]), **content}
        del content["results"]
    return answer(content, media_type=media_type)


def _criteria(given: Mapping[str, str], standing: Current, now: datetime, errors: Errors) -> Criteria:
    if CRITERIA.isdisjoint(given):
        return ANY
    try:
        return read_criteria(given, standing.snapshot, now)
    except BadCriteria as bad:
        errors.extend((name, "invalid", message) for name, message in bad.errors.items())
        return ANY
