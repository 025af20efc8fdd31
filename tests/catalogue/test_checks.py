"""Each kind of finding is tripped by the fault that it is for, and by nothing in the sample."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from locator.catalogue.checks import check_catalogue
from locator.catalogue.findings import WORDS, Finding, Kind, Severity
from locator.catalogue.known_places import KnownPlaces
from locator.models import Bank, HoursException, Offer, Outlet, Point
from locator.places import Gazetteer
from tests import sample_rows

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
FAR_OFF = date(2030, 12, 31)


@pytest.fixture
def outlet() -> Outlet:
    """A faultless outlet at 西安路."""
    bank = Bank.objects.create(code="bank", name="银行", short_name="银")
    return Outlet.objects.create(
        code="one",
        bank=bank,
        district_id="210204",
        name="一",
        address="西安路1号",
        hours="Mo-Fr 09:00-17:00",
        phones=["0411-88888888"],
        latitude=38.909,
        longitude=121.583,
        position_source="staff",
        verified_on=TODAY,
    )


def findings(**options: object) -> tuple[Finding, ...]:
    usual = {
        "calendar_known_until": FAR_OFF,
        "today": TODAY,
        "surroundings": KnownPlaces(Gazetteer.shipped()),
    }
    return check_catalogue(**{**usual, **options})


def changed(outlet: Outlet, **values: object) -> list[tuple[Kind, str, str]]:
    """Change the row behind the model's back, as an import or a hand at the database might."""
    Outlet.objects.filter(code=outlet.code).update(**values)
    return [(found.kind, found.outlet, found.field) for found in findings()]


def test_a_faultless_outlet_gives_no_finding(outlet):
    assert findings(expected=1) == ()


def test_another_number_of_outlets_than_expected_is_found(outlet):
    assert [(found.kind, found.outlet) for found in findings(expected=53)] == [(Kind.COUNT, "")]


def test_an_outlet_closed_for_good_is_neither_counted_nor_checked(outlet):
    assert changed(outlet, status="closed", status_from=TODAY, hours="nonsense") == []
    assert findings(expected=0) == ()


def test_fictional_outlets_beside_real_ones_are_found(outlet):
    fictional = Bank.objects.create(code="sample", name="示例", short_name="示", is_sample=True)
    copy = Outlet.objects.get(code="one")
    copy.code, copy.bank, copy.latitude = "two", fictional, 38.908
    copy.address = "黄河路2号"
    copy._state.adding = True
    copy.save()
    assert [found.kind for found in findings()] == [Kind.SAMPLE_BESIDE_REAL]


def test_a_service_without_an_entry_is_found_and_named(outlet):
    Offer.objects.filter(outlet=outlet, service="pin").delete()
    (found,) = findings()
    assert (found.kind, found.outlet, found.field) == (Kind.OFFERS, "one", "offers")
    assert "pin" in found.text


@pytest.mark.parametrize("field", ["hours", "card_hours"])
def test_hours_that_cannot_be_read_are_found(outlet, field):
    assert changed(outlet, **{field: "nine to five"}) == [(Kind.HOURS_UNREADABLE, "one", field)]


def test_hours_of_a_service_that_cannot_be_read_are_found(outlet):
    Offer.objects.filter(outlet=outlet, service="apply").update(hours="mornings")
    assert changed(outlet) == [(Kind.HOURS_UNREADABLE, "one", "apply.hours")]


def test_hours_of_an_exception_that_cannot_be_read_are_found(outlet):
    days = {"first_day": TODAY, "last_day": TODAY, "hours": "at noon", "reason": "x"}
    row = HoursException.objects.create(outlet=outlet, **days)
    assert changed(outlet) == [(Kind.HOURS_UNREADABLE, "one", f"exceptions.{row.pk}.hours")]


@pytest.mark.parametrize("hours", ["Mo-Su off", "2020 Jan 01-2020 Dec 31 09:00-17:00"])
def test_hours_that_are_never_open_are_found(outlet, hours):
    assert changed(outlet, hours=hours) == [(Kind.NEVER_OPEN, "one", "hours")]


def test_a_missing_position_is_found(outlet):
    assert changed(outlet, latitude=None, longitude=None, position_source="none") == [
        (Kind.NO_POSITION, "one", "latitude")
    ]


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(35.68, 139.77), (39.6, 121.0), (38.2, 121.9)], ids=["Tokyo", "bay", "sea"]
)
def test_a_position_outside_dalian_is_found(outlet, latitude, longitude):
    assert changed(outlet, latitude=latitude, longitude=longitude) == [(Kind.OUTSIDE, "one", "latitude")]


def test_a_position_among_the_places_of_another_district_is_found(outlet):
    assert changed(outlet, district_id="210202") == [(Kind.OTHER_DISTRICT, "one", "latitude")]


@dataclass(frozen=True)
class OnePlace:
    """Surroundings in which one place of 沙河口区 is known, so far away."""

    metres: float | None

    def district_of(self, point: Point) -> str | None:
        return "210204"

    def metres_to_nearest(self, point: Point, district: str) -> float | None:
        return self.metres


@pytest.mark.parametrize(("metres", "kinds"), [(5_000, []), (5_001, [Kind.REMOTE]), (None, [])])
def test_a_position_far_from_every_known_place_of_its_district_is_found(outlet, metres, kinds):
    assert [found.kind for found in findings(surroundings=OnePlace(metres))] == kinds


def test_the_gazetteer_tells_how_far_the_nearest_place_of_a_district_is():
    known = KnownPlaces(Gazetteer.shipped())
    beside_the_station = Point(38.909, 121.583)
    assert known.metres_to_nearest(beside_the_station, "210204") < 300
    assert known.metres_to_nearest(beside_the_station, "210224") > 50_000
    assert known.metres_to_nearest(beside_the_station, "999999") is None


