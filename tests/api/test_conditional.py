"""What somebody holds already is not sent again, until a word of it changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from locator.models import Bank, CatalogueVersion
from locator.search.current import current, forget

from .conftest import NEAREST, QINGNIWAQIAO

TAGGED = [
    "/api/v1/outlets/?page_size=5",
    "/api/v1/outlets/sample-a-01/",
    "/api/v1/services/",
    "/api/v1/banks/",
    "/api/v1/districts/",
    "/api/v1/schema/",
]
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.API_READS_PER_MINUTE = 0


@pytest.mark.parametrize("path", TAGGED)
@pytest.mark.parametrize("method", ["get", "head"])
def test_what_is_held_is_not_sent_again(api: Any, path: str, method: str) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first = api.client.get(path)
        clock.shift(timedelta(minutes=20))  # the age of the catalogue has grown, and nothing else
        again = getattr(api.client, method)(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "no-cache"
    assert "Accept-Language" in again.headers["Vary"]


@pytest.mark.parametrize("path", TAGGED[:2])
def test_a_state_that_changes_changes_the_tag_at_that_moment(api: Any, path: str) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first = api.client.get(path)
        said = first.json()
        changes = [one["next_change"] for one in said.get("results", [said]) if one["next_change"]]
        at = min(map(datetime.fromisoformat, changes))
        held = {"If-None-Match": first.headers["ETag"]}
        clock.move_to(at - timedelta(seconds=1))
        assert api.client.get(path, headers=held).status_code == 304
        clock.move_to(at)
        assert api.client.get(path, headers=held).status_code == 200


@pytest.mark.parametrize("path", TAGGED[:-1])
def test_each_language_and_each_form_has_a_tag_of_its_own(api: Any, path: str) -> None:
    tags = {
        api.client.get(path, headers={"Accept-Language": language}).headers["ETag"]
        for language in ("zh", "en")
    }
    assert len(tags) == 2
    if "outlets" in path:
        geojson = api.client.get(path, headers={"Accept": "application/geo+json"})
        assert geojson.headers["ETag"] not in tags
        assert {"Accept", "Accept-Language"} <= set(geojson.headers["Vary"].split(", "))


def test_a_catalogue_that_has_changed_changes_the_tag(api: Any, settings: Any) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0
    first = api.client.get("/api/v1/banks/")
    Bank.objects.filter(code="sample-a").update(phone="0411-12345678")
    CatalogueVersion.objects.update(number=current().snapshot.number + 1)
    again = api.client.get("/api/v1/banks/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "0411-12345678" in again.content.decode()


def test_two_workers_give_one_tag(api: Any) -> None:
    tags = set()
    for _worker in range(2):
        forget()
        tags.add(api.client.get("/api/v1/districts/").headers["ETag"])
    assert len(tags) == 1


def test_a_condition_that_does_not_hold_gets_the_envelope(api: Any) -> None:
    answer = api.client.get("/api/v1/banks/", headers={"If-Match": '"another"'})
    assert answer.status_code == 412
    assert answer.json()["errors"][0]["code"] == "precondition_failed"


def test_nobody_keeps_an_answer_about_where_somebody_stands(api: Any) -> None:
    for way in ("get", "json"):
        answer = api(way, NEAREST, QINGNIWAQIAO)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
