"""What is written down: numbers, routes, frames and classes; never a path, a message or an address."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import BadRequest, ImproperlyConfigured, SuspiciousOperation
from django.db import IntegrityError, connection
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import path
from gunicorn.config import Config

from cardservice import logs
from cardservice.asked import begin
from cardservice.kept_out import name_of, traceback_of
from cardservice.server_log import ServerLog
from cardservice.urls import urlpatterns as ours
from locator.models import Bank

# Planted wherever something may slip through; none of them may be written.
MARKED = "R7XK2M9QTP"
PHONE = "13900001234"


def keyed(request, reference):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table WHERE phone = %s", [PHONE])


def chained(request, reference):
    try:
        int(PHONE + "x")
    except ValueError as error:
        raise RuntimeError(f"{reference} cannot be read") from error


def bad(request, reference):
    raise BadRequest(f"{reference} is bad")


def suspicious(request, reference):
    raise SuspiciousOperation(f"{reference} is suspicious")


def warns(request, reference):
    logging.getLogger("locator.somewhere").warning("Something is odd.")
    return HttpResponse()


def gone(request, reference):
    raise Http404(reference)


VIEWS = {view.__name__: view for view in (keyed, chained, bad, suspicious, warns, gone)}
urlpatterns = [
    *(path(f"{name}/<str:reference>/", view, name=name) for name, view in VIEWS.items()),
    *ours,
]
handler500 = "cardservice.watched.broken"


@pytest.fixture(params=logs.FORMATS)
def written(request: Any) -> Any:
    """What our formatter makes of every line of every logger."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter(request.param))
    loggers = [logging.getLogger(name) for name in ("", "django", "gunicorn.error")]
    kept = [(one, one.propagate, one.level) for one in loggers]
    for one in loggers:
        one.addHandler(handler)
        one.setLevel(logging.DEBUG if one.name != "django" else logging.INFO)
        one.propagate = False
    yield SimpleNamespace(text=stream.getvalue, form=request.param)
    for one, propagate, level in kept:
        one.removeHandler(handler)
        one.propagate, one.level = propagate, level


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("view", VIEWS)
def test_a_line_names_the_route_and_nothing_that_was_sent(client, transactional_db, settings, written, view):
    settings.LOG_REQUESTS = True
    client.raise_request_exception = False
    answer = client.post(f"/{view}/{MARKED}/?phone={PHONE}", {"phone": PHONE})
    text = written.text()
    assert view in text
    assert answer.headers["X-Request-ID"] in text
    assert MARKED not in text
    assert PHONE not in text


@pytest.mark.urls(__name__)
def test_a_broken_page_leaves_its_frames_and_classes(client, written):
    client.raise_request_exception = False
    client.get(f"/chained/{MARKED}/")
    text = written.text()
    assert "in chained" in text
    assert "ValueError" in text
    assert "RuntimeError" in text


def test_without_our_formatter_all_of_it_would_be_written(client, settings):
    # The control: this is what the usual formatter makes of it.
    try:
        chained(None, MARKED)
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "%s", ("x",), sys.exc_info())
    usual = logging.Formatter().format(record)
    assert MARKED in usual
    assert PHONE in usual
    assert MARKED not in logs.Plain().format(record)


def test_a_constraint_is_named_and_its_values_are_not():
    class DiagnosedError(Exception):
        sqlstate = "23505"
        diag = SimpleNamespace(constraint_name="application_one_open_per_person")

    said = name_of(DiagnosedError(f"Key (phone)=({PHONE}) already exists."))
    assert "23505" in said
    assert "application_one_open_per_person" in said
    assert PHONE not in said


def test_a_real_constraint_is_told_by_its_class_alone(transactional_db):
    Bank.objects.create(code=MARKED.lower(), name=PHONE)
    with pytest.raises(IntegrityError) as caught:
        Bank.objects.create(code=MARKED.lower(), name=PHONE)
    text = traceback_of((type(caught.value), caught.value, caught.value.__traceback__))
    assert "IntegrityError" in text
    assert MARKED.lower() not in text


