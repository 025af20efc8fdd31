"""Rows and triggers that must stand in every database, whatever else is in it.

They are laid down after every migrate rather than in a migration: a flush empties the tables, and
SQLite drops a table's triggers when a later migration rebuilds the table.
"""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import Any

from django.db import connections, router, transaction
from django.utils import timezone

from .bank import Bank, District
from .guide import GuideEntry
from .hours import CalendarDay, CalendarYear, HoursException
from .outlet import Offer, Outlet
from .place import Place
from .street_map import StreetMap
from .version import CatalogueVersion

CATALOGUE_MODELS = (
    Bank,
    District,
    Outlet,
    Offer,
    HoursException,
    CalendarYear,
    CalendarDay,
    Place,
    GuideEntry,
    StreetMap,
)
DISTRICTS = Path(__file__).parent.parent / "data" / "districts.csv"

# Written by the trigger in the form in which Django reads times from SQLite.
SQLITE_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"


def lay_down_standing_rows(using: str, **kwargs: Any) -> None:
    """Put the ten districts, the version row and its triggers in place; doing it again changes nothing."""
    if not router.allow_migrate_model(using, CatalogueVersion):
        return
    tables = connections[using].introspection.table_names()
    if not {model._meta.db_table for model in (CatalogueVersion, *CATALOGUE_MODELS)} <= set(tables):
        return  # migrated back to before the catalogue
    with transaction.atomic(using=using):
        CatalogueVersion.objects.using(using).get_or_create(
            # From the clock, so that a database emptied and filled again never repeats a number.
            id=1,
            defaults={"number": time.time_ns(), "changed_at": timezone.now()},
        )
        _write_districts(using)
        _create_triggers(using)


def _write_districts(using: str) -> None:
    """Write the districts that differ from the shipped table; what is equal is left, to raise no version."""
    known = {row["code"]: row for row in District.objects.using(using).values()}
    with DISTRICTS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            facts = {
                "code": row["code"],
                "name": row["name"],
                "name_en": row["name_en"],
                "latitude": float(row["latitude"]),
                "longitude": float(row["longitude"]),
                "radius_m": int(float(row["radius_m"])),
            }
            if known.get(row["code"]) != facts:
                District(**facts).save(using=using)


def _create_triggers(using: str) -> None:
    connection = connections[using]
    statements = {"sqlite": _sqlite_triggers, "postgresql": _postgresql_triggers}[connection.vendor]()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite_triggers() -> list[str]:
    version = CatalogueVersion._meta.db_table
    return [
        f"CREATE TRIGGER IF NOT EXISTS {model._meta.db_table}_{event.lower()}_raises_version "  # noqa: S608 - our own
        f"AFTER {event} ON {model._meta.db_table} BEGIN "
        f"UPDATE {version} "
        f"SET number = number + 1, changed_at = {SQLITE_NOW}; END"
        for model in CATALOGUE_MODELS
        for event in ("INSERT", "UPDATE", "DELETE")
    ]


def _postgresql_triggers() -> list[str]:
    version = CatalogueVersion._meta.db_table
    statements = [
        (
            "CREATE OR REPLACE FUNCTION locator_raise_catalogue_version() RETURNS trigger "  # noqa: S608 - our own
            f"LANGUAGE plpgsql AS $$ BEGIN UPDATE {version} "
            "SET number = number + 1, changed_at = clock_timestamp(); RETURN NULL; END $$"
        ),
    ]
    for model in CATALOGUE_MODELS:
        table = model._meta.db_table
        statements.append(
            f"CREATE OR REPLACE TRIGGER {table}_raises_version AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION locator_raise_catalogue_version()"
        )
    return statements
