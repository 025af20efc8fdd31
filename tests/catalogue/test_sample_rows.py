"""What tests get as the sample is the sample, to the last row."""

from datetime import date
from typing import Any

from django.db import transaction

from locator.catalogue.sample import load_sample
from locator.models import Bank, HoursException, Offer, Outlet
from tests import sample_rows

TODAY = date(2026, 11, 24)


def everything() -> list[list[Any]]:
    # A copied day has the number that it was first given.
    names = {model: [field.attname for field in model._meta.concrete_fields if field.attname != "id"]
             for model in (Bank, Outlet, Offer, HoursException)}  # fmt: skip
    return [sorted(map(repr, model.objects.values_list(*fields))) for model, fields in names.items()]


def test_the_copied_rows_are_those_that_were_loaded(db: None) -> None:
    with transaction.atomic():
        load_sample(today=TODAY)
        loaded = everything()
        transaction.set_rollback(True)
    assert [len(rows) for rows in everything()] == [0, 0, 0, 0]
    for _time in range(2):  # loaded at first, perhaps, and copied then
        with transaction.atomic():
            sample_rows.load(today=TODAY)
            assert everything() == loaded
            transaction.set_rollback(True)


def test_what_comes_after_the_copied_rows_has_a_number_of_its_own(db: None) -> None:
    with transaction.atomic():
        sample_rows.load(today=TODAY)
        transaction.set_rollback(True)
    sample_rows.load(today=TODAY)
    outlet = Outlet.objects.order_by("pk")[0]
    before = outlet.history.count()
    outlet.landmark_note = "旁边"
    outlet.save()
    assert outlet.history.count() == before + 1


def test_beside_what_is_there_already_the_sample_is_loaded_and_nothing_of_it_is_kept(db: None) -> None:
    with transaction.atomic():
        Bank.objects.create(code="another", name="别的银行", short_name="别")
        sample_rows.load(today=TODAY)
        beside = everything()
        transaction.set_rollback(True)
    sample_rows.load(today=TODAY)
    assert len(everything()[0]) == len(beside[0]) - 1
    assert not Bank.objects.filter(code="another").exists()
