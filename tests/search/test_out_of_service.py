"""Suspensions, exceptions, broken machines and outlets closed for good."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from locator.hours import State
from locator.models import Service
from locator.search.answer import Results
from locator.search.rows import ExceptionRow

from .world import BEIJING, NOON, at, catalogue, codes, offer, reasons, search

LATER = datetime(2026, 7, 25, 12, 0, tzinfo=BEIJING)
UNTIL = {"status": "suspended", "status_from": "2026-07-10", "status_until": "2026-07-20"}


def only(results: Results) -> Any:
    (passed,) = results.passed_over
    return passed


def test_a_suspended_outlet_is_passed_over_with_its_last_day_and_reason() -> None:
    snapshot = catalogue(at("a", 100, **UNTIL, status_reason="装修", hours="Mo-Fr 09:00-16:30"))
    passed = only(search(snapshot))
    assert passed.why == "suspended"
    assert passed.until == date(2026, 7, 20)
    assert passed.status.reason.text == "装修"
    assert passed.status.until == datetime(2026, 7, 21, 9, 0, tzinfo=BEIJING)


def test_a_suspended_outlet_is_listed_for_a_time_after_its_last_day() -> None:
    assert codes(search(catalogue(at("a", 100, **UNTIL)), open_at=LATER)) == ["a"]


def test_a_suspension_still_to_come_passes_over_nothing_yet() -> None:
    snapshot = catalogue(at("a", 100, status="suspended", status_from="2026-07-20", status_until=None))
    assert codes(search(snapshot)) == ["a"]
    assert reasons(search(snapshot, open_at=LATER)) == {"a": "suspended"}


def test_a_suspended_service_leaves_the_others_alone() -> None:
    snapshot = catalogue(
        at("a", 100), offers=[offer("a", "pin", suspended_from="2026-07-01", suspended_until=None)]
    )
    passed = only(search(snapshot, service="pin"))
    assert (passed.why, passed.until) == ("suspended", None)
    assert codes(search(snapshot, service="activate")) == ["a"]
    assert codes(search(snapshot)) == ["a"]


def test_an_outlet_closed_for_good_is_passed_over_from_its_day_on() -> None:
    snapshot = catalogue(at("a", 100, status="closed", status_from="2026-07-16"))
    midnight = datetime(2026, 7, 16, 0, 0, tzinfo=BEIJING)
    assert codes(search(snapshot, midnight - timedelta(seconds=1))) == ["a"]
    assert reasons(search(snapshot, midnight)) == {"a": "struck-off"}
    assert reasons(search(snapshot, midnight, bank="two")) == {"a": "struck-off"}


def test_lists_leave_out_what_has_closed_for_good_from_its_day_on() -> None:
    snapshot = catalogue(at("a", 100, status="closed", status_from="2026-07-16"), at("b", 200))
    assert [one.code for one in snapshot.outlets_of(today=date(2026, 7, 15))] == ["a", "b"]
    assert [one.code for one in snapshot.outlets_of(today=date(2026, 7, 16))] == ["b"]
    assert snapshot.outlet("a") is not None


def test_lists_are_by_district_and_bank_and_in_order_of_code() -> None:
    snapshot = catalogue(at("c", 1), at("b", 2, bank_id="two"), at("a", 3, district_id="210202"))
    assert [one.code for one in snapshot.outlets_of()] == ["a", "b", "c"]
    assert [one.code for one in snapshot.outlets_of(district="210203")] == ["b", "c"]
    assert [one.code for one in snapshot.outlets_of(district="210203", bank="two")] == ["b"]
    assert snapshot.outlets_of(district="nowhere") == snapshot.outlets_of(bank="nobody") == ()


@pytest.mark.parametrize(
    ("broken", "why"),
    [({"machine_down_since": "2026-07-14"}, "machine-down"), ({"cards_in_stock": False}, "out-of-cards")],
)
@pytest.mark.parametrize("service", list(Service))
def test_a_machine_that_makes_no_cards_suspends_what_needs_a_card(
    broken: dict[str, Any], why: str, service: Service
) -> None:
    found = search(catalogue(at("a", 100, **broken)), service=service)
    if service in {Service.APPLY, Service.REPLACE}:
        assert reasons(found) == {"a": why}
    else:
        assert codes(found) == ["a"]


def exception(**columns: Any) -> ExceptionRow:
    row = ExceptionRow("a", "", "2026-07-15", "2026-07-15", "", "盘点", "Stocktaking")
    return row._replace(**columns)


def test_a_day_closed_by_way_of_exception_is_closed_and_says_why() -> None:
    snapshot = catalogue(at("a", 100), exceptions=[exception()])
    match = search(snapshot).matches[0]
    assert (match.status.state, match.status.reason.text_en) == (State.CLOSED, "Stocktaking")
    assert reasons(search(snapshot, open_at=NOON)) == {"a": "closed"}


def test_an_exception_of_one_service_leaves_the_others_alone() -> None:
    snapshot = catalogue(at("a", 100), exceptions=[exception(service="pin")])
    assert codes(search(snapshot, open_at=NOON, service="pin")) == []
    assert codes(search(snapshot, open_at=NOON, service="apply")) == ["a"]


def test_no_service_is_open_where_the_outlet_is_closed() -> None:
    snapshot = catalogue(
        at("a", 100), exceptions=[exception(service="pin", hours="09:00-13:00"), exception()]
    )
    assert codes(search(snapshot, open_at=NOON, service="pin")) == []


def test_other_hours_of_a_service_outweigh_other_hours_of_the_outlet() -> None:
    both = [exception(service="pin", hours="09:00-11:00"), exception(hours="09:00-13:00")]
    snapshot = catalogue(at("a", 100), exceptions=both)
    assert codes(search(snapshot, open_at=NOON, service="pin")) == []
    assert codes(search(snapshot, open_at=NOON, service="apply")) == ["a"]


def test_hours_that_cannot_be_read_are_unknown_and_leave_the_other_outlets_alone(caplog: Any) -> None:
    found = search(catalogue(at("a", 100, hours="whenever we like"), at("b", 200)), open_at=NOON)
    assert [match.status.state for match in found.matches] == [State.UNKNOWN, State.OPEN]
    assert "outlet a" in caplog.text


def test_outlets_that_keep_the_same_hours_share_one_timetable() -> None:
    first, second = catalogue(at("a", 100), at("b", 200)).outlets
    assert first.timetable is second.timetable
    assert first.offers is second.offers
