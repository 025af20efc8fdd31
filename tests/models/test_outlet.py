"""Outlets, their six offers, and the rules about which list they belong in."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from locator.models import Bank, Offer, Outlet, Service


def test_a_new_outlet_has_its_six_offers(outlet):
    assert {offer.service for offer in outlet.offers.all()} == set(Service.values)


def test_saving_an_outlet_again_leaves_its_offers_alone(outlet):
    outlet.offers.filter(service="apply").update(available=False, note="x")
    outlet.name = "新名字"
    outlet.save()
    assert outlet.offers.count() == 6
    assert outlet.offers.get(service="apply").note == "x"


def test_an_outlet_that_cannot_be_saved_leaves_no_offers(outlet):
    broken = Outlet(
        code="broken", bank=outlet.bank, district=outlet.district, name="x", address="x", source="x"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        broken.save()  # no hours
    assert not Offer.objects.filter(outlet_id="broken").exists()


@pytest.mark.parametrize(("today", "is_open"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_an_outlet_is_open_to_the_public_until_the_day_it_is_struck_off(outlet, today, is_open):
    assert outlet in Outlet.objects.open_to_public(today)
    Outlet.objects.update(status="closed", status_from=date(2027, 1, 1))
    assert (outlet in Outlet.objects.open_to_public(today)) is is_open


def test_the_sample_is_what_its_bank_says(outlet):
    assert outlet in Outlet.objects.sample()
    Bank.objects.update(is_sample=False)
    assert outlet not in Outlet.objects.sample()


def test_a_bank_with_outlets_cannot_be_deleted(outlet):
    with pytest.raises(IntegrityError):
        outlet.bank.delete()


@pytest.mark.parametrize("code", ["西安路", "Upper", "two--hyphens", "-first", "under_score", "a b", ""])
def test_a_code_that_would_not_stand_in_a_link_is_refused(outlet, code):
    outlet.code = code
    with pytest.raises(ValidationError) as refused:
        outlet.clean_fields()
    assert "code" in refused.value.message_dict


@pytest.mark.parametrize("hours", ["Mo-Fr 25:00-26:30x", "8点半到4点半", "Mo-Fr 08:30-"])
def test_hours_that_cannot_be_read_are_refused(outlet, hours):
    outlet.hours = hours
    with pytest.raises(ValidationError) as refused:
        outlet.clean_fields()
    assert "hours" in refused.value.message_dict


def test_a_sound_outlet_passes_its_checks(outlet):
    outlet.full_clean()
