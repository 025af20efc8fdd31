"""What is written down while the site runs: what it did and what went wrong, never what a person typed."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from pythonjsonlogger.json import JsonFormatter

from .asked import asked, number_of, route_of
from .kept_out import message_of, traceback_of

FORMATS = ("plain", "json")
REQUESTS = "cardservice.requests"
# As the clocks of those who read it show.
BEIJING = ZoneInfo("Asia/Shanghai")
# What a line about a request may say beside its message; whatever else a record carries is left out.
OF_A_REQUEST = ("method", "duration_ms")


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """Return everything that a line may say, in its order; an empty value is left out."""
    request = getattr(record, "request", None) or asked()
    route = route_of(request) if isinstance(request, HttpRequest) else ""
    said: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, BEIJING).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": message_of(record, route),
        "request_id": number_of(request),
        "route": route,
        "status": getattr(record, "status_code", None),
    }
    said |= {name: getattr(record, name) for name in OF_A_REQUEST if hasattr(record, name)}
    if record.exc_info:
        said["traceback"] = traceback_of(record.exc_info)
    return {name: value for name, value in said.items() if value not in {"", None}}


class Plain(logging.Formatter):
    """A line for people: time, level, logger, message, and the number of the request."""

    def format(self, record: logging.LogRecord) -> str:
        facts = facts_of(record)
        number = facts.get("request_id")
        line = f"{facts['time']} {facts['level']} {facts['logger']}: {facts['message']}"
        line += f" [{number}]" if number else ""
        return f"{line}\n{facts['traceback']}" if "traceback" in facts else line


class Json(JsonFormatter):
    """One JSON object a line, for a program that collects them."""

    def __init__(self) -> None:
        super().__init__(json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        return str(self.serialize_log_record(facts_of(record)))


def formatter(form: str) -> logging.Formatter:
    """Return what writes the lines; for the server, which logs before the settings are read."""
    return Json() if form == "json" else Plain()


def configured(form: str) -> dict[str, Any]:
    """Return the configuration of all loggers; raises ImproperlyConfigured for an unknown format."""
    if form not in FORMATS:
        raise ImproperlyConfigured(f"Set LOG_FORMAT to {' or '.join(FORMATS)}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter, "form": form}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
            # Below that it writes down what a camera says of itself and of where it was.
            "PIL": {"level": "INFO"},
        },
    }
