"""What an applicant changes goes by the rules of the form, leaves an event, and is told by a message."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from locator.applications.facts import opened
from locator.applications.moves import move
from locator.applications.secrecy import decrypted
from locator.applications.submit import submit
from locator.models import ApplicationDraft, ApplicationEvent, MailApplication, OutgoingMessage, State
from locator.public.follow import changes
from tests.applications.conftest import WANTED
from tests.applications.people import child, grown_up, number
from tests.applications.pictures import file, picture

from .conftest import WAY, Applicant

NEW = {
    "recipient": "李梅", "recipient_phone": "139 0013 9000", "province": "北京市", "city": "北京市",
    "district": "朝阳区", "address": "建国路9号2单元",
}  # fmt: skip


def messages() -> list[str]:
    return list(OutgoingMessage.objects.order_by("id").values_list("topic", flat=True))


def test_the_address_changes_until_the_card_is_posted(applicant: Applicant) -> None:
    answer = applicant.post("address", **NEW)
    assert answer.url == "/follow/application/?said=address"
    kept = opened(applicant.application)
    assert (kept.address, kept.province, kept.recipient_phone) == ("建国路9号2单元", "北京市", "13900139000")
    event = ApplicationEvent.objects.latest("id")
    assert (event.action, event.by_name) == ("changed", "")
    assert messages() == ["submitted", "changed"], "whoever did not do it hears of it"
    assert "邮寄地址已更改" in applicant.browser.get(answer.url).content.decode()


def test_after_posting_the_address_stays(applicant: Applicant) -> None:
    applicant.moved(*WAY[:4])
    assert "address/" not in applicant.page()
    assert applicant.post("address", **NEW).url == "/follow/application/?said=meanwhile"
    assert opened(applicant.application) == grown_up()


@pytest.mark.parametrize(
    ("field", "value"),
    [("address", "建国路"), ("province", "香港特别行政区"), ("recipient", ""), ("recipient_phone", "12345")],
)
def test_a_bad_address_changes_nothing_and_keeps_what_was_typed(
    applicant: Applicant, field: str, value: str
) -> None:
    answer = applicant.post("address", **NEW | {field: value})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert NEW["district"] in answer.content.decode()
    assert opened(applicant.application) == grown_up()
    assert ApplicationEvent.objects.count() == 1


def test_an_address_that_changes_while_a_correction_is_waited_for_is_no_correction(
    applicant: Applicant,
) -> None:
    applicant.sent_back("name")
    applicant.post("address", **NEW)
    assert applicant.application.state == State.NEEDS_CORRECTION


def test_what_was_asked_for_is_corrected_and_goes_back_to_the_bank(applicant: Applicant) -> None:
    applicant.sent_back("name", "validity")
    assert "/follow/correct/" in applicant.page()
    answer = applicant.post("correct", name="张建民", valid_until="2030-01-01")
    assert answer.url == "/follow/application/?said=corrected"
    kept = applicant.application
    assert (kept.state, opened(kept).name, opened(kept).valid_until) == (
        State.SUBMITTED, "张建民", "2030-01-01",
    )  # fmt: skip
    assert messages()[-1] == "corrected"


def test_the_form_asks_for_what_the_reasons_name_and_nothing_else(applicant: Applicant) -> None:
    applicant.sent_back("number")
    form = applicant.browser.get("/follow/correct/").context["form"]
    assert list(form.fields) == ["number", "born", "sex", "as_it_is"]
    applicant.post("correct", number=number(sequence=125), name="别人")
    assert opened(applicant.application).name == grown_up().name


def test_day_of_birth_and_sex_follow_from_a_new_number(applicant: Applicant) -> None:
    applicant.sent_back("number")
    applicant.post("correct", number=number(born=date(1950, 1, 2), sequence=124))
    kept = opened(applicant.application)
    assert (kept.born, kept.sex) == ("1950-01-02", "female")


def test_a_validity_is_corrected_to_none_only_by_saying_so(applicant: Applicant) -> None:
    applicant.sent_back("validity")
    for said in ({}, {"valid_until": "2030-01-01", "long_term": "on"}):
        assert set(applicant.post("correct", **said).context["form"].errors) == {"valid_until"}
    assert applicant.post("correct", valid_until="2031-01-01").status_code == 302
    assert opened(applicant.application).valid_until == "2031-01-01"
    applicant.sent_back("validity")
    assert applicant.post("correct", long_term="on").status_code == 302
    assert opened(applicant.application).valid_until == ""


def test_nothing_filled_in_is_pointed_out_at_each_field(applicant: Applicant) -> None:
    applicant.sent_back("name", "phone")
    answer = applicant.post("correct")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "recipient_phone"}
    assert applicant.application.state == State.NEEDS_CORRECTION


def test_a_correction_of_the_street_leaves_the_city_as_it_was(clerk: User) -> None:
    elsewhere = {"province": "四川省", "city": "成都市", "district": "武侯区"}
    applicant = Applicant(grown_up(**elsewhere), clerk)
    applicant.look_up()
    applicant.sent_back("address")
    form = applicant.browser.get("/follow/correct/").context["form"]
    untouched = {name: form[name].value() or "" for name in ("province", "city", "district", "address")}
    assert set(untouched.values()) == {""}
    assert applicant.post("correct", **untouched).status_code == 422, "nothing was corrected"
    assert applicant.post("correct", **untouched | {"address": "人民南路4号2栋"}).status_code == 302
    kept = opened(applicant.application)
    assert (kept.province, kept.city, kept.district, kept.address) == (
        "四川省", "成都市", "武侯区", "人民南路4号2栋",
    )  # fmt: skip


def test_what_is_typed_is_not_lost_under_the_tick_that_all_is_right(applicant: Applicant) -> None:
    applicant.sent_back("name")
    assert set(applicant.post("correct", name="王小朋", as_it_is="on").context["form"].errors) == {"as_it_is"}
    assert applicant.application.state == State.NEEDS_CORRECTION


def test_who_finds_everything_right_says_so(applicant: Applicant) -> None:
    applicant.sent_back("name", "phone")
    assert applicant.post("correct", as_it_is="on").status_code == 302
    assert applicant.application.state == State.SUBMITTED
    assert opened(applicant.application) == grown_up()
    assert ApplicationEvent.objects.latest("id").fields == []


def test_a_number_that_makes_the_holder_a_child_is_for_a_new_application(applicant: Applicant) -> None:
    applicant.sent_back("number")
    answer = applicant.post("correct", number=number(born=date(2015, 1, 2)))
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    assert opened(applicant.application) == grown_up()


def test_a_number_of_somebody_with_an_application_is_refused_as_everything_is(
    applicant: Applicant, clerk: User
) -> None:
    other = number(sequence=125)
    submit(grown_up(number=other), WANTED, token="another")
    applicant.sent_back("number")
    answer = applicant.post("correct", number=other)
    assert answer.status_code == 409
    assert "已申请" not in answer.content.decode()
    assert applicant.application.state == State.NEEDS_CORRECTION


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("me.jpg", data, "image/jpeg")


def test_a_new_photo_is_looked_at_before_it_is_sent(applicant: Applicant) -> None:
    applicant.sent_back("photo")
    looked = applicant.post("correct", photo=upload(file(picture())))
    assert looked.status_code == 200
    assert applicant.application.state == State.NEEDS_CORRECTION
    shown = applicant.browser.get("/follow/photo.jpg")
    assert shown["Content-Type"] == "image/jpeg"
    part = {"photo_width": "90", "photo_left": "5", "photo_top": "0"}
    assert applicant.post("correct", **part, look="1").status_code == 200
    assert applicant.post("correct", **part).status_code == 302
    kept = applicant.application
    assert kept.state == State.SUBMITTED
    assert decrypted(bytes(kept.photo or b""), "photo").startswith(b"\xff\xd8")
    assert not ApplicationDraft.objects.exists(), "nothing of it stays behind"


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"", file(picture())[:2000]], ids=["pdf", "empty", "cut"])
def test_a_bad_photo_is_an_error_at_its_field_and_leaves_nothing(applicant: Applicant, data: bytes) -> None:
    applicant.sent_back("photo")
    answer = applicant.post("correct", photo=upload(data))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"photo"}
    assert applicant.application.photo is not None
    assert applicant.browser.get("/follow/photo.jpg").status_code == 404


def test_a_guardian_is_corrected_in_part(clerk: User) -> None:
    applicant = Applicant(child(), clerk)
    applicant.look_up()
    applicant.sent_back("guardian")
    assert applicant.post("correct", guardian_name="李雪梅").status_code == 302
    kept = opened(applicant.application)
    assert (kept.guardian_name, kept.guardian_number) == ("李雪梅", child().guardian_number)


def test_there_is_nothing_to_correct_unless_the_bank_asks(applicant: Applicant) -> None:
    assert applicant.post("correct", name="别人").url == "/follow/application/?said=meanwhile"
    assert opened(applicant.application) == grown_up()


def test_withdrawing_asks_once_more(applicant: Applicant) -> None:
    assert applicant.browser.get("/follow/withdraw/").status_code == 200
    assert applicant.application.state == State.SUBMITTED
    assert applicant.post("withdraw").url == "/follow/application/?said=withdrawn"
    assert applicant.application.state == State.WITHDRAWN
    assert messages()[-1] == "withdrawn"


def test_a_card_that_is_being_made_can_no_longer_be_withdrawn(applicant: Applicant) -> None:
    applicant.moved(*WAY[:3])
    assert applicant.post("withdraw").url == "/follow/application/?said=meanwhile"
    assert applicant.application.state == State.MAKING


def test_a_clerk_who_is_faster_wins_and_the_applicant_is_told(
    applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clerk moves between the applicant's reading and writing."""

    def late(application: Any, *args: Any, **more: Any) -> Any:
        for to in WAY[:3]:
            move(applicant.application, to, by=applicant.clerk)
        return move(application, *args, **more)

    monkeypatch.setattr(changes, "move", late)
    assert applicant.post("withdraw").url == "/follow/application/?said=meanwhile"
    assert applicant.application.state == State.MAKING


def test_both_pages_say_until_when_a_correction_is_taken(applicant: Applicant) -> None:
    applicant.sent_back("address")
    MailApplication.objects.update(state_since="2026-11-01T02:00:00Z")
    for name in ("application", "correct"):
        assert re.search("12月1日.*前（含当日）", applicant.page(name))
