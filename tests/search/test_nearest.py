"""What is listed, in which order, and what is told about each."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from locator.hours import State
from locator.models import Point
from locator.search.criteria import Arrival, Criteria, Generation

from .world import BEIJING, CENTRE, NOON, at, catalogue, codes, offer, origin, outlet, reasons, search

OFFICE = "Mo-Fr 09:00-16:30"
EVENING = datetime(2026, 7, 15, 20, 0, tzinfo=BEIJING)


def test_the_nearest_come_first_and_no_more_than_were_asked_for() -> None:
    found = search(catalogue(at("c", 300), at("a", 900), at("b", 100)), limit=2)
    assert codes(found) == ["b", "c"]
    assert found.matches[0].distance_m == pytest.approx(100, abs=1)


def test_outlets_at_the_same_spot_come_in_the_order_of_their_codes() -> None:
    assert codes(search(catalogue(*(at(code, 100) for code in "dbca")), limit=3)) == ["a", "b", "c"]


def test_an_empty_catalogue_gives_an_empty_list() -> None:
    found = search(catalogue())
    assert (found.matches, found.passed_over, found.passed_over_total) == ((), (), 0)


def test_nothing_is_cut_off_by_a_radius() -> None:
    far = outlet("far", latitude=43.0, longitude=125.0)
    assert codes(search(catalogue(far))) == ["far"]


def test_an_outlet_closed_by_its_hours_is_listed_as_closed_where_no_time_is_asked() -> None:
    found = search(catalogue(at("a", 100, hours=OFFICE)), EVENING)
    assert found.matches[0].status.state is State.CLOSED
    assert found.matches[0].status.until == datetime(2026, 7, 16, 9, 0, tzinfo=BEIJING)


def test_an_outlet_closed_at_the_time_asked_about_is_passed_over() -> None:
    snapshot = catalogue(at("a", 100, hours=OFFICE), at("b", 200))
    assert reasons(search(snapshot, EVENING, open_at=EVENING)) == {"a": "closed"}
    assert codes(search(snapshot, EVENING, open_at=NOON)) == ["a", "b"]


def test_an_outlet_is_closed_at_the_minute_it_closes() -> None:
    snapshot = catalogue(at("a", 100, hours=OFFICE))
    closing = datetime(2026, 7, 15, 16, 30, tzinfo=BEIJING)
    assert codes(search(snapshot, open_at=closing)) == []
    assert codes(search(snapshot, open_at=closing - timedelta(seconds=1))) == ["a"]


def test_an_outlet_whose_state_is_not_known_stays_and_is_marked() -> None:
    autumn = datetime(2030, 10, 2, 12, 0, tzinfo=BEIJING)  # a year that nobody has published
    found = search(catalogue(at("a", 100, hours=OFFICE)), open_at=autumn)
    assert found.matches[0].status.state is State.UNKNOWN


def test_the_hours_of_the_asked_service_decide() -> None:
    snapshot = catalogue(at("a", 100, hours="24/7"), offers=[offer("a", "apply", hours="Mo-Fr 09:00-11:30")])
    assert reasons(search(snapshot, open_at=NOON, service="apply")) == {"a": "closed"}
    assert codes(search(snapshot, open_at=NOON, service="pin")) == ["a"]


def test_card_matters_decide_where_no_service_is_asked_for() -> None:
    snapshot = catalogue(at("a", 100, hours="24/7", card_hours="Mo-Fr 09:00-11:30"))
    assert codes(search(snapshot, open_at=NOON)) == []
    assert snapshot.outlets[0].bank_timetable.status(NOON).state is State.OPEN


def test_only_the_chosen_bank_and_district_are_listed_and_the_others_named() -> None:
    snapshot = catalogue(at("a", 100, bank_id="two"), at("b", 200, district_id="210202"), at("c", 300))
    found = search(snapshot, bank="one", district="210203")
    assert codes(found) == ["c"]
    assert reasons(found) == {"a": "other-bank", "b": "other-district"}


def test_own_bank_offers_of_other_banks_are_passed_over_once_the_cards_bank_is_known() -> None:
    snapshot = catalogue(
        at("a", 100, bank_id="two"), at("b", 200), offers=[offer("a", "pin", cards="own-bank")]
    )
    assert codes(search(snapshot, service="pin")) == ["a", "b"]
    assert codes(search(snapshot, service="pin", card_bank="two")) == ["a", "b"]
    assert reasons(search(snapshot, service="pin", card_bank="one")) == {"a": "own-bank-only"}


def test_the_cards_bank_is_of_no_matter_where_no_service_is_asked_for() -> None:
    snapshot = catalogue(at("a", 100, bank_id="two"), offers=[offer("a", "pin", cards="own-bank")])
    assert codes(search(snapshot, card_bank="one")) == ["a"]


def test_a_service_that_is_not_offered_is_passed_over() -> None:
    snapshot = catalogue(at("a", 100), at("b", 200), offers=[offer("a", "pin", available=False)])
    assert reasons(search(snapshot, service="pin")) == {"a": "service-not-offered"}


def test_an_outlet_that_makes_no_cards_on_the_spot_offers_neither_applying_nor_replacing() -> None:
    snapshot = catalogue(at("a", 100, instant_issue=False))
    assert reasons(search(snapshot, service="apply")) == {"a": "service-not-offered"}
    assert reasons(search(snapshot, service="replace")) == {"a": "service-not-offered"}
    assert codes(search(snapshot, service="activate")) == ["a"]


def test_only_outlets_that_make_cards_of_the_generation_are_listed() -> None:
    snapshot = catalogue(at("a", 100), at("b", 200, second_generation=False, third_generation=True))
    assert codes(search(snapshot, generation=Generation.SECOND)) == ["a"]
    assert reasons(search(snapshot, generation=Generation.THIRD)) == {"a": "other-generation"}


def test_step_free_means_known_to_be_step_free() -> None:
    snapshot = catalogue(at("a", 100, step_free=False), at("b", 200), at("c", 300, step_free=True))
    found = search(snapshot, step_free=True)
    assert codes(found) == ["c"]
    assert reasons(found) == {"a": "not-step-free", "b": "step-free-unknown"}


def test_all_filters_at_once_leave_the_one_that_meets_them() -> None:
    good = {"step_free": True, "third_generation": True, "hours": OFFICE}
    snapshot = catalogue(at("a", 100), at("b", 200, **good), at("c", 300, **good, bank_id="two"))
    found = search(
        snapshot, service="apply", bank="one", card_bank="one", district="210203",
        generation=Generation.THIRD, step_free=True, open_at=NOON, limit=100,
    )  # fmt: skip
    assert codes(found) == ["b"]


def test_only_those_nearer_than_the_last_one_listed_are_told_about() -> None:
    snapshot = catalogue(at("a", 100, bank_id="two"), at("b", 200), at("c", 300, bank_id="two"), at("d", 400))
    found = search(snapshot, bank="one", limit=1)
    assert [passed.outlet.code for passed in found.passed_over] == ["a"]
    assert found.passed_over_total == 1


def test_where_the_list_is_not_full_all_that_were_left_out_are_told_about_nearest_first() -> None:
    snapshot = catalogue(at("a", 400, bank_id="two"), at("b", 200), at("c", 300, bank_id="two"))
    assert [passed.outlet.code for passed in search(snapshot, bank="one").passed_over] == ["c", "a"]


def test_a_hundred_are_told_about_and_all_are_counted() -> None:
    others = [at(f"x{number:03}", 10 * number, bank_id="two") for number in range(1, 151)]
    found = search(catalogue(*others, at("a", 5000)), bank="one", limit=1)
    assert codes(found) == ["a"]
    assert [passed.outlet.code for passed in found.passed_over] == [f"x{n:03}" for n in range(1, 101)]
    assert found.passed_over_total == 150


def test_outlets_without_a_position_come_last_the_origins_district_first() -> None:
    nowhere = {"latitude": None, "longitude": None}
    snapshot = catalogue(
        outlet("a", **nowhere, district_id="210202"),
        outlet("b", **nowhere),
        at("z", 90_000),
        outlet("c", **nowhere),
    )
    found = search(snapshot, limit=3)
    assert codes(found) == ["z", "b", "c"]
    assert [match.distance_m is None for match in found.matches] == [False, True, True]
    assert found.matches[1].direction is None
    assert found.matches[1].walking_minutes is None


def test_outlets_without_a_position_are_filtered_like_the_others() -> None:
    snapshot = catalogue(outlet("a", latitude=None, longitude=None, bank_id="two"), at("b", 100))
    found = search(snapshot, bank="one")
    assert codes(found) == ["b"]
    assert reasons(found) == {"a": "other-bank"}


def test_on_foot_counts_the_walk() -> None:
    # 1,500 m are 26 minutes: an outlet that closes at 12:20 is closed by then, however open it is now.
    snapshot = catalogue(at("a", 1500, hours="Mo-Fr 09:00-12:20"), at("b", 1600, hours="Mo-Fr 09:00-13:00"))
    found = search(snapshot, open_at=Arrival.ON_FOOT)
    assert codes(found) == ["b"]
    assert found.matches[0].moment == NOON + timedelta(minutes=found.matches[0].walking_minutes or 0)
    assert reasons(found) == {"a": "closed"}


def test_an_outlet_that_opens_while_one_walks_there_is_open_on_arrival() -> None:
    assert codes(search(catalogue(at("a", 1500, hours="Mo-Fr 12:10-13:00")), open_at=Arrival.ON_FOOT)) == [
        "a"
    ]


def test_walking_minutes_are_shown_up_to_five_kilometres_but_arrival_is_told_beyond() -> None:
    found = search(catalogue(at("a", 4900), at("b", 5200)), open_at=Arrival.ON_FOOT)
    near, far = found.matches
    assert near.walking_minutes == 85
    assert far.walking_minutes is None
    assert far.moment > near.moment > NOON


def test_an_outlet_without_a_position_is_of_unknown_state_on_arrival() -> None:
    snapshot = catalogue(outlet("a", latitude=None, longitude=None, hours="Mo off"))
    assert search(snapshot, open_at=Arrival.ON_FOOT).matches[0].status.state is State.UNKNOWN


def test_results_say_in_which_direction_an_outlet_lies() -> None:
    found = search(catalogue(at("a", 100), at("b", 0, 200), at("c", -300), at("d", 0, -400), at("e", 0)))
    assert [match.direction for match in found.matches] == [None, "N", "E", "S", "W"]


def test_the_answer_is_the_same_every_time() -> None:
    snapshot = catalogue(*(at(f"x{n}", 100 * (n % 7), 100 * (n % 5)) for n in range(60)))
    assert len({tuple(codes(search(snapshot, limit=40))) for _ in range(5)}) == 1


def test_the_same_catalogue_in_another_order_gives_the_same_answer() -> None:
    listed = [at(f"x{n}", 100 * (n % 7), 100 * (n % 5)) for n in range(60)]
    assert codes(search(catalogue(*listed))) == codes(search(catalogue(*reversed(listed))))


@pytest.mark.parametrize("limit", [0, -1, 101, 10**9])
def test_a_search_of_no_or_of_too_many_outlets_cannot_be_made(limit: int) -> None:
    with pytest.raises(ValueError, match="1 to 100"):
        Criteria(limit=limit)


def test_a_time_without_a_zone_cannot_be_asked_about() -> None:
    with pytest.raises(ValueError, match="zone"):
        Criteria(open_at=datetime(2026, 7, 15, 12, 0))  # noqa: DTZ001 - what it must refuse


def test_an_origin_far_away_is_answered_too() -> None:
    found = search(catalogue(at("a", 0)), start=origin(Point(-38.9, -58.4), district=None))
    assert codes(found) == ["a"]
    assert found.matches[0].distance_m is not None
    assert found.matches[0].outlet.point == CENTRE
