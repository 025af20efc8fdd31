"""What an answer costs beside an empty view of the same process, eight results each.

Run with ``python -m tests.benchmarks.answers``. Each way is timed in turn, round after round, so that a
busy machine slows all of them; the medians are compared.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any
from urllib.parse import urlencode

from tests.environment import SCRATCH

os.environ["DATABASE_URL"] = f"sqlite:///{SCRATCH / 'answers.sqlite3'}"
# Counted as ever, but never refused.
os.environ["API_READS_PER_MINUTE"] = str(10**9)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardservice.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from locator.catalogue.sample import load_sample  # noqa: E402
from locator.models import Outlet  # noqa: E402
from locator.search.current import forget  # noqa: E402

from . import _empty  # noqa: E402
from ._figures import Figure, Remark, tell  # noqa: E402

ROUNDS, CALLS = 40, 10
POINT = {"latitude": "38.9140", "longitude": "121.6325"}
NEAREST = "/api/v1/outlets/nearest/"
AT = "2026-11-24T10:00"
OURS = ("nearest API", "results page", "first page", "suggestions", "page of an outlet")
FORM = "application/x-www-form-urlencoded"

Ask = Callable[[], bytes]


def main() -> None:
    """Print what each answer takes, and what it asks the database."""
    settings.ROOT_URLCONF = "tests.benchmarks._empty"
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    call_command("migrate", verbosity=0)
    load_sample(today=date(2026, 11, 23))
    application = get_wsgi_application()

    def get(path: str, **fields: str) -> Ask:
        return asking(application, "GET", path, query=urlencode(fields))

    def post(path: str, content_type: str, body: str) -> Ask:
        return asking(application, "POST", path, body=body, content_type=content_type)

    _empty.Ready.answer = json.loads(get(NEAREST, **POINT)())
    assert len(_empty.Ready.answer["results"]) == 8
    ways: dict[str, tuple[Ask, str]] = {
        "empty Django view": (get("/empty/"), ""),
        "empty REST view": (get("/api/empty/"), "empty Django view"),
        "REST view, eight ready results": (get("/api/ready/"), "empty REST view"),
        "nearest API": (get(NEAREST, **POINT), "empty REST view"),
        "nearest API, open at a time": (
            get(NEAREST, **POINT, service="apply", open_at=AT),
            "empty REST view",
        ),
        "empty REST view, POST": (post("/api/empty/", "application/json", "{}"), "empty Django view"),
        "nearest API, address": (
            post(NEAREST, "application/json", '{"address": "西安路107号"}'),
            "empty REST view, POST",
        ),
        "first page": (get("/"), "empty Django view"),
        "suggestions": (post("/suggest/", FORM, urlencode({"q": "青泥"})), "empty Django view"),
        "page of an outlet": (
            get(f"/outlets/{Outlet.objects.values_list('code', flat=True)[0]}/"),
            "empty Django view",
        ),
        "results page": (post("/results/", FORM, urlencode({"place": "青泥洼桥"})), "empty Django view"),
    }
    times = timed({name: ask for name, (ask, _) in ways.items()})
    medians = {name: median(each) for name, each in times.items()}
    for name, (ask, base) in ways.items():
        ratio = medians[name] / medians[base] if base else None
        first, later = queries(ask)
        part = "answers of eight results"
        tell(Figure(part, name, medians[name], "µs", base, ratio, is_ours=name.startswith(OURS)))
        if name.startswith(OURS):
            tell(Remark(part, f"{name}: {first} queries for a worker's first answer, {later} for the next."))


def asking(
    application: Any, method: str, path: str, query: str = "", body: str = "", content_type: str = ""
) -> Ask:
    """Return a function that asks once, through the middleware, as the web server would."""
    sent = body.encode()

    def ask() -> bytes:
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(sent)),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(sent),
            "wsgi.errors": sys.stderr,
        }
        status = []
        answer = application(environ, lambda line, headers: status.append(line))
        content = b"".join(answer)
        answer.close()
        assert status == ["200 OK"], (path, status, content[:500])
        return content

    return ask


def timed(ways: dict[str, Ask]) -> dict[str, list[float]]:
    """Return the times of one call in µs, a list per way."""
    for ask in ways.values():
        for _ in range(CALLS):
            ask()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, ask in ways.items():
            started = time.perf_counter()
            for _ in range(CALLS):
                ask()
            times[name].append((time.perf_counter() - started) / CALLS * 1e6)
    return times


def queries(ask: Ask) -> tuple[int, int]:
    """Return how many queries a worker's first answer takes, and one in the second after it."""
    forget()
    with CaptureQueriesContext(connection) as first:
        ask()
    with CaptureQueriesContext(connection) as later:
        ask()
    return len(first), len(later)


if __name__ == "__main__":
    main()