def test_what_speaks_of_our_own_settings_is_told():
    assert "Set MESSAGE_FILE" in name_of(ImproperlyConfigured("Set MESSAGE_FILE."))
    assert (
        name_of(FileNotFoundError(2, "No such file", f"/photos/{MARKED}.jpg"))
        == "FileNotFoundError (errno 2)"
    )


def test_an_exception_that_leads_to_itself_is_told_once():
    first, second = ValueError(MARKED), TypeError(MARKED)
    first.__cause__, second.__cause__ = second, first
    text = traceback_of((type(first), first, None))
    assert text.count("ValueError") == text.count("TypeError") == 1
    assert MARKED not in text


@pytest.mark.parametrize(
    ("template", "values"),
    [
        (f"Invalid request from ip=203.0.113.9: Invalid HTTP Version: '{MARKED}'", ()),
        ("Error handling request %s %s", ("GET", f"/follow/{MARKED}/?phone={PHONE}")),
        ("Error handling request %s", (f"/follow/{MARKED}/",)),
    ],
)
def test_the_servers_own_errors_go_the_same_way(written, template, values):
    logging.getLogger("gunicorn.error").warning(template, *values)
    text = written.text()
    assert "request" in text
    for kept_out in (MARKED, PHONE, "203.0.113.9"):
        assert kept_out not in text


def test_the_server_uses_our_formatter_from_its_first_line(monkeypatch):
    monkeypatch.setenv("LOG_FORMAT", "json")
    logger = logging.getLogger("gunicorn.error")
    kept = logger.handlers[:]
    try:
        made = ServerLog(Config())
        made.setup(Config())  # as after HUP
        assert [type(handler.formatter) for handler in logger.handlers] == [logs.Json]
    finally:
        logger.handlers[:] = kept


@pytest.mark.urls(__name__)
def test_a_line_of_json_has_the_fields_that_a_collector_looks_for(client, settings, written):
    settings.LOG_REQUESTS = True
    answer = client.get(f"/warns/{MARKED}/")
    if written.form != "json":
        assert re.search(r"GET warns 200 in \d+\.\d ms \[[0-9a-f]{16}\]", written.text())
        return
    lines = [json.loads(line) for line in written.text().splitlines()]
    (line,) = [line for line in lines if line["logger"] == logs.REQUESTS]
    assert line.keys() == {
        "time", "level", "logger", "message", "request_id", "route", "status", "method", "duration_ms"
    }  # fmt: skip
    (warned,) = [line for line in lines if line["logger"] == "locator.somewhere"]
    assert warned["request_id"] == line["request_id"] == answer.headers["X-Request-ID"]
    assert (warned["route"], line["status"]) == ("warns", 200)


@pytest.mark.urls(__name__)
def test_requests_leave_no_line_unless_it_is_wanted(client, written):
    client.get(f"/warns/{MARKED}/")
    assert logs.REQUESTS not in written.text()


def test_a_format_that_nobody_knows_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match="LOG_FORMAT"):
        logs.configured("xml")


GIVEN = "0123456789abcdef0123456789ABCDEF"


@pytest.mark.parametrize(
    ("proxies", "given", "taken"),
    [
        (1, GIVEN, True),
        (1, "123e4567-e89b-12d3-a456-426614174000", True),
        (0, GIVEN, False),
        (1, "short", False),
        (1, GIVEN + "\n", False),
        (1, "x" * 32, False),
        (1, "0" * 37, False),
    ],
)
def test_a_number_is_taken_from_our_own_proxy_alone(settings, proxies, given, taken):
    settings.TRUSTED_PROXY_COUNT = proxies
    number = begin(RequestFactory().get("/", headers={"X-Request-ID": given}))
    assert (number == given) is taken
    assert re.fullmatch(r"[0-9a-fA-F-]{16,36}", number)


@pytest.mark.urls(__name__)
def test_the_page_of_a_fault_shows_the_number_to_quote(client):
    client.raise_request_exception = False
    answer = client.get(f"/chained/{MARKED}/")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
