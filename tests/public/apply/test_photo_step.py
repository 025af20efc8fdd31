"""The photo's page: what is uploaded is meant, and shown before the form goes on."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.applications.pictures import file, picture

from .conftest import Applicant


def upload(data: bytes, name: str = "me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def test_a_file_that_was_chosen_is_meant_also_where_the_other_tile_is_still_ticked(
    applicant: Applicant,
) -> None:
    applicant.fill_in(until="photo")
    page = applicant.answer("photo", photo_source="on-file", photo=upload(file(picture())))
    source = page.context["form"]["photo_source"].value()
    assert source == "upload"
    assert applicant.answer("photo", photo_source=source).url == "/apply/bank/"
    assert applicant.browser.get("/apply/photo.jpg").status_code == 200


def test_a_file_that_cannot_be_read_leaves_the_tile_of_the_upload_ticked(applicant: Applicant) -> None:
    applicant.fill_in(until="photo")
    page = applicant.answer("photo", photo_source="on-file", photo=upload(b"%PDF-1.7"))
    assert page.status_code == 422
    assert page.context["form"]["photo_source"].value() == "upload"