def test_two_outlets_on_one_point_are_found(outlet):
    copy = Outlet.objects.get(code="one")
    copy.code, copy.address = "two", "黄河路2号"
    copy._state.adding = True
    copy.save()
    one, two = findings()
    assert [(found.kind, found.outlet) for found in (one, two)] == [
        (Kind.SAME_POINT, "one"), (Kind.SAME_POINT, "two"),
    ]  # fmt: skip
    assert "(two)" in one.text
    assert "(one)" in two.text


def another(outlet, **values):
    facts = {field.attname: getattr(outlet, field.attname) for field in Outlet._meta.concrete_fields}
    return Outlet.objects.create(**facts | {"code": "two", "latitude": 38.915} | values)


@pytest.mark.parametrize(
    "address", ["西安路1号", "大连市沙河口区西安路 1 号", "沙河口区西安路１号（商场一楼）"]
)
def test_nearly_the_same_address_twice_is_found(outlet, address):
    another(outlet, address=address)
    assert [(found.kind, found.outlet, found.params["others"]) for found in findings()] == [
        (Kind.SAME_ADDRESS, "one", f"{outlet.name} (two)"),
        (Kind.SAME_ADDRESS, "two", f"{outlet.name} (one)"),
    ]


@pytest.mark.parametrize("address", ["西安路11号", "黄河路1号"])
def test_another_door_is_another_address(outlet, address):
    another(outlet, address=address)
    assert findings() == ()


@pytest.mark.parametrize(("hours", "kinds"), [("Mo 08:00-22:00", []), ("Mo 07:59-22:00", [Kind.LONG_DAY])])
def test_more_than_fourteen_hours_a_day_are_asked_about(outlet, hours, kinds):
    assert [kind for kind, _, _ in changed(outlet, hours=hours)] == kinds


def test_a_telephone_number_that_is_none_is_found(outlet):
    assert changed(outlet, phones=["053****5909"]) == [(Kind.PHONE, "one", "phones")]


def test_an_outlet_that_nobody_has_verified_is_found(outlet):
    assert changed(outlet, verified_on=None) == [(Kind.NEVER_VERIFIED, "one", "verified_on")]


def test_a_verification_is_good_for_ninety_days(outlet):
    assert changed(outlet, verified_on=TODAY - timedelta(days=90)) == []
    assert changed(outlet, verified_on=TODAY - timedelta(days=91)) == [
        (Kind.VERIFIED_LONG_AGO, "one", "verified_on")
    ]


def test_a_verification_in_the_future_is_found(outlet):
    assert changed(outlet, verified_on=TODAY + timedelta(days=1)) == [
        (Kind.VERIFIED_IN_FUTURE, "one", "verified_on")
    ]


def test_a_suspension_past_its_last_day_is_found_and_not_a_day_before(outlet):
    suspended = {"status": "suspended", "status_from": TODAY - timedelta(days=9)}
    assert changed(outlet, **suspended, status_until=TODAY) == []
    assert changed(outlet, **suspended, status_until=TODAY - timedelta(days=1)) == [
        (Kind.SUSPENSION_OVER, "one", "status_until")
    ]


def test_a_service_suspended_past_its_last_day_is_found(outlet):
    day = TODAY - timedelta(days=1)
    Offer.objects.filter(outlet=outlet, service="pin").update(suspended_from=day, suspended_until=day)
    assert changed(outlet) == [(Kind.OFFER_SUSPENSION_OVER, "one", "pin.suspended_until")]


@pytest.mark.parametrize(
    ("days", "kinds"),
    [(-1, [Kind.CALENDAR_OVER]), (0, [Kind.CALENDAR_ENDS_SOON]), (29, [Kind.CALENDAR_ENDS_SOON]), (30, [])],
)
def test_a_calendar_that_ends_is_found_in_time(outlet, days, kinds):
    assert [found.kind for found in findings(calendar_known_until=TODAY + timedelta(days=days))] == kinds


def test_every_kind_has_words_and_no_word_stays_unfilled(outlet):
    assert set(WORDS) == set(Kind)
    some = findings(expected=2, calendar_known_until=TODAY)
    assert [found.kind for found in some] == [Kind.COUNT, Kind.CALENDAR_ENDS_SOON]
    assert all("%(" not in found.text for found in some)


def test_the_number_of_queries_does_not_grow_with_the_outlets(django_assert_num_queries, outlet):
    with django_assert_num_queries(3):
        findings()
    Outlet.objects.all().delete()
    sample_rows.load(today=TODAY)
    with django_assert_num_queries(3):
        findings()


def test_the_sample_has_no_error_and_shows_what_a_warning_looks_like():
    sample_rows.load(today=TODAY)
    found = findings(expected=53)
    assert [each for each in found if each.severity is Severity.ERROR] == []
    assert {each.kind for each in found} == {
        Kind.NO_POSITION,
        Kind.NEVER_VERIFIED,
        Kind.VERIFIED_LONG_AGO,
        Kind.OFFER_SUSPENSION_OVER,
        Kind.SAME_ADDRESS,
    }


def test_an_outlet_is_counted_and_checked_until_the_day_it_closes(outlet):
    Outlet.objects.update(
        status="closed", status_from=TODAY + timedelta(days=7), status_reason="搬迁", verified_on=None
    )
    assert Kind.NEVER_VERIFIED in {finding.kind for finding in findings()}
    assert findings(today=TODAY + timedelta(days=7)) == ()
