"""A form that another site sends in a visitor's name is refused wherever a cookie would speak for them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.safety.test_nothing_left import of_area

# Why each does without a token: it writes nothing, or its form holds a signed token of its own and no cookie.
WITHOUT = {
    "results/": "a search writes nothing",
    "suggest/": "suggestions write nothing",
    "view/": "the size of the letters in one browser",
    "reports/": "a look-up by reference",
    "outlets/<slug:code>/report/": "a signed token in the form, no account",
    "outlets/<slug:code>/visit/": "a signed token in the form, no account",
}


def views(resolver: URLResolver, before: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found[here] = pattern.callback
        else:
            found |= views(pattern, here)
    return found


def test_only_what_needs_no_cookie_does_without_a_token() -> None:
    exempt = {route for route, view in views(get_resolver()).items() if getattr(view, "csrf_exempt", False)}
    # Calls of the API know no cookie at all: there is nothing that a forged one could use.
    assert {route for route in exempt if not route.startswith("api/")} == set(WITHOUT)


@pytest.mark.parametrize("area", ["accounts/", "staff/", "admin/"])
def test_every_page_of_staff_refuses_a_post_without_its_token(area: str, db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    for route in of_area(area):
        if "<" in route or "(?P" in route:
            continue
        answer = strict.post(f"/{route}", {"next": "/"})
        assert answer.status_code == 403 or (area == "admin/" and answer.status_code in {302, 404}), route
