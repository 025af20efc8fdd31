"""What a person typed stays out of logs and error reports."""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.views.debug import ExceptionReporter, get_default_exception_reporter_filter

from cardservice import gunicorn

TYPED = "西安路107号中央大道B1"


def breaks(request):
    typed = request.POST.get("place", "")
    kept = {"place": typed}  # as a view would hold it while something goes wrong
    raise RuntimeError("The database is away") if kept else HttpResponse()


urlpatterns = [path("breaks/", breaks)]


def report():
    request = RequestFactory().post("/breaks/", {"place": TYPED})
    try:
        breaks(request)
    except RuntimeError as error:
        return ExceptionReporter(request, type(error), error, error.__traceback__)


@pytest.mark.parametrize("form", ["get_traceback_html", "get_traceback_text"])
def test_an_error_report_names_fields_but_no_values(form):
    said = getattr(report(), form)()
    assert "place" in said
    assert "kept" in said or form == "get_traceback_text"
    assert TYPED not in said


def test_without_the_filter_the_report_would_hold_them(settings):
    # The control: this is what Django's own filter lets through.
    settings.DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"
    get_default_exception_reporter_filter.cache_clear()
    try:
        assert TYPED in report().get_traceback_html()
    finally:
        get_default_exception_reporter_filter.cache_clear()


@pytest.mark.urls(__name__)
def test_a_broken_page_logs_no_typed_value(client, db, caplog, settings):
    settings.ADMINS = [("Operator", "operator@cards.example")]
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        response = client.post("/breaks/", {"place": TYPED})
    assert response.status_code == 500
    assert TYPED not in response.text
    assert "/breaks/" in caplog.text
    assert TYPED not in caplog.text


def test_the_server_writes_no_access_log():
    assert gunicorn.accesslog is None


def test_every_kind_of_search_leaves_no_trace_in_the_log(client, db, caplog):
    with (
        caplog.at_level(logging.DEBUG, logger="django.request"),
        caplog.at_level(logging.DEBUG, logger="locator"),
    ):
        for address in ("/results/", "/suggest/", "/api/v1/places/", "/api/v1/outlets/nearest/"):
            for field in ("place", "q", "address", "latitude"):
                client.post(address, {field: TYPED})
                client.post(address, {field: TYPED}, content_type="application/json")
    assert TYPED not in caplog.text
