"""The form asks one thing a page, keeps what was typed, and sends it once."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from locator.applications.consents import CONSENT_VERSION
from locator.applications.facts import opened
from locator.applications.secrecy import decrypted
from locator.models import ApplicationDraft, Bank, MailApplication, OutgoingMessage
from locator.models.references import spelled
from locator.public.apply.steps import STEPS
from tests.applications.people import OTHER_PHONE, child, grown_up
from tests.applications.pictures import file, picture

from .conftest import Applicant, code_sent


def test_a_grown_up_goes_from_the_start_to_the_receipt(applicant: Applicant) -> None:
    assert applicant.fill_in() == "/apply/check/"
    check = applicant.browser.get("/apply/check/")
    for value in (grown_up().name, grown_up().number, grown_up().address, "示例银行", "1948-02-29"):
        assert value in check.text
    receipt = applicant.send()
    application = MailApplication.objects.get()
    assert spelled(application.reference) in receipt.text
    assert opened(application) == grown_up()
    assert application.consents == dict.fromkeys(("notice", "bank", "courier"), CONSENT_VERSION)
    assert not ApplicationDraft.objects.exists()


def test_a_child_s_guardian_is_asked_and_consents(bank: Bank) -> None:
    applicant = Applicant(child())
    assert applicant.fill_in() == "/apply/check/"
    applicant.send()
    application = MailApplication.objects.get()
    assert opened(application) == child()
    assert application.consents["child"] == CONSENT_VERSION


def test_a_grown_up_is_asked_for_no_guardian_and_led_on(applicant: Applicant) -> None:
    applicant.fill_in(until="person")
    assert applicant.browser.get("/apply/guardian/").url == "/apply/person/"
    applicant.go_on("/apply/person/", until="photo")
    assert applicant.browser.get("/apply/guardian/").url == "/apply/photo/"
    assert applicant.browser.get("/apply/nothing/").status_code == 404


def test_who_closes_the_receipt_leaves_nothing_open_on_the_device(applicant: Applicant) -> None:
    applicant.fill_in()
    assert "/apply/done/leave/" in applicant.send().text
    assert applicant.browser.get("/apply/done/leave/").status_code == 405
    assert applicant.browser.post("/apply/done/leave/").url == "/"
    assert applicant.browser.get("/apply/done/").url == "/apply/"


def test_sending_it_again_shows_the_same_receipt(applicant: Applicant) -> None:
    applicant.fill_in()
    first = applicant.send()
    again = applicant.browser.get("/apply/done/")
    reference = spelled(MailApplication.objects.get().reference)
    assert reference in first.text
    assert reference in again.text
    assert reference in applicant.send().text
    assert MailApplication.objects.count() == 1


def test_a_page_of_the_form_that_was_sent_leads_to_the_receipt(applicant: Applicant) -> None:
    applicant.fill_in()
    applicant.send()
    for page in ("person", "code", "check"):
        assert applicant.browser.get(f"/apply/{page}/").url == "/apply/done/"


def test_a_receipt_is_shown_to_nobody_else(applicant: Applicant) -> None:
    applicant.fill_in()
    applicant.send()
    assert Client().get("/apply/done/").url == "/apply/"
    stranger = Client()
    stranger.post("/apply/")
    assert stranger.get("/apply/done/").url == "/apply/"


@pytest.mark.parametrize("page", ["who", "person", "bank", "check", "code"])
def test_without_a_start_every_page_leads_to_it(bank: Bank, page: str) -> None:
    for answer in (Client().get(f"/apply/{page}/"), Client().post(f"/apply/{page}/", {"x": "1"})):
        assert (answer.status_code, answer.url) == (302, "/apply/")


@pytest.mark.parametrize(
    ("step", "answers", "field"),
    [
        ("who", {}, "kind"),
        ("who", {"kind": "reissue"}, "reissue_reason"),
        ("person", {"name": "张建国", "document": "resident", "number": "1"}, "number"),
        ("photo", {"photo_source": "upload"}, "photo"),
        ("bank", {"bank": "another"}, "bank"),
        ("bank", {}, "bank"),
        ("post", {"recipient": "张"}, "address"),
        ("consent", {"consent_bank": "on"}, "consent_notice"),
        ("phone", {"phone": "0411"}, "phone"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    applicant: Applicant, step: str, answers: dict[str, str], field: str
) -> None:
    applicant.fill_in(until=step)
    page = applicant.answer(step, **answers)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    for value in answers.values():
        assert value == "on" or value in page.text
    assert not OutgoingMessage.objects.exists()


def test_going_back_finds_every_answer(applicant: Applicant) -> None:
    applicant.fill_in()
    page = applicant.browser.get("/apply/post/")
    assert f'value="{grown_up().address}"' in page.text
    assert "checked" in applicant.browser.get("/apply/consent/").text


def test_an_answer_that_is_missing_leads_back_to_its_step(applicant: Applicant) -> None:
    applicant.fill_in(until="post")
    assert applicant.browser.get("/apply/check/").url == "/apply/post/"


def test_another_telephone_has_to_be_proved_again(applicant: Applicant) -> None:
    applicant.fill_in()
    assert applicant.answer("phone", phone=OTHER_PHONE).url == "/apply/code/"
    assert applicant.browser.get("/apply/check/").url == "/apply/code/"
    assert applicant.answer("code", code="0" * 6).status_code in {302, 422}
    applicant.answer("code", code=code_sent())
    assert applicant.browser.get("/apply/check/").status_code == 200


def test_a_wrong_code_says_so_and_the_sixth_asks_for_a_new_one(applicant: Applicant) -> None:
    applicant.fill_in(until="code")
    wrong = f"{(int(code_sent()) + 1) % 10**6:06}"
    said = [applicant.answer("code", code=wrong).context["error"] for _time in range(6)]
    assert len(set(said[:5])) == 1
    assert said[5] != said[0]
    assert applicant.answer("code", code=code_sent()).status_code == 422


def test_codes_are_sent_three_times_an_hour_to_one_telephone(applicant: Applicant) -> None:
    applicant.fill_in(until="phone")
    statuses = [applicant.answer("phone", phone=grown_up().phone).status_code for _time in range(4)]
    assert statuses == [302, 302, 302, 429]


def upload(data: bytes, name: str = "me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def test_an_uploaded_photo_is_shown_cropped_and_kept(applicant: Applicant) -> None:
    applicant.fill_in(until="photo")
    page = applicant.answer("photo", photo_source="upload", photo=upload(file(picture((1200, 1600)))))
    assert page.status_code == 200
    assert "/apply/photo.jpg" in page.text
    whole = applicant.browser.get("/apply/photo.jpg").content
    crop = {"photo_source": "upload", "photo_width": "80", "photo_left": "10", "photo_top": "0"}
    assert applicant.answer("photo", **crop, look="1").status_code == 200
    assert applicant.browser.get("/apply/photo.jpg").content != whole
    assert applicant.answer("photo", **crop).url == "/apply/bank/"
    for step, answers in (
        ("bank", {"bank": "bank"}),
        ("post", applicant.own("recipient", "recipient_phone", "province", "city", "district", "address")),
        ("consent", {f"consent_{name}": "on" for name in ("notice", "bank", "courier")}),
        ("phone", applicant.own("phone")),
    ):
        applicant.answer(step, **answers)
    applicant.answer("code", code=code_sent())
    applicant.send()
    kept = decrypted(bytes(MailApplication.objects.get().photo), "photo")
    assert kept.startswith(b"\xff\xd8")
    assert 14 * 1024 <= len(kept) <= 40 * 1024


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", file(picture())[:900], file(picture((20, 20)))],
    ids=["empty", "pdf", "cut", "tiny"],
)
def test_a_file_that_is_no_photo_is_refused_with_a_word(applicant: Applicant, data: bytes) -> None:
    applicant.fill_in(until="photo")
    page = applicant.answer("photo", photo_source="upload", photo=upload(data))
    assert page.status_code == 422
    assert page.context["form"].errors["photo"]
    assert applicant.browser.get("/apply/photo.jpg").status_code == 404


def test_a_photo_before_a_dark_wall_is_shown_and_refused(applicant: Applicant) -> None:
    applicant.fill_in(until="photo")
    page = applicant.answer("photo", photo_source="upload", photo=upload(file(picture(ground="#335577"))))
    assert page.status_code == 422
    assert applicant.browser.get("/apply/photo.jpg").status_code == 200
    assert applicant.answer("photo", photo_source="upload").status_code == 422
    assert applicant.answer("photo", photo_source="on-file").status_code == 302


def test_a_stranger_cannot_tell_that_somebody_has_applied(applicant: Applicant, bank: Bank) -> None:
    applicant.fill_in()
    applicant.send()
    stranger = Applicant(grown_up(phone=OTHER_PHONE))
    stranger.fill_in()
    page = stranger.send()
    assert page.status_code == 409
    assert MailApplication.objects.get().reference not in page.text.replace("-", "")
    same = Applicant()
    same.fill_in()
    assert spelled(MailApplication.objects.get().reference) in same.send().text


def test_nothing_typed_reaches_an_address_or_a_log(applicant: Applicant, caplog: Any) -> None:
    with caplog.at_level("DEBUG"):
        applicant.fill_in()
        applicant.send()
    for value in (grown_up().name, grown_up().number, grown_up().phone, grown_up().address):
        assert value not in caplog.text


def test_the_cookie_is_for_the_form_alone(applicant: Applicant) -> None:
    applicant.begin()
    cookie = applicant.browser.cookies["application"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 24 * 3600)
    assert not Client().get("/apply/").cookies.get("application")


def test_without_a_bank_that_takes_them_there_is_a_way_on(bank: Bank) -> None:
    Bank.objects.update(mail_applications=False)
    page = Client().get("/apply/")
    assert "12333" in page.text
    assert "<form method" not in page.text


def test_a_forged_form_of_another_site_is_refused(applicant: Applicant) -> None:
    applicant.fill_in()
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = applicant.browser.cookies
    assert forged.post("/apply/check/").status_code == 403
    assert not MailApplication.objects.exists()


def test_a_photo_that_will_not_do_is_not_sent_by_going_round_its_page(applicant: Applicant) -> None:
    applicant.fill_in()
    applicant.answer("photo", photo_source="upload", photo=upload(file(picture(ground="#335577"))))
    answer = applicant.browser.post("/apply/check/")
    assert (answer.status_code, answer.url) == (302, "/apply/photo/")
    assert applicant.browser.get(answer.url).context["form"].errors["photo"]
    assert not MailApplication.objects.exists()


@pytest.mark.parametrize(
    "said", [{}, {"valid_until": "2030-01-01", "long_term": "on"}], ids=["neither", "both"]
)
def test_a_document_has_a_last_day_or_none_and_one_of_them_is_said(
    applicant: Applicant, said: dict[str, str]
) -> None:
    applicant.begin()
    applicant.answer("who", kind="first")
    answer = applicant.answer("person", **applicant.own("name", "document", "number"), **said)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"valid_until"}


def test_replacements_that_are_switched_off_are_not_offered(applicant: Applicant, settings: Any) -> None:
    settings.REISSUE_BY_POST = False
    applicant.begin()
    assert "reissue" not in applicant.browser.get("/apply/who/").text
    assert applicant.answer("who", kind="reissue", reissue_reason="lost").status_code == 422
    assert applicant.answer("who", kind="first").status_code == 302


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_step_is_the_same_in_every_language(language: str) -> None:
    with translation.override("zh-hans"):
        numbers = {step: number for number, step in enumerate(STEPS)}
    with translation.override(language):
        assert [numbers.get(step) for step in STEPS] == list(range(len(STEPS)))
