"""A photo sent ahead is what the card needs, lies encrypted in the database for a day, or leaves nothing."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from io import BytesIO
from itertools import product
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation
from PIL import Image

from locator.applications.photo import LARGEST_FILE, PhotoError, prepare, reduced
from locator.applications.prepared import prepared
from locator.applications.secrecy import decrypted
from locator.models import ApplicationDraft, MailApplication, RateCounter
from tests.applications.people import OTHER_PHONE, grown_up
from tests.applications.pictures import bomb, file, picture
from tests.thorough import one_in

from .conftest import NOBODYS, Program, errors_of

GOOD = file(picture())
BAD: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "a pdf": lambda: b"%PDF-1.7\n" + b"x" * 1000,
    "truncated": lambda: GOOD[: len(GOOD) // 2],
    "twenty pixels": lambda: file(picture((20, 20))),
    "a bomb": bomb,
    "before a blue wall": lambda: file(picture(ground=(60, 90, 200))),
    "a gif": lambda: file(picture(), "GIF"),
    "too large": lambda: GOOD + b"\0" * LARGEST_FILE,
    "nothing in it": lambda: file(Image.new("RGB", (900, 1200), "white")),
}


@cache
def bad(what: str) -> bytes:
    """Make it when it is needed: the largest takes longer than all the tests of this file."""
    return BAD[what]()


def kept(program: Program) -> bytes | None:
    draft = prepared(program.token)
    assert draft is not None
    return draft.photo


@pytest.mark.parametrize(
    ("content_type", "data"),
    [("image/jpeg", GOOD), ("image/png", file(picture(), "PNG")), ("image/jpeg", file(picture(), "PNG"))],
)
def test_a_picture_alone_is_kept_as_the_card_needs_it(
    proved: Program, content_type: str, data: bytes
) -> None:
    answer = proved.photo(data, content_type)
    photo = kept(proved)
    assert photo is not None
    assert (answer.status_code, answer.json()) == (201, {"width": 358, "height": 441, "bytes": len(photo)})
    assert Image.open(BytesIO(photo)).size == (358, 441)
    assert 14 * 1024 <= len(photo) <= 40 * 1024


def test_of_a_form_the_part_is_kept_that_it_names(proved: Program) -> None:
    whole = proved.photo(BytesIO(GOOD), "multipart")
    assert whole.status_code == 201
    first = kept(proved)
    part = proved.photo(BytesIO(GOOD), "multipart", left="0.1", top="0", width="0.8")
    assert part.status_code == 201
    assert kept(proved) != first


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"left": "1"}, {"left"}),
        ({"left": "-0.1", "width": "2"}, {"left", "width"}),
        ({"top": "nan", "width": "0"}, {"top"}),
        ({"width": "0"}, {"width"}),
        ({"width": "half"}, {"width"}),
        ({"width": "1e999"}, {"width"}),
        ({"height": "1"}, {"height"}),
    ],
)
def test_a_part_that_is_none_is_refused(proved: Program, fields: dict[str, str], named: set[str]) -> None:
    answer = proved.photo(BytesIO(GOOD), "multipart", **fields)
    assert answer.status_code == 400
    assert {attr for _code, attr in errors_of(answer)} == named
    assert kept(proved) is None


@pytest.mark.long
@pytest.mark.parametrize("what", [name for name in BAD if name not in {"empty"}])
def test_a_bad_photo_gets_the_sentence_of_the_page_and_leaves_nothing(
    proved: Program, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bad(what)
    monkeypatch.setattr(builtins, "open", refuse_to_write(builtins.open))
    # Both languages and both ways of sending, in the long run each in each.
    for language, content_type in one_in(3, [*product(("zh-hans", "en"), ("image/jpeg", "multipart"))]):
        proved.client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        answer = proved.photo(BytesIO(data) if content_type == "multipart" else data, content_type)  # type: ignore[arg-type]
        assert (answer.status_code, errors_of(answer)) == (400, [("unusable", "photo")])
        assert answer.json()["errors"][0]["detail"] == sentence_of_the_page(data, language)
        assert kept(proved) is None


def sentence_of_the_page(data: bytes, language: str) -> str:
    with translation.override(language), pytest.raises(PhotoError) as caught:
        prepare(reduced(data))
    return str(caught.value)


def refuse_to_write(real: Any) -> Any:
    def opening(name: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        assert "w" not in mode, name
        return real(name, mode, *args, **options)

    return opening


def test_a_bad_photo_leaves_the_good_one_that_came_before(proved: Program) -> None:
    proved.photo(GOOD)
    before = kept(proved)
    proved.photo(bad("a pdf"))
    assert kept(proved) == before


def test_no_photo_at_all_is_said_so(proved: Program) -> None:
    for answer in (proved.photo(b""), proved.client.post(
        "/api/v1/applications/photo/", {"width": "1"}, headers={"Application-Token": proved.token}
    )):  # fmt: skip
        assert errors_of(answer) == [("required", "photo")]


@pytest.mark.parametrize("content_type", ["application/json", "image/gif", "text/plain"])
def test_another_type_of_body_is_refused_with_those_that_are_taken(
    proved: Program, content_type: str
) -> None:
    answer = proved.photo(GOOD, content_type)
    assert (answer.status_code, errors_of(answer)) == (415, [("unsupported_media_type", None)])
    assert "image/png" in answer.json()["errors"][0]["detail"]


def test_a_file_under_another_name_is_refused(proved: Program) -> None:
    headers = {"Application-Token": proved.token}
    answer = proved.client.post("/api/v1/applications/photo/", {"scan": BytesIO(GOOD)}, headers=headers)
    assert errors_of(answer) == [("unknown_field", None)]


def test_two_files_are_refused(proved: Program) -> None:
    headers = {"Application-Token": proved.token}
    files = {"photo": [BytesIO(GOOD), BytesIO(GOOD)]}
    assert proved.client.post("/api/v1/applications/photo/", files, headers=headers).status_code == 400
    assert kept(proved) is None


@pytest.mark.parametrize("token", ["", "short", NOBODYS])
def test_whoever_has_proved_no_telephone_fills_no_database(program: Program, token: str) -> None:
    program.ask_for_code()
    program.token = token or program.token  # a code was sent for it, and not checked
    answer = program.photo(GOOD)
    assert (answer.status_code, errors_of(answer)) == (400, [("not_proved", "Application-Token")])
    assert not ApplicationDraft.objects.exists()
    assert not RateCounter.objects.filter(key__startswith="photo").exists()


def test_nobody_may_send_the_token_in_the_address(proved: Program) -> None:
    answer = proved.client.post(f"/api/v1/applications/photo/?token={proved.token}", {"photo": BytesIO(GOOD)})
    assert errors_of(answer) == [("not_here", "token")]


def test_a_photo_lies_encrypted_and_for_a_day_after_the_proof(proved: Program) -> None:
    proved.photo(GOOD)
    row = ApplicationDraft.objects.get()
    assert decrypted(bytes(row.photo), "draft-photo") == kept(proved)
    assert b"JFIF" not in bytes(row.photo)
    with time_machine.travel(timezone.now() + timedelta(hours=20)):
        assert proved.photo(GOOD).status_code == 201
    assert ApplicationDraft.objects.get().expires_at == row.expires_at, "sending it again keeps it no longer"
    with time_machine.travel(row.expires_at):
        assert errors_of(proved.photo(GOOD)) == [("not_proved", "Application-Token")]


def test_the_photo_goes_with_the_application_and_is_erased_before_it(proved: Program) -> None:
    proved.photo(GOOD)
    photo = kept(proved)
    assert proved.apply().status_code == 201
    assert decrypted(bytes(MailApplication.objects.get().photo), "photo") == photo
    assert kept(proved) is None


def test_a_document_without_a_photo_at_the_authority_needs_one(proved: Program) -> None:
    foreigner = grown_up(document="passport", number="E12345678", phone=grown_up().phone)
    content = proved.content(foreigner)
    assert errors_of(proved.apply(content)) == [("invalid", "photo")]
    proved.photo(GOOD)
    assert proved.apply(content).status_code == 201
    assert proved.apply(content).status_code == 200, "the photo is gone, the receipt is not"


def test_the_photo_of_another_token_is_nobody_s(proved: Program) -> None:
    proved.photo(GOOD)
    stranger = Program()
    stranger.prove(OTHER_PHONE)
    content = stranger.content(grown_up(document="passport", number="E12345678", phone=OTHER_PHONE))
    assert errors_of(stranger.apply(content)) == [("invalid", "photo")]


def test_ten_photos_an_hour_are_looked_at_for_one_token(proved: Program) -> None:
    sent = [proved.photo(bad("a pdf")).status_code for _ in range(11)]
    assert sent == [400] * 10 + [429]
