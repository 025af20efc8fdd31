"""An uploaded picture is handled in memory: whatever it is, no file is written while it is looked at."""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from locator.applications.photo import LARGEST_FILE
from tests.applications.pictures import bomb, file, picture

from .conftest import Applicant

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# Filled while a test looks; a hook stays for as long as the process lives.
WATCHED: list[list[str]] = []


def note(event: str, given: tuple[Any, ...]) -> None:
    if WATCHED and event == "open" and isinstance(given[2], int) and given[2] & WRITING:
        WATCHED[-1].append(str(given[0]))


sys.addaudithook(note)


@pytest.fixture
def at_the_photo(applicant: Applicant) -> Applicant:
    applicant.fill_in(until="photo")
    return applicant


def written(applicant: Applicant, data: bytes) -> tuple[int, list[str]]:
    """Upload a file; return the status of the answer, and what was opened to be written meanwhile."""
    WATCHED.append([])
    try:
        photo = SimpleUploadedFile("me.jpg", data, "image/jpeg")
        answer = applicant.answer("photo", photo_source="upload", photo=photo)
        applicant.browser.get("/apply/photo.jpg")
    finally:
        opened = WATCHED.pop()
    return answer.status_code, opened


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (file(picture((1200, 1600))), 200),
        (file(picture(), "PNG"), 200),
        (b"%PDF-1.7\n" + bytes(3_000_000), 422),
        (file(picture((1200, 1600)))[:60_000], 422),
        (file(picture((20, 20))), 422),
        (bomb(), 422),
        (bytes(LARGEST_FILE + 1), 422),
    ],
    ids=["large", "png", "pdf", "cut", "tiny", "bomb", "too-large"],
)
def test_no_file_is_written_for_a_picture(at_the_photo: Applicant, data: bytes, status: int) -> None:
    assert written(at_the_photo, data) == (status, [])


def test_the_control_django_s_own_way_writes_a_large_one(at_the_photo: Applicant, settings: Any) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    status, opened = written(at_the_photo, file(picture((1200, 1600))))
    assert status == 200
    assert any(name.endswith(".upload.jpg") for name in opened)


def test_there_is_no_folder_for_uploads(settings: Any) -> None:
    assert settings.MEDIA_ROOT == ""
    assert "default" not in settings.STORAGES
