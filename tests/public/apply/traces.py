"""Where something personal could be left by mistake: every table, log, error report, address and message."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.core.signals import got_request_exception, request_started
from django.db import connection
from django.views.debug import get_exception_reporter_class

Traces = list[tuple[str, str]]


class Kept(logging.Handler):
    """Keeps every line of every log, with the trace of an exception as it would be printed."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines = Traces()

    def emit(self, record: logging.LogRecord) -> None:
        kind = "statement" if record.name == "django.db.backends" else "log"
        self.lines.append((kind, self.format(record)))


@contextmanager
def kept_traces() -> Iterator[Traces]:
    """Keep what goes to logs, error reports and addresses; every statement to the database is logged too."""
    log, traces = Kept(), Traces()
    # "django" hands nothing on to the root.
    loggers = [logging.getLogger(name) for name in (None, "django")]
    levels = [logger.level for logger in loggers]

    def report(sender: Any, request: Any = None, **more: Any) -> None:
        reporter = get_exception_reporter_class(request)(request, *sys.exc_info())
        traces.append(("error report", reporter.get_traceback_html()))
        traces.append(("error report", reporter.get_traceback_text()))

    def address(sender: Any, environ: Any, **more: Any) -> None:
        traces.append(("address", f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"))

    got_request_exception.connect(report)
    request_started.connect(address)
    for logger in loggers:
        logger.addHandler(log)
        logger.setLevel(logging.DEBUG)
    connection.force_debug_cursor = True
    try:
        yield traces
    finally:
        connection.force_debug_cursor = False
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(log)
            logger.setLevel(level)
        got_request_exception.disconnect(report)
        request_started.disconnect(address)
        traces += log.lines


def every_row(but: frozenset[str] = frozenset()) -> Traces:
    """Return every column of every row of every table as text; ``but`` names columns that are left out."""
    traces = Traces()
    for model in apps.get_models(include_auto_created=True):
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if f"{model.__name__}.{field.attname}" not in but
        ]
        for row in model._base_manager.values(*columns):
            traces += [(f"{model.__name__}.{name}", as_text(value)) for name, value in row.items()]
    return traces


def as_text(value: Any) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def forms_of(value: str) -> set[str]:
    """Return a text as it is, and as JSON, an address and the bytes of a log would have it."""
    return {value, json.dumps(value)[1:-1], quote(value), repr(value.encode())[2:-1]}


def found(values: dict[str, str], traces: Traces) -> set[tuple[str, str]]:
    """Return what was found where, by the names of the values."""
    forms = [(name, form) for name, value in values.items() for form in forms_of(value)]
    return {(name, where) for where, text in set(traces) for name, form in forms if form in text}
