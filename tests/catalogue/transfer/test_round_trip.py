"""A table that was exported and is imported again changes nothing, in every format and language."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.catalogue.days import DAYS, Day, write_days
from locator.catalogue.editing import write_facts
from locator.catalogue.facts import FACTS, facts_of
from locator.catalogue.rules import errors_in, settled, tidy
from locator.catalogue.transfer.columns import COLUMNS, OF_FACT
from locator.catalogue.transfer.export import FORMATS, template
from locator.models import HoursException, Offer, Outlet, Service
from tests.thorough import either

from .conftest import TODAY, Tables

FORMS = pytest.mark.parametrize("form", FORMATS)
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def test_every_fact_of_an_outlet_has_its_column() -> None:
    assert set(FACTS) | {DAYS} == set(OF_FACT) | {"bank", "district"}
    assert len({column.zh for column in COLUMNS}) == len({column.en for column in COLUMNS}) == len(COLUMNS)


@FORMS
@LANGUAGES
def test_the_sample_comes_back_as_it_is(tables: Tables, form: str, language: str) -> None:
    plan = tables.plan(tables.exported(form, language), f"out.{form[:4]}", whole=True)
    assert plan.errors == []
    assert plan.changes == []
    assert plan.unchanged == Outlet.objects.count()


@FORMS
@LANGUAGES
def test_the_empty_template_is_read_and_changes_nothing(tables: Tables, form: str, language: str) -> None:
    plan = tables.plan(template(form, language), "template")
    assert (plan.errors, plan.changes) == ([], [])


# What the rules let in: any text that a page can show, with what tables use as marks put in more often.
TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"),
        st.sampled_from(list("'=+-@,;\"|\\、；：\u3000 无none是")),
    ),
    max_size=30,
).map(tidy)
PROSE = [
    "name", "name_en", "functional_area", "town", "address", "address_en", "landmark_note", "notice",
    "notice_en", "source", "status_reason", "status_reason_en",
]  # fmt: skip
HOURS = st.sampled_from(
    ["", "Mo-Fr 08:30-11:30,13:00-16:30", "24/7", "Mo-Su 09:00-16:00; PH off", "week 1-53/2 Sa 09:00-12:00"]
)
DAY = st.none() | st.dates(date(2025, 1, 1), TODAY)
MAYBE = st.none() | st.booleans()
PHONE = st.sampled_from(["0411-12345678", "95588", "+86 411 12345678"])


@st.composite
def days(draw: st.DrawFn) -> tuple[Day, ...]:
    found, first = [], TODAY
    for _number in range(draw(st.integers(0, 3))):
        first += timedelta(days=draw(st.integers(1, 40)))
        last = first + timedelta(days=draw(st.integers(0, 5)))
        service = draw(st.sampled_from(["", *Service.values]))
        reason = draw(TEXT.filter(bool))
        found.append(Day(first, last, service, draw(HOURS), reason, draw(TEXT)))
        first = last
    return tuple(found)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {fact: draw(TEXT) for fact in PROSE}
    found |= {f"{service}.note": draw(TEXT) for service in Service}
    found |= {f"{service}.suspension_reason": draw(TEXT) for service in Service}
    found |= {
        fact: draw(MAYBE) for fact in ("step_free", "low_counter", "hearing_loop", "accessible_parking")
    }
    found |= {
        fact: draw(st.booleans())
        for fact in ("instant_issue", "second_generation", "third_generation", "cards_in_stock")
    }
    found |= {fact: draw(DAY) for fact in ("machine_down_since", "verified_on", "checked_on", "notice_until")}
    found |= {"hours": draw(HOURS.filter(bool)), "card_hours": draw(HOURS)}
    for service in Service:
        since = draw(DAY)
        found |= {
            f"{service}.available": draw(st.booleans()),
            f"{service}.hours": draw(HOURS),
            f"{service}.who": draw(st.sampled_from(Offer.Who.values)),
            f"{service}.cards": draw(st.sampled_from(Offer.Cards.values)),
            f"{service}.suspended_from": since,
            f"{service}.suspended_until": since and since + timedelta(days=draw(st.integers(0, 9))),
        }
    found |= {"latitude": draw(st.floats(38.9, 38.95)), "longitude": draw(st.floats(121.5, 121.6))}
    found["position_verified"] = draw(st.booleans())
    found["status"] = draw(st.sampled_from(Outlet.Status.values))
    found["status_from"] = TODAY
    found["phones"] = draw(
        st.lists(st.sampled_from(["0411-12345678", "95588", "+86 411 12345678"]), max_size=2)
    )
    return found


@pytest.mark.parametrize("form", ["xlsx", "csv-gb18030"])
@settings(max_examples=either(10, 400), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=facts(), single=days(), language=st.sampled_from(["zh", "en"]))
def test_any_catalogue_comes_back_as_it_is(
    tables: Tables, form: str, values: dict[str, Any], single: tuple[Day, ...], language: str
) -> None:
    outlet = Outlet.objects.get(code="sample-a-01")
    before = facts_of(outlet)
    after = settled(before | values)
    refused = errors_in(after, [fact for fact in FACTS if after[fact] != before[fact]], TODAY)
    # What the rules refuse never gets into a catalogue: take those texts back, and try the rest.
    after = settled(after | {fact: before[fact] for fact in refused})
    if errors_in(after, [fact for fact in FACTS if after[fact] != before[fact]], TODAY):
        return
    write_facts(outlet, {fact: after[fact] for fact in FACTS if after[fact] != before[fact]})
    write_days(outlet, single)
    plan = tables.plan(tables.exported(form, language, code="sample-a-01"), f"out.{form[:4]}")
    assert plan.errors == []
    assert plan.changes == []


def test_a_round_trip_that_changes_something_would_be_seen(tables: Tables) -> None:
    content = tables.exported()
    outlet = Outlet.objects.get(code="sample-a-01")
    write_facts(outlet, {"name": "另一个名字"})
    HoursException.objects.filter(outlet="sample-a-02").delete()
    assert tables.plan(content).changes[0].code == "sample-a-01"
