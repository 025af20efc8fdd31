"""A photo that is sent for a correction is counted as one that is sent with the form."""

from __future__ import annotations

from locator.limits.applications import PHOTOS_FROM
from tests.public.apply.test_photo_step import upload

from .conftest import Applicant


def test_photos_from_one_address_are_counted(applicant: Applicant) -> None:
    applicant.sent_back("photo")
    said = [
        applicant.post("correct", photo=upload(b"x")).status_code for _time in range(PHOTOS_FROM[0].most + 1)
    ]
    assert said == [422] * PHOTOS_FROM[0].most + [429]
