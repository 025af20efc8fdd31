"""Pages and answers, made in this process as a worker makes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from locator.places import Origin, resolve
from locator.search.snapshot import Snapshot

from .searches import CENTRE
from .verdict import Line, NotWell, checked

POINT = {"latitude": "38.9140", "longitude": "121.6325"}


def pages(snapshot: Snapshot) -> Iterator[Line]:
    """Ask for one page of each kind, as a browser does, at the site's own name."""
    client = Client(raise_request_exception=False, headers={"host": _host()})
    origin = resolve(CENTRE, snapshot.gazetteer)
    key = origin.key if isinstance(origin, Origin) else ""
    codes = [outlet.code for outlet in snapshot.outlets_of()[:1]]

    def get(address: str) -> Any:
        return client.get(address, secure=True)

    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            home = reverse("home")
        yield checked(f"home page, {language}", lambda home=home: _page(get(home)))
    # By the key of a known place, so nobody is asked online.
    found = {"key": key, "place": CENTRE}
    yield checked("results page", lambda: _page(client.post(reverse("results"), found, secure=True)))
    for code in codes:
        yield checked("outlet page", lambda code=code: _page(get(reverse("outlet", args=[code]))))
    yield checked("form for a card by post", lambda: _page(get(reverse("apply"))))
    nearest = Client(raise_request_exception=False, headers={"host": _host()})
    for name, address, sent in (
        ("API: nearest", reverse("api:nearest"), POINT),
        ("API: outlets", reverse("api:outlets"), {}),
        ("API: districts", reverse("api:districts"), {}),
    ):
        ask: Callable[[], Any] = lambda address=address, sent=sent: nearest.get(address, sent, secure=True)  # noqa: E731
        yield checked(name, lambda ask=ask: _json(ask()))


def _host() -> str:
    """Return a name that the site answers to."""
    first: str = settings.ALLOWED_HOSTS[0]
    return "localhost" if first == "*" else first.lstrip(".")


def _page(response: Any) -> str:
    if response.status_code != 200:
        raise NotWell(f"The answer was {response.status_code}. Look into the log for what broke.")
    if b'id="main"' not in response.content:
        raise NotWell("The page has no main part. Run manage.py check, and compare the release's files.")
    return f"{len(response.content) // 1024 + 1} KB"


def _json(response: Any) -> str:
    if response.status_code != 200:
        raise NotWell(f"The answer was {response.status_code}. Look into the log for what broke.")
    json.loads(response.content)
    return f"{len(response.content) // 1024 + 1} KB"
