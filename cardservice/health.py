"""Whether the process answers (/healthz), and whether all is there that the site needs (/readyz)."""

from __future__ import annotations

import time
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse

from .readiness import Check, look
from .watchers import may_look

NO_STORE = {"Cache-Control": "no-store"}
# Whoever may not look causes no more work than this, however often they ask.
SECONDS_KEPT_FOR_OTHERS = 5.0

_kept: tuple[float, list[Check]] | None = None


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain", headers=NO_STORE)


def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 where everything is there and 503 otherwise; what it is, to those who may look."""
    insider = may_look(request)
    checks = look() if insider else _for_others()
    ready = all(check.ok for check in checks)
    said: dict[str, object] = {"ready": ready}
    if insider:
        said["checks"] = [asdict(check) for check in checks]
    return JsonResponse(said, status=200 if ready else 503, headers=NO_STORE)


def _for_others() -> list[Check]:
    global _kept  # noqa: PLW0603 - the one place where a worker keeps its last look
    if _kept is None or time.monotonic() - _kept[0] > SECONDS_KEPT_FOR_OTHERS:
        _kept = (time.monotonic(), look())
    return _kept[1]


def forget() -> None:
    """Forget the last look; for tests."""
    global _kept  # noqa: PLW0603 - as above
    _kept = None
