"""Visits count once, are summed up from five on, and promise nothing of fewer."""

from datetime import date, timedelta

import pytest

from locator.catalogue.rules import Refused
from locator.catalogue.visits import Summary, look_over, summary, visit
from locator.models import Bank, Outlet, Service, Visit

TODAY = date(2026, 11, 24)


@pytest.fixture
def outlet():
    bank = Bank.objects.create(code="bank", name="银行", short_name="银")
    return Outlet.objects.create(
        code="one", bank=bank, district_id="210204", name="一", address="西安路1号", hours="24/7", source="t"
    )


def visited(mark="mark", *, done=True, minutes=None, today=TODAY):
    return visit("one", mark=mark, service=Service.APPLY, done=done, minutes=minutes, today=today)


def many(*minutes, day=TODAY, done=True):
    for number, taken in enumerate(minutes):
        visited(f"{day}-{done}-{number}", done=done, minutes=taken, today=day)


def test_four_visits_say_nothing_and_five_do(db, outlet):
    many(3, 4, 5, 6)
    assert summary("one", TODAY) is None
    visited("fifth", done=False)
    assert summary("one", TODAY) == Summary(visits=5, done=4, timed=4, minutes=None)


def test_the_median_is_of_those_who_said_how_long_it_took(db, outlet):
    many(4, 90, 5, 6, 6)
    many(None, None, done=False)
    assert summary("one", TODAY) == Summary(visits=7, done=5, timed=5, minutes=6)
    assert summary("one", TODAY).percent == 71


def test_half_a_minute_more_is_never_said_as_less(db, outlet):
    many(4, 4, 4, 5, 5, 5)
    assert summary("one", TODAY).minutes == 5


def test_visits_of_more_than_half_a_year_ago_count_no_more(db, outlet):
    many(5, 5, 5, 5, 5, day=TODAY - timedelta(days=180))
    assert summary("one", TODAY) is None
    assert summary("one", TODAY - timedelta(days=1)).visits == 5


def test_another_outlets_visits_are_its_own(db, outlet):
    many(5, 5, 5, 5, 5)
    assert summary("two", TODAY) is None


@pytest.mark.parametrize("number", [5, 400])
def test_the_summary_is_one_question_at_any_number(db, outlet, django_assert_num_queries, number):
    Visit.objects.bulk_create(
        Visit(token=str(at), outlet_id="one", service="apply", day=TODAY, done=True, minutes=1 + at % 9)
        for at in range(number)
    )
    with django_assert_num_queries(1):
        assert summary("one", TODAY).visits == number


def test_two_presses_at_once_count_one_visit(race, outlet):
    outcomes = race(*[visited] * 4)
    assert sorted(new for _row, new in outcomes) == [False, False, False, True]
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (("apply", "yes", "5"), (Service.APPLY, True, 5)),
        (("apply", "yes", " 480 "), (Service.APPLY, True, 480)),
        (("replace", "yes", ""), (Service.REPLACE, True, None)),
        (("replace", "yes", "７"), (Service.REPLACE, True, 7)),
        (("pin", "yes", "5"), (Service.PIN, True, None)),
        (("apply", "no", "5"), (Service.APPLY, False, None)),
    ],
)
def test_minutes_count_where_a_card_was_made(said, meant):
    assert look_over(*said) == meant


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (("", "", ""), {"service", "done"}),
        (("juggle", "maybe", "5"), {"service", "done"}),
        (("apply", "yes", "0"), {"minutes"}),
        (("apply", "yes", "481"), {"minutes"}),
        (("apply", "yes", "-5"), {"minutes"}),
        (("apply", "yes", "5.5"), {"minutes"}),
        (("apply", "yes", "五"), {"minutes"}),
        (("apply", "yes", "9" * 5000), {"minutes"}),
    ],
)
def test_what_cannot_be_taken_is_refused(said, wrong):
    with pytest.raises(Refused) as refused:
        look_over(*said)
    assert set(refused.value.errors) == wrong
