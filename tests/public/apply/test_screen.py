"""What the pages of the form look like to a thumb and say to an eye."""

from __future__ import annotations

import re

import pytest

from locator.models import OutgoingMessage
from tests.applications.pictures import file, picture

from .conftest import Applicant, code_sent
from .test_photo_step import upload


@pytest.mark.parametrize(
    ("step", "box"), [("person", "long_term"), ("consent", "consent_notice"), ("consent", "consent_courier")]
)
def test_a_box_to_tick_is_a_tile_with_its_words_inside(applicant: Applicant, step: str, box: str) -> None:
    applicant.fill_in(until=step)
    page = applicant.browser.get(f"/apply/{step}/").text
    tile = re.search(rf'<label class="tile" for="id_{box}">(.*?)</label>', page)
    assert tile
    assert f'name="{box}"' in tile[1]
    assert "<span>" in tile[1]


def test_a_box_that_was_missed_has_its_error_beside_it(applicant: Applicant) -> None:
    applicant.fill_in(until="consent")
    page = applicant.answer("consent", consent_bank="on").text
    assert 'id="id_consent_notice_error"' in page
    assert '<a href="#id_consent_notice">' in page


def test_the_part_of_a_photo_is_chosen_in_words(applicant: Applicant) -> None:
    applicant.fill_in(until="photo")
    page = applicant.answer("photo", photo=upload(file(picture()))).text
    for said in ("放大", "左右位置", "上下位置", "放大到 1.25 倍", "往右 5%", "往下 70%", "one-below"):
        assert said in page


def test_a_new_code_is_sent_where_the_old_one_is_typed(applicant: Applicant) -> None:
    applicant.fill_in(until="code")
    assert "验证码" in applicant.browser.get("/apply/code/").text
    assert applicant.answer("code", send="1").url == "/apply/code/"
    assert OutgoingMessage.objects.filter(topic="code").count() == 2
    assert applicant.answer("code", code=code_sent()).url == "/apply/check/"


def test_new_codes_are_counted_as_the_first_one(applicant: Applicant) -> None:
    applicant.fill_in(until="code")
    assert [applicant.answer("code", send="1").status_code for _time in range(3)] == [302, 302, 429]


def test_the_list_of_errors_has_the_sign_of_its_language(applicant: Applicant) -> None:
    applicant.fill_in(until="phone")
    assert re.search(r'<a href="#id_phone">[^<]+</a>：', applicant.answer("phone", phone="0411").text)
