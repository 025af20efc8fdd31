"""What costs a worker time or the database a row is counted to the address that it comes from."""

from __future__ import annotations

import pytest
from django.test import Client

from locator.limits.applications import PHOTOS_FROM, STARTS
from locator.models import ApplicationDraft, Bank
from tests.limits.spent import all_but_one

from .conftest import Applicant
from .test_photo_step import upload


def test_photos_from_one_address_are_counted(applicant: Applicant) -> None:
    applicant.fill_in(until="photo")
    assert applicant.answer("photo", photo=upload(b"x")).status_code == 422
    all_but_one(PHOTOS_FROM[0])
    said = [applicant.answer("photo", photo=upload(b"x")).status_code for _time in range(2)]
    assert said == [422, 429]
    assert applicant.answer("photo", photo_source="on-file").status_code == 302, "that costs nothing"


@pytest.mark.usefixtures("bank")
def test_forms_begun_from_one_address_are_counted() -> None:
    assert Client().post("/apply/").status_code == 302
    all_but_one(STARTS[0])
    assert [Client().post("/apply/").status_code for _time in range(2)] == [302, 429]
    assert ApplicationDraft.objects.count() == 2


def test_looking_at_the_start_is_not_counted(bank: Bank) -> None:
    assert Client().post("/apply/").status_code == 302
    all_but_one(STARTS[0])
    assert {Client().get("/apply/").status_code for _time in range(2)} == {200}
    assert Client().post("/apply/").status_code == 302, "the last of them is left"
