"""Whatever a service or its library raises, nothing that was typed comes to a log or an error report."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest
from django.views.debug import get_default_exception_reporter_filter, get_exception_reporter_class

from locator.places import Gazetteer
from locator.places.asking import Question, Unavailable
from locator.places.online.providers import Service

from .conftest import says

ASKED = Question("大连市中山区秘密街12号", frozenset({"210202"}))
FORMS = ("秘密", "%E7%A7%98", "\\u79d8", "\\xe7\\xa7\\x98")
pytestmark = pytest.mark.django_db


class OddError(Exception):
    """An error that no library documents."""


@pytest.mark.parametrize("error", [OddError, KeyError, MemoryError, RecursionError])
def test_an_unexpected_error_leaves_nothing_typed(
    error: type[Exception], rung: Any, gazetteer: Gazetteer, caplog: Any, capfd: Any
) -> None:
    caplog.set_level(logging.DEBUG)

    def ask(text: str, seconds: float) -> Any:
        raise error(text)

    asks = rung("photon", seconds=0.4)
    services: tuple[Service, ...] = asks._services
    asks._services = tuple(replace(service, ask=ask) for service in services)
    for _ in range(4):  # until it rests, which is logged
        with pytest.raises(Unavailable) as caught:
            asks(ASKED, gazetteer)
    assert caplog.records
    reported = _reports(caught.value)
    assert "Unavailable" in reported
    for said in (
        reported,
        caplog.text,
        str([vars(record) for record in caplog.records]),
        *capfd.readouterr(),
    ):
        assert not [form for form in FORMS if form in said]


def test_the_control_a_plain_report_would_hold_it(rung: Any, gazetteer: Gazetteer, settings: Any) -> None:
    settings.DEFAULT_EXCEPTION_REPORTER = "django.views.debug.ExceptionReporter"
    settings.DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"

    get_default_exception_reporter_filter.cache_clear()
    try:
        with pytest.raises(OddError) as caught:
            _fail(ASKED.text)
        assert FORMS[0] in _reports(caught.value)
    finally:
        get_default_exception_reporter_filter.cache_clear()


@pytest.mark.parametrize("pause", ["9" * 400, "9" * 5000, "-1", "soon"])
def test_an_odd_pause_is_a_pause_like_any_other(
    pause: str, geocoder: Any, rung: Any, gazetteer: Gazetteer, capfd: Any
) -> None:
    geocoder.answer = says("秘密街12号", 429, Retry_After=pause)
    with pytest.raises(Unavailable):
        rung("photon", seconds=2)(ASKED, gazetteer)
    assert "Traceback" not in capfd.readouterr().err


def _fail(text: str) -> None:
    kept = text
    raise OddError(len(kept))


def _reports(error: BaseException) -> str:
    reporter = get_exception_reporter_class(None)(None, type(error), error, error.__traceback__)
    return reporter.get_traceback_html() + reporter.get_traceback_text()
