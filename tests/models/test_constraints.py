"""What the database refuses, whoever asks: each constraint is tripped once."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from locator.models import CalendarDay, CalendarYear, District, HoursException, Offer, Outlet, Place

from .test_application_constraints import BROKEN as OF_APPLICATIONS
from .test_staff_constraints import BROKEN as OF_STAFF
from .test_street_map_constraints import BROKEN as OF_MAPS

DAY = date(2026, 12, 1)
BEFORE = date(2026, 11, 1)
PLACE = {
    "name": "西安路",
    "kind": "road",
    "district_id": "210204",
    "latitude": 38.9,
    "longitude": 121.6,
    "radius_m": 800,
    "source": "test",
}


def change(outlet, **values):
    Outlet.objects.filter(pk=outlet.pk).update(**values)


def offer(outlet, **values):
    outlet.offers.filter(service="apply").update(**values)


def exception(outlet, **values):
    HoursException.objects.create(
        **{"outlet": outlet, "first_day": DAY, "last_day": DAY, "reason": "x"} | values
    )


def year(outlet, **values):
    CalendarYear.objects.create(**{"year": 2026, "source": "x", "checked_on": DAY} | values)


def day(outlet, **values):
    year(outlet)
    given = {"year_id": 2026, "day": DAY, "kind": "holiday", "name": "x", "name_en": "x"} | values
    CalendarDay.objects.create(**given)


def place(outlet, **values):
    Place.objects.create(**PLACE | values)


def same_place_twice(outlet):
    place(outlet)
    place(outlet)


def seventh_offer(outlet):
    Offer.objects.create(outlet=outlet, service="apply")


def district(outlet, **values):
    District.objects.filter(code="210204").update(**values)


BROKEN = {
    "outlet_on_earth": [
        (change, {"latitude": 91, "longitude": 121, "position_source": "staff"}),
        (change, {"latitude": 39, "longitude": 181, "position_source": "staff"}),
        (change, {"latitude": -90.1, "longitude": 0, "position_source": "staff"}),
    ],
    "outlet_latitude_and_longitude_together": [
        (change, {"latitude": 39, "position_source": "staff"}),
        (change, {"longitude": 121}),
    ],
    "outlet_verified_position_exists": [(change, {"position_verified": True})],
    "outlet_position_names_its_source": [
        (change, {"latitude": 39, "longitude": 121}),
        (change, {"position_source": "staff"}),
    ],
    "outlet_status_known": [(change, {"status": "asleep", "status_from": DAY})],
    "outlet_status_ends_after_it_starts": [
        (change, {"status": "suspended", "status_from": DAY, "status_until": BEFORE})
    ],
    "outlet_out_of_service_from_a_date": [
        (change, {"status": "suspended"}),
        (change, {"status": "closed"}),
        (change, {"status": "closed", "status_from": DAY, "status_until": DAY}),
        (change, {"status_from": DAY}),
    ],
    "outlet_has_hours": [(change, {"hours": ""})],
    "offer_once_per_outlet_and_service": [(seventh_offer, {})],
    "offer_service_known": [(offer, {"service": "hair-cut"})],
    "offer_cards_known": [(offer, {"cards": "gold"})],
    "offer_who_known": [(offer, {"who": "nobody"})],
    "offer_suspension_ends_after_it_starts": [
        (offer, {"suspended_from": DAY, "suspended_until": BEFORE}),
        (offer, {"suspended_until": DAY}),
    ],
    "exception_ends_after_it_starts": [(exception, {"last_day": BEFORE})],
    "exception_service_known": [(exception, {"service": "hair-cut"})],
    "calendar_year_plausible": [(year, {"year": 1999}), (year, {"year": 2200})],
    "calendar_day_kind_known": [(day, {"kind": "maybe"})],
    "calendar_day_in_its_year": [(day, {"day": date(2027, 1, 1)})],
    "place_once_per_district": [(same_place_twice, {})],
    "place_on_earth": [(place, {"latitude": 121.6, "longitude": 38.9}), (place, {"longitude": 200})],
    "place_kind_known": [(place, {"kind": "dream"})],
    "district_on_earth": [(district, {"latitude": 100})],
}


@pytest.mark.parametrize(
    ("name", "act", "values"),
    [(name, act, values) for name, ways in BROKEN.items() for act, values in ways],
)
def test_the_database_refuses(outlet, name, act, values):
    # Both databases name the constraint; SQLite names the columns of a unique one.
    names = [name, *ALSO.get(name, ())]
    if fields := getattr(CONSTRAINTS[name], "fields", ()):
        names.append(f"UNIQUE constraint failed: .*{fields[0]}")
    with pytest.raises(IntegrityError, match="|".join(names)), transaction.atomic():
        act(outlet, **values)


# PostgreSQL looks at them by name, so another one that the row breaks as well may come first.
ALSO = {"outlet_status_known": ("outlet_out_of_service_from_a_date",)}
CONSTRAINTS = {
    constraint.name: constraint
    for model in apps.get_app_config("locator").get_models()
    for constraint in model._meta.constraints
}


def test_every_constraint_is_tripped():
    # The version row's own stands in test_version.py.
    tripped = {*BROKEN, *OF_STAFF, *OF_APPLICATIONS, *OF_MAPS}
    assert tripped == set(CONSTRAINTS) - {"one_catalogue_version"}
    assert all(isinstance(c, models.CheckConstraint | models.UniqueConstraint) for c in CONSTRAINTS.values())


@pytest.mark.parametrize("act", [exception, year, day, place])
def test_the_sound_row_is_accepted(outlet, act):
    act(outlet)


def test_a_position_that_is_no_number_is_refused(outlet):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(outlet, latitude=float("nan"), longitude=float("nan"), position_source="staff")
