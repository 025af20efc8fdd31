"""Outlets page by page and one by one, and the lists that the other answers refer to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locator.models import Bank, Outlet
from locator.search.current import current, forget

from .conftest import NEAREST, QINGNIWAQIAO, fields_of

OUTLETS = "/api/v1/outlets/"
LISTS = [OUTLETS, "/api/v1/services/", "/api/v1/banks/", "/api/v1/districts/"]


def test_the_pages_hold_every_outlet_once_in_order(api: Any) -> None:
    codes, url = [], f"{OUTLETS}?page_size=20"
    while url:
        page = api.client.get(url).json()
        codes += [outlet["code"] for outlet in page["results"]]
        url = page["next"]
    assert codes == [outlet.code for outlet in current().snapshot.outlets_of()]
    assert page["count"] == len(codes)
    assert api.client.get(page["previous"]).status_code == 200


def test_a_page_may_hold_two_hundred(api: Any) -> None:
    page = api.client.get(OUTLETS, {"page_size": "200"}).json()
    assert len(page["results"]) == page["count"]
    assert page["next"] is None
    assert page["previous"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"page_size": "201"},
        {"page_size": "0"},
        {"page_size": "x"},
        {"page": "2"},
        {"district": "110101"},
        {"bank": "none"},
        {"service": "none"},
        {"pgae": "2"},
        {"bank": "none", "page_size": "x"},
    ],
)
def test_a_list_refuses_what_it_cannot_read(api: Any, wrong: dict[str, str]) -> None:
    answer = api.client.get(OUTLETS, wrong)
    assert answer.status_code == 400
    assert fields_of(answer) == set(wrong)


def test_filters_keep_what_they_name(api: Any) -> None:
    bank = current().snapshot.outlets_of("210204")[0].bank.code
    page = api.client.get(OUTLETS, {"district": "210204", "bank": bank, "service": "apply"}).json()
    assert page["results"]
    for outlet in page["results"]:
        assert outlet["district"]["code"] == "210204"
        assert outlet["bank"]["code"] == bank
        assert any(service["code"] == "apply" and service["available"] for service in outlet["services"])


def test_one_outlet_says_all_with_fourteen_days_of_hours(api: Any) -> None:
    code = current().snapshot.outlets_of()[0].code
    outlet = api.client.get(f"{OUTLETS}{code}/").json()
    assert outlet["code"] == code
    assert len(outlet["services"]) == 6
    for days in (outlet["days"], outlet["bank_days"], *(service["days"] for service in outlet["services"])):
        assert len({day["date"] for day in days}) == 14


def test_every_outlet_can_be_read_alone(api: Any) -> None:
    for outlet in current().snapshot.outlets:
        assert api.client.get(f"{OUTLETS}{outlet.code}/").status_code == 200


def test_a_list_and_an_outlet_tell_the_same_hours(api: Any) -> None:
    for listed in api.client.get(OUTLETS, {"page_size": "5"}).json()["results"]:
        alone = api.client.get(f"{OUTLETS}{listed['code']}/").json()
        assert (alone["state"], alone["next_change"]) == (listed["state"], listed["next_change"])


def test_the_lists_are_complete(api: Any) -> None:
    services, banks, districts = (api.client.get(path).json()["results"] for path in LISTS[1:])
    assert len(services) == 6
    assert all(service["guide"] for service in services)
    assert len(districts) == 10
    assert sum(bank["outlets"] for bank in banks) == sum(district["outlets"] for district in districts)


@pytest.mark.parametrize("path", [*LISTS, NEAREST])
def test_every_answer_says_that_the_outlets_are_fictional(api: Any, path: str) -> None:
    said = api.client.get(path, QINGNIWAQIAO if path == NEAREST else {}).json()
    assert said["sample"] is True
    assert said["notice"]
    assert set(said["catalogue"]) == {"changed_at", "read_at", "stale", "age_seconds", "calendar_known_until"}


def test_suggestions_come_by_post(api: Any) -> None:
    said = api("json", "/api/v1/places/", {"q": "青泥洼"}).json()
    assert any("青泥洼" in suggestion["name"] for suggestion in said["results"])
    assert said["sample"] is True


@pytest.mark.parametrize("typed", ["", "  ", "西安路" * 3334, "\x00", "\x01\x02"])
def test_what_cannot_be_a_place_is_refused(api: Any, typed: str) -> None:
    answer = api("json", "/api/v1/places/", {"q": typed})
    assert answer.status_code == 400
    assert fields_of(answer) == {"q"}


def test_letters_that_begin_no_name_suggest_nothing(api: Any) -> None:
    answer = api("json", "/api/v1/places/", {"q": "qqqqzzzz"})
    assert answer.status_code == 200
    assert answer.json()["results"] == []


def test_five_and_five_hundred_outlets_take_the_version_row_and_nothing_else(
    api: Any, settings: Any, more_outlets: Callable[[int], None]
) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0
    paths = [*LISTS, f"{NEAREST}?latitude=38.914&longitude=121.6325"]
    Outlet.objects.exclude(code__in=Outlet.objects.values("code")[:5]).delete()
    few = {path: _queries(api, path, afresh=True) for path in paths}
    assert {path: _queries(api, path) for path in paths} == dict.fromkeys(paths, 1)
    more_outlets(495)
    assert {path: _queries(api, path, afresh=True) for path in paths} == few
    assert {path: _queries(api, path) for path in paths} == dict.fromkeys(paths, 1)


def _queries(api: Any, path: str, *, afresh: bool = False) -> int:
    if afresh:
        forget()
    else:
        api.client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert api.client.get(path).status_code == 200
    return len(asked)


@pytest.fixture
def more_outlets() -> Callable[[int], None]:
    def add(count: int) -> None:
        bank = Bank.objects.first()
        Outlet.objects.bulk_create(
            Outlet(
                code=f"more-{number}",
                bank=bank,
                district_id="210204",
                name=f"多出的网点{number}",
                address="测试路1号",
                hours="Mo-Fr 09:00-16:00",
                latitude=38.9 + number / 10_000,
                longitude=121.6,
                position_source="sample",
                source="test",
            )
            for number in range(count)
        )

    return add
