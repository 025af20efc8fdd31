"""Whoever goes from page to page meets every outlet once, whatever happens to the catalogue meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.request import Request

from locator.api.paging import page_of

from .conftest import fields_of

OUTLETS = "/api/v1/outlets/"
codes = st.sets(st.from_regex(r"[a-z0-9-]{1,4}", fullmatch=True), max_size=30)


@dataclass(frozen=True)
class Listed:
    code: str


def asked(query: dict[str, str]) -> Request:
    return Request(RequestFactory().get(OUTLETS, query))


def query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


@given(
    lasting=codes,
    others=st.lists(codes, min_size=1, max_size=10),
    size=st.integers(1, 5),
    backwards=st.booleans(),
)
def test_what_stands_all_the_while_comes_once_whatever_comes_and_goes(
    lasting: set[str], others: list[set[str]], size: int, *, backwards: bool
) -> None:
    """``others`` come and go: those of one page are gone at the next, and new ones are there."""
    seen: list[str] = []
    cursor = "before" if backwards else "after"
    query = {"page_size": str(size), **({"before": "~"} if backwards else {})}
    for turn in range(1_000):
        listed = [Listed(code) for code in sorted(lasting | others[turn % len(others)])]
        page = page_of(listed, query, asked(query))
        new = [one.code for one in page.outlets]
        seen = new + seen if backwards else seen + new
        url = page.previous if backwards else page.next
        if not url or cursor not in query_of(url):
            break
        query = query_of(url)
    assert seen == sorted(set(seen))
    assert lasting <= set(seen)


def test_the_neighbours_of_a_page_stand_in_the_answer_and_in_a_header(api: Any) -> None:
    first = api.client.get(OUTLETS, {"page_size": "20", "service": "apply"})
    said = first.json()
    assert said["previous"] is None
    assert first.headers["Link"] == f'<{said["next"]}>; rel="next"'
    second = api.client.get(said["next"])
    assert f'<{second.json()["previous"]}>; rel="prev"' in second.headers["Link"]
    assert api.client.get(second.json()["previous"]).json()["results"] == said["results"]
    assert "service=apply" in said["next"]


@pytest.mark.parametrize(
    "wrong", [{"after": "a b"}, {"before": "网点"}, {"after": "a" * 101}, {"after": "a", "before": "b"}]
)
def test_a_cursor_that_is_none_is_refused(api: Any, wrong: dict[str, str]) -> None:
    answer = api.client.get(OUTLETS, wrong)
    assert answer.status_code == 400
    assert fields_of(answer) == set(wrong)


def test_beyond_the_last_code_there_is_a_way_back(api: Any) -> None:
    page = api.client.get(OUTLETS, {"after": "zzzz"}).json()
    assert page["results"] == []
    assert page["next"] is None
    assert api.client.get(page["previous"]).json()["results"]
