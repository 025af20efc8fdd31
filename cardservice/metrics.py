"""What the site does, in numbers for Prometheus: counted in each worker, and asked when somebody looks."""

from __future__ import annotations

import os

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from .gauges import Gauges
from .watchers import may_look
from .worker_counts import VARIABLE

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

DURATION = Histogram(
    "cards_request_duration_seconds",
    "How long requests took, by the name of their route.",
    ["route", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
# Looking a child up in the library costs as much as counting.
_children: dict[tuple[str, str, int], Histogram] = {}


def method_of(method: str) -> str:
    """Return the method; whoever makes names up does not make series."""
    return method if method in METHODS else "other"


def answered(route: str, method: str, status: int, seconds: float) -> None:
    """Count a request."""
    key = (route, method, status)
    child = _children.get(key)
    if child is None:
        child = DURATION.labels(route, method_of(method), str(status))
        if method in METHODS:
            _children[key] = child
    child.observe(seconds)


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with all numbers, for those who may look; for others there is nothing here."""
    if not may_look(request) or request.method not in {"GET", "HEAD"}:
        return HttpResponseNotFound(content_type="text/plain")
    found = CollectorRegistry()
    found.register(Gauges())
    content = generate_latest(_counted()) + generate_latest(found)
    return HttpResponse(content, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _counted() -> CollectorRegistry:
    """Return what was counted: by all workers where there are several, else by this process."""
    if VARIABLE not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry
