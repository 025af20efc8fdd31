"""The version of the catalogue rises with every change, whoever makes it and however."""

from datetime import date
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from locator.models import (
    Act,
    ApplicationBatch,
    ApplicationDraft,
    ApplicationEvent,
    Bank,
    CalendarYear,
    CatalogueVersion,
    District,
    GeocodedAddress,
    HoursException,
    Invitation,
    MailApplication,
    MapBorder,
    MapDoor,
    MapPlace,
    Offer,
    OutgoingMessage,
    Outlet,
    PhoneProof,
    Place,
    Proposal,
    RateCounter,
    Report,
    SearchCount,
    StaffEvent,
    StaffMember,
    StreetMapImport,
    Upload,
    Visit,
)
from locator.models.standing import CATALOGUE_MODELS


def number() -> int:
    return CatalogueVersion.objects.get().number


def bulk_update(outlet):
    Outlet.objects.update(name="另一个名字")


def bulk_create(outlet):
    Bank.objects.bulk_create([Bank(code="b", name="B", short_name="B")])


def raw_sql(outlet):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE locator_offer SET note = 'x'")


def an_offer(outlet):
    outlet.offers.filter(service="apply").update(available=False)


def an_exception(outlet):
    day = date(2026, 12, 1)
    HoursException.objects.create(outlet=outlet, first_day=day, last_day=day, reason="x")


def a_year(outlet):
    CalendarYear.objects.create(year=2027, source="x", checked_on=date(2026, 11, 30))


def a_place(outlet):
    Place.objects.create(
        name="x", kind="road", district_id="210204", latitude=38.9, longitude=121.6, radius_m=5, source="x"
    )


def a_deletion(outlet):
    outlet.delete()


@pytest.mark.parametrize(
    "change", [bulk_update, bulk_create, raw_sql, an_offer, an_exception, a_year, a_place, a_deletion]
)
def test_every_change_raises_the_version(outlet, change):
    before = number()
    change(outlet)
    assert number() > before


def test_reading_leaves_the_version_alone(outlet):
    before = number()
    list(Outlet.objects.select_related("bank").all())
    assert number() == before


def test_a_change_that_is_undone_is_no_change(outlet):
    before = number()
    with transaction.atomic():
        bulk_update(outlet)
        transaction.set_rollback(True)
    assert number() == before


def test_the_time_of_the_change_is_kept(outlet):
    CatalogueVersion.objects.update(changed_at=timezone.now().replace(year=2020))
    bulk_update(outlet)
    assert abs(timezone.now() - CatalogueVersion.objects.get().changed_at).total_seconds() < 60


def test_every_table_of_the_catalogue_has_its_trigger():
    # A new table is part of what residents see, or stands here among those that are not.
    tables = set(Outlet._meta.apps.get_app_config("locator").get_models())
    of_staff = {Act, Invitation, Proposal, RateCounter, StaffEvent, StaffMember, Upload}
    of_residents = {Report, SearchCount, Visit}
    of_residents |= {ApplicationBatch, ApplicationDraft, ApplicationEvent, MailApplication}
    of_residents |= {OutgoingMessage, PhoneProof}
    # Whoever writes a street map's rows raises its number, and the street map has a trigger.
    of_maps = {GeocodedAddress, MapBorder, MapDoor, MapPlace, StreetMapImport}
    histories = {table for table in tables if table.__name__.startswith("Historical")}
    assert (
        set(CATALOGUE_MODELS) == tables - {CatalogueVersion} - of_staff - of_residents - of_maps - histories
    )


def test_two_changes_at_once_raise_the_version_by_two(race, outlet):
    # On PostgreSQL a statement counts once; on SQLite each row does, so each change touches one row.
    before = number()
    race(
        lambda: Bank.objects.filter(code="sample-bank").update(phone="1"),
        lambda: Outlet.objects.filter(code="sample-1").update(town="x"),
    )
    assert number() == before + 2


def test_the_race_is_real_where_the_number_is_read_and_then_written(race, transactional_db):
    # The control. In autocommit: inside an immediate transaction SQLite would let nobody in between.
    both_have_read = Barrier(2)

    def read_then_write():
        row = CatalogueVersion.objects.get()
        both_have_read.wait(timeout=20)
        CatalogueVersion.objects.update(number=row.number + 1)

    before = number()
    assert race(read_then_write, read_then_write) == [None, None]
    assert number() == before + 1


def test_adding_to_the_number_loses_no_change(race, transactional_db):
    before = number()

    def add():
        return CatalogueVersion.objects.update(number=F("number") + 1)

    assert race(*[add] * 8) == [1] * 8
    assert number() == before + 8


def test_a_flush_lays_the_standing_rows_down_again(transactional_db):
    before = number()
    call_command("flush", interactive=False, verbosity=0)
    assert District.objects.count() == 10
    assert number() > before, "a worker must not take the emptied catalogue for the one it holds"


def test_migrating_again_changes_nothing(transactional_db):
    before = number()
    call_command("migrate", verbosity=0)
    assert number() == before


def test_migrating_puts_a_district_back_as_the_shipped_table_has_it(transactional_db):
    District.objects.filter(code="210204").update(name_en="Changed by hand")
    call_command("migrate", verbosity=0)
    assert District.objects.get(code="210204").name_en == "Shahekou District"


def test_a_lost_trigger_is_laid_down_again(transactional_db):
    trigger = (
        "locator_bank_update_raises_version"
        if connection.vendor == "sqlite"
        else "locator_bank_raises_version"
    )
    on_table = "" if connection.vendor == "sqlite" else " ON locator_bank"
    Bank.objects.create(code="b", name="B", short_name="B")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}{on_table}")
    before = number()
    Bank.objects.update(phone="1")
    assert number() == before, "the trigger is what raises the version"

    call_command("migrate", verbosity=0)
    Bank.objects.update(phone="2")
    assert number() > before


def test_there_is_one_version_only(db):
    with pytest.raises(IntegrityError):
        CatalogueVersion.objects.create(id=2, number=1, changed_at=timezone.now())


def test_offers_count_as_catalogue(outlet):
    before = number()
    Offer.objects.filter(outlet=outlet).delete()
    assert number() > before
