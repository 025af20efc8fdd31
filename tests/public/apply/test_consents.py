"""What is agreed to names who gets the data, and is asked again when that is somebody else."""

from __future__ import annotations

from typing import Any

from django.test import Client

from locator.applications.consents import CONSENT_VERSION
from locator.models import Bank, MailApplication
from tests.applications.people import child, grown_up

from .conftest import Applicant


def test_the_notice_names_who_answers_for_the_data_and_for_how_long(
    applicant: Applicant, settings: Any
) -> None:
    settings.OPERATOR_NAME, settings.OPERATOR_CONTACT = "某某中心", "0411-12345678"
    settings.KEEP_APPLICATIONS_DAYS = 77
    Bank.objects.update(phone="95599")
    applicant.begin()
    assert applicant.browser.get("/apply/consent/").url == "/apply/bank/"
    applicant.answer("bank", bank="bank")
    page = applicant.browser.get("/apply/consent/").text
    for said in (
        "某某中心",
        "0411-12345678",
        "77天",
        "示例银行（95599）",
        "提供给示例银行",
        "中国邮政速递物流",
    ):
        assert said in page


def test_another_bank_needs_another_consent_and_no_other(applicant: Applicant) -> None:
    Bank.objects.create(code="other", name="另一银行", short_name="另一", mail_applications=True)
    applicant.fill_in()
    applicant.answer("bank", bank="bank")
    assert applicant.browser.get("/apply/check/").status_code == 200, "the same bank again"
    applicant.answer("bank", bank="other")
    assert applicant.browser.get("/apply/check/").url == "/apply/consent/"
    page = applicant.browser.get("/apply/consent/")
    assert "提供给另一银行" in page.text
    agreed = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    assert agreed == {
        "consent_notice": CONSENT_VERSION,
        "consent_bank": None,
        "consent_courier": CONSENT_VERSION,
    }


def test_the_ages_that_are_named_are_the_ones_that_hold(bank: Bank, settings: Any) -> None:
    settings.GUARDIAN_BELOW_AGE, settings.CHILD_DATA_BELOW_AGE = 17, 13
    assert "未满17周岁" in Client().get("/apply/").text
    applicant = Applicant(child())
    applicant.fill_in(until="consent")
    assert "未满13周岁" in applicant.browser.get("/apply/consent/").text


def test_a_child_without_an_identity_card_is_asked_for_a_photo(bank: Bank) -> None:
    applicant = Applicant(child(valid_until=""))
    applicant.fill_in(until="photo")
    assert "户口簿" in applicant.browser.get("/apply/person/").text
    assert applicant.answer("photo", photo_source="on-file").status_code == 422


def test_who_turns_out_to_be_a_grown_up_leaves_no_consent_of_a_guardian(bank: Bank) -> None:
    applicant = Applicant(child())
    applicant.fill_in()
    person = {name: getattr(grown_up(), name) for name in ("name", "document", "number", "born", "sex")}
    assert applicant.answer("person", **person, long_term="on").url == "/apply/check/"
    applicant.send()
    assert set(MailApplication.objects.get().consents) == {"notice", "bank", "courier"}
