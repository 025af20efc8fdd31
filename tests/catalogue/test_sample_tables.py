"""The sample's tables: what they hold, and how their days are counted."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.catalogue.sample_tables import SAMPLE, Sample, day, read_sample
from locator.catalogue.tables import TableError
from locator.models import Offer, Outlet, Service
from locator.models.expression import read_hours

TODAY = date(2026, 11, 23)  # a Monday


@pytest.fixture(scope="module")
def sample() -> Sample:
    return read_sample(TODAY)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return copytree(SAMPLE, tmp_path / "sample")


def test_fifty_three_outlets_of_eight_banks_stand_in_all_ten_districts(sample):
    assert len(sample.outlets) == 53
    assert len(sample.banks) == 8
    by_district = Counter(outlet.district_id for outlet in sample.outlets)
    assert len(by_district) == 10
    assert by_district.most_common(1)[0][0] == "210211"  # 甘井子, the district with the most people


def test_nobody_can_take_the_sample_for_real(sample):
    assert all("示例" in bank.name and "Sample" in bank.name_en and bank.is_sample for bank in sample.banks)
    assert all("示例" in outlet.name and "示例" in outlet.address for outlet in sample.outlets)
    assert all("Sample" in outlet.name_en and "example" in outlet.address_en for outlet in sample.outlets)
    assert {number for outlet in sample.outlets for number in outlet.phones} == {"12333"}
    assert all("虚构" in outlet.source and "fictional" in outlet.source for outlet in sample.outlets)


def test_the_sample_has_one_of_everything_that_a_page_must_be_able_to_show(sample):
    outlets, offers = sample.outlets, sample.offers
    assert len([outlet for outlet in outlets if outlet.latitude is None]) == 1
    assert any(outlet.machine_down_since for outlet in outlets)
    assert any(not outlet.cards_in_stock for outlet in outlets)
    assert {bank.mail_applications for bank in sample.banks} == {True, False}
    assert any(outlet.card_hours for outlet in outlets)
    assert {outlet.third_generation for outlet in outlets} == {True, False}
    assert {outlet.step_free for outlet in outlets} == {True, False, None}
    assert {"高新园区", "开发区", "金普新区", "长兴岛", "花园口"} <= {
        outlet.functional_area for outlet in outlets
    }
    assert {offer.cards for offer in offers} == set(Offer.Cards)
    assert {offer.who for offer in offers} == set(Offer.Who)
    assert any(not offer.available for offer in offers)
    assert any(offer.hours for offer in offers)
    assert any(exception.hours for exception in sample.exceptions)
    assert any(not exception.hours for exception in sample.exceptions)


@pytest.mark.parametrize("later", [0, 30, 200, 365])
def test_on_whatever_day_it_is_loaded_something_is_suspended_on_that_day(later):
    today = TODAY + timedelta(days=later)
    sample = read_sample(today)
    assert any(
        outlet.status == Outlet.Status.SUSPENDED and outlet.status_from <= today <= outlet.status_until
        for outlet in sample.outlets
    )
    assert any(
        offer.suspended_from and offer.suspended_from <= today <= (offer.suspended_until or today)
        for offer in sample.offers
    )


def test_most_outlets_are_open_on_a_weekday_some_on_saturday_few_on_sunday(sample):
    def open_at_ten(day: date) -> int:
        moment = datetime.combine(day, time(10))
        return sum(read_hours(outlet.card_hours or outlet.hours).is_open(moment) for outlet in sample.outlets)

    assert open_at_ten(date(2026, 11, 25)) > 45
    assert 10 < open_at_ten(date(2026, 11, 28)) < 30
    assert 0 < open_at_ten(date(2026, 11, 29)) < 6


def test_each_outlet_has_six_offers_and_a_point_of_its_own(sample):
    assert Counter(offer.outlet_id for offer in sample.offers) == dict.fromkeys(
        [outlet.code for outlet in sample.outlets], len(Service)
    )
    points = [(outlet.latitude, outlet.longitude) for outlet in sample.outlets]
    assert len(set(points)) == len(points)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("2026-12-01", date(2026, 12, 1)),
        ("+10", date(2026, 12, 3)),
        ("-2", date(2026, 11, 21)),
        ("+0w", date(2026, 11, 23)),
        ("+4w", date(2026, 11, 27)),
        ("+5w", date(2026, 11, 30)),
    ],
)
def test_days_are_counted_from_the_loading_day(text, expected):
    assert day(text, TODAY) == expected


@given(st.dates(date(2024, 1, 1), date(2099, 1, 1)), st.integers(0, 60))
def test_weekday_counts_fall_on_weekdays_and_skip_none(today, count):
    found = day(f"+{count}w", today)
    assert found.weekday() < 5
    between = [today + timedelta(days=n) for n in range((found - today).days)]
    assert sum(date.weekday() < 5 for date in between) == count


@pytest.mark.parametrize("text", ["soon", "+w", "-1w", "2026-02-30", "10"])
def test_a_day_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r"\S"):
        day(text, TODAY)


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("outlets.csv", "sample-a-01,sample-a,", "sample-a-01,sample-z,"),
        ("outlets.csv", ",38.91717,", ",north,"),
        ("outlets.csv", "address_en", "adress_en"),
        ("outlets.csv", ",yes,", ",maybe,"),
        ("banks.csv", "activate", "activation"),
        ("offers.csv", "sample-a-01,replace", "sample-a-99,replace"),
        ("offers.csv", ",replace,", ",repair,"),
        ("exceptions.csv", "+5w", "Friday"),
        ("exceptions.csv", "sample-c-01", "sample-c-99"),
    ],
)
def test_a_broken_table_is_refused_with_its_name(tables, table, old, new):
    path = tables / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TableError, match=table):
        read_sample(TODAY, tables)
