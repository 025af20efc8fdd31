"""A catalogue from before the history gets one row each, so that its first change can be read and undone."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.db import connection

from locator.models import Offer, Outlet

migration = import_module("locator.migrations.0003_first_history")


def test_every_row_is_written_down_as_it_stands(outlet):
    for model in (Outlet, Offer):
        model.history.all().delete()

    migration.write_down(apps, SimpleNamespace(connection=connection))

    written = Outlet.history.get(code=outlet.code)
    assert (written.history_type, written.name, written.hours) == ("+", outlet.name, outlet.hours)
    assert Offer.history.filter(outlet_id=outlet.code).count() == 6
