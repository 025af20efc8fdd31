"""One walk with marked values through every address, in every way; then a search of all that was written."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.core.signals import got_request_exception
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.views.debug import get_exception_reporter_class

from locator.models import Outlet, StaffMember
from tests.house.test_addresses import address, change_waiting, routes
from tests.public.apply.traces import Traces, found
from tests.thorough import long, one_in

from .left_behind import AsWritten, by_place, everything, headers_of
from .marked import MARKED, fields, files

ROUTES = sorted(set(routes(get_resolver())))
AREAS = ("admin/", "staff/", "accounts/", "api/", "")
Ask = Callable[[Client, str], HttpResponse]
# Signed out, the walk would end there; and these two print what is put into them.
LEFT_OUT = ("logout/", "set-language", "jsi18n")


def of_area(area: str) -> list[str]:
    """Return the addresses of one audience."""
    others = [other for other in AREAS if other and other != area]
    return [
        route
        for route in ROUTES
        if route.startswith(area)
        and not (area == "" and route.startswith(tuple(others)))
        and not any(part in route for part in LEFT_OUT)
    ]


WAYS: dict[str, Ask] = {
    "query": lambda browser, path: browser.get(path, fields()),
    "form": lambda browser, path: browser.post(path, fields()),
    "files": lambda browser, path: browser.post(path, fields() | files()),
    "json": lambda browser, path: browser.post(path, json.dumps(fields()), "application/json"),
    "broken json": lambda browser, path: browser.post(path, json.dumps(fields())[:-9], "application/json"),
}


@contextmanager
def database_error() -> Iterator[None]:
    """Have every statement fail, with a message that holds what it was given, as PostgreSQL's do."""

    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> None:
        raise OperationalError("the database is away")

    with connection.execute_wrapper(fail):
        yield


@contextmanager
def fault() -> Iterator[None]:
    """Have every page break down after its work, where all that was typed is at hand."""

    def broken(handler: Any, view: Any) -> Any:
        def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            typed = [request.GET.dict(), request.POST.dict(), request.FILES.dict()]
            raise RuntimeError(
                f"It has broken down after {len(typed)} things and {view(request, *args, **kwargs)}"
            )

        answer.csrf_exempt = True  # type: ignore[attr-defined]
        return answer

    with mock.patch("django.core.handlers.base.BaseHandler.make_view_atomic", broken):
        yield


@contextmanager
def as_usual() -> Iterator[None]:
    yield


TROUBLES = {"as usual": as_usual, "a fault": fault, "the database away": database_error}
# A page that breaks down has read what was sent: two ways of sending are enough there.
WAYS_IN = {
    "as usual": ["query", "form", "files"],
    "a fault": ["form", "files"],
    "the database away": ["form"],
}
# In the usual run each address is asked for in the ways of its turn: a form with files has all that one
# without them has.
IN_TURN = {
    "as usual": [["query", "files"]],
    "a fault": [["form"], ["files"]],
    "the database away": [["form"]],
}
# Django's own pages are alike for every table, and each has a handful of them.
IN_TURN_OF_ADMIN = [["query", "files"], ["files"]]
# A report of a page in trouble takes longer than the page, and is made in one manner for all of them.
ONE_IN_TROUBLE = {"admin/": 11}
ONE_IN_TROUBLE_ELSEWHERE = 5
# Why a second person refused a change is asked of that person, and kept to be read.
WHERE_IT_BELONGS = {("free text", "Proposal.reason")}
OF_PROGRAMS = ["json", "broken json"]


@contextmanager
def kept() -> Iterator[Traces]:
    """Keep what goes to logs, as they are written, and to error reports."""
    traces, log = Traces(), AsWritten()

    def report(sender: Any, request: Any = None, **more: Any) -> None:
        import sys  # noqa: PLC0415

        reporter = get_exception_reporter_class(request)(request, *sys.exc_info())
        traces.append(("error report", reporter.get_traceback_html()))
        traces.append(("error report", reporter.get_traceback_text()))

    loggers = [logging.getLogger(name) for name in (None, "django")]
    got_request_exception.connect(report)
    for logger in loggers:
        logger.addHandler(log)
    try:
        yield traces
    finally:
        for logger in loggers:
            logger.removeHandler(log)
        got_request_exception.disconnect(report)
        traces += log.lines


@pytest.fixture(scope="module")
def changed(sample: None, django_db_blocker: Any) -> Iterator[Outlet]:
    with django_db_blocker.unblock(), change_waiting() as chosen:
        yield chosen


@pytest.fixture
def outlet(changed: Outlet, db: None) -> Outlet:
    return changed


@pytest.fixture
def administrator(outlet: Outlet) -> User:
    user = User.objects.create_superuser("root", password="!")
    StaffMember.objects.create(user=user, role="administrator", is_demo=True)
    return user


def walk(area: str, trouble: str, outlet: Outlet, person: User | None) -> Traces:
    """Ask for every address of an area in some ways; return what was left behind."""
    browser = Client(raise_request_exception=False)
    if person:
        browser.force_login(person)
    left = Traces()
    asked = of_area(area)
    in_turn = IN_TURN[trouble]
    if trouble != "as usual":
        asked = one_in(ONE_IN_TROUBLE.get(area, ONE_IN_TROUBLE_ELSEWHERE), asked)
    elif area == "admin/":
        in_turn = IN_TURN_OF_ADMIN
    with kept() as traces:
        for number, route in enumerate(asked):
            path = address(route, outlet)
            if not path:
                continue
            ways = WAYS_IN[trouble] if long() else in_turn[number % len(in_turn)]
            for way in ways + (OF_PROGRAMS if area == "api/" else []):
                with ExitStack() as stack:
                    stack.enter_context(TROUBLES[trouble]())
                    answer = WAYS[way](browser, path)
                if way != "query":
                    left += headers_of(answer)
    return left + traces


@pytest.mark.long
@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("area", AREAS, ids=lambda area: area or "residents")
def test_what_was_typed_is_nowhere_but_where_it_belongs(
    area: str, trouble: str, outlet: Outlet, administrator: User, capfd: Any
) -> None:
    staff = area in {"admin/", "staff/", "accounts/"}
    left = walk(area, trouble, outlet, administrator if staff else None)
    said = capfd.readouterr()
    left += [("output", said.out), ("output", said.err), *everything()]
    assert found(MARKED, by_place(left)) - WHERE_IT_BELONGS == set()
