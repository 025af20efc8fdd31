"""Pages of other sites may read what everybody may read, and nothing that belongs to one person."""

from __future__ import annotations

from typing import Any

import pytest

from locator.api.urls import urlpatterns

from .conftest import NEAREST

ELSEWHERE = "https://elsewhere.example"
ALLOWED = "Access-Control-Allow-Origin"
ROUTES = [f"/api/{pattern.pattern}".replace("<slug:code>", "sample-a-01") for pattern in urlpatterns[:-1]]
OF_APPLICANTS = [route for route in ROUTES if "applications" in route]
READING = [route for route in ROUTES if "/v1/" in route and route not in OF_APPLICANTS]


@pytest.mark.parametrize("path", READING)
def test_what_everybody_may_read_is_open_to_other_sites_without_cookies(api: Any, path: str) -> None:
    answer = api.client.get(path, headers={"Origin": ELSEWHERE})
    assert answer.headers[ALLOWED] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After", "Content-Language"} <= {*exposed}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_browser_that_asks_beforehand_is_told_what_it_may_send(api: Any, method: str) -> None:
    asked = {
        "Origin": ELSEWHERE,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "content-type, if-none-match",
    }
    answer = api.client.options(NEAREST, headers=asked)
    assert answer.status_code == 200
    assert answer.headers[ALLOWED] == "*"
    assert method in answer.headers["Access-Control-Allow-Methods"].split(", ")
    allowed = answer.headers["Access-Control-Allow-Headers"].split(", ")
    assert {"content-type", "if-none-match", "accept", "accept-language"} <= {*allowed}
    assert "DELETE" not in answer.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("path", [*OF_APPLICANTS, "/", "/en/follow/", "/staff/", "/accounts/login/"])
@pytest.mark.parametrize("method", ["get", "post", "options"])
def test_what_belongs_to_one_person_is_closed_to_other_sites(api: Any, path: str, method: str) -> None:
    asked = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "POST"}
    answer = getattr(api.client, method)(path, headers=asked)
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_the_routes_are_told_apart() -> None:
    assert len(OF_APPLICANTS) == 5
    assert len(READING) == 8
