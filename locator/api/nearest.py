"""The nearest outlets: GET for public points, POST for what a person typed and where a person stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.http import HttpResponse
from rest_framework.request import Request

from locator.places import NotFound, WhichPlace
from locator.search.counting import count
from locator.search.criteria import Criteria
from locator.search.current import Current, current
from locator.search.find import find_from
from locator.search.geocoding import online
from locator.search.parse import BadCriteria, read_criteria
from locator.search.plain import plain_json, plain_which_place

from .errors import BadRequest, Errors
from .given import in_body, in_query
from .schema import nearest_by_get, nearest_by_post
from .view import JsonView, answer
from .where import PERSONAL, PUBLIC, read_where

CRITERIA = frozenset(
    {"service", "bank", "card_bank", "district", "generation", "step_free", "open_at", "limit"}
)
ANY = Criteria()


class Nearest(JsonView):
    """The nearest outlets that do what is asked, and why nearer ones were passed over."""

    @nearest_by_get
    def get(self, request: Request) -> HttpResponse:
        return _found(in_query(request, PUBLIC | CRITERIA))

    @nearest_by_post
    def post(self, request: Request) -> HttpResponse:
        return _found(in_body(request, PERSONAL | CRITERIA))


def _found(given: Mapping[str, str]) -> HttpResponse:
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
        return answer(plain_which_place(where, standing, now))
    results = find_from(standing.snapshot, where, criteria, now)
    count(results, criteria, standing.snapshot, now)
    return answer(plain_json(results, standing))


def _criteria(given: Mapping[str, str], standing: Current, now: datetime, errors: Errors) -> Criteria:
    if CRITERIA.isdisjoint(given):
        return ANY
    try:
        return read_criteria(given, standing.snapshot, now)
    except BadCriteria as bad:
        errors.extend((name, "invalid", message) for name, message in bad.errors.items())
        return ANY
