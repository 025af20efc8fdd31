"""Who reads too fast waits; every answer says how much is left, and none of it costs a query."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from .conftest import NEAREST, QINGNIWAQIAO

BANKS = "/api/v1/banks/"


@pytest.fixture(autouse=True)
def _three_a_minute(settings: Any) -> None:
    settings.API_READS_PER_MINUTE = 3


def test_every_answer_says_what_is_left(api: Any) -> None:
    answers = [api.client.get(BANKS), api.client.get(NEAREST), api.client.get("/api/v1/nothing/")]
    assert [answer.status_code for answer in answers] == [200, 400, 404]
    assert {answer.headers["RateLimit-Policy"] for answer in answers} == {'"reads";q=3;w=60'}
    assert [answer.headers["RateLimit"].partition(";t=")[0] for answer in answers] == [
        f'"reads";r={left}' for left in (2, 1, 0)
    ]
    assert 1 <= int(answers[-1].headers["RateLimit"].partition(";t=")[2]) <= 60


def test_the_fourth_waits_and_is_told_how_long(api: Any, django_assert_num_queries: Any) -> None:
    for _time in range(3):
        api("get", NEAREST, QINGNIWAQIAO)
    with django_assert_num_queries(0):
        answer = api("json", NEAREST, {"address": "西安路"})
    assert answer.status_code == 429
    assert answer.json()["type"] == "client_error"
    assert answer.json()["errors"][0]["code"] == "too_many"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["RateLimit"].startswith('"reads";r=0;t=')
    assert answer.headers["Cache-Control"] == "no-store"
    assert Client(REMOTE_ADDR="192.0.2.7").get(BANKS).status_code == 200


def test_counting_costs_no_query(api: Any, no_looks: None, django_assert_num_queries: Any) -> None:
    api.client.get(BANKS)
    with django_assert_num_queries(0):
        assert api.client.get(BANKS).status_code == 200


def test_nothing_is_counted_where_the_operator_wants_no_limit(api: Any, settings: Any) -> None:
    settings.API_READS_PER_MINUTE = 0
    answers = [api.client.get(BANKS) for _time in range(5)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[0].headers
