"""The whole way of an application leaves nothing personal anywhere but under the keys."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.views.debug import get_default_exception_reporter_filter
from PIL import Image

from locator.applications.amend import amend
from locator.applications.lookup import find_again
from locator.applications.moves import move
from locator.applications.redaction import redact
from locator.applications.sending import send_due
from locator.models import ApplicationEvent, Bank, MailApplication, OutgoingMessage, State
from locator.public.apply import photo_step, views
from tests.applications.people import child, number
from tests.applications.pictures import file, picture

from .conftest import Applicant, code_sent
from .traces import Traces, every_row, found, kept_traces

ARTIST, PARCEL = 0x013B, "1029384756102"
FACTS = child(
    name="欧阳蘅芜", born="2014-05-17", number=number(born=date(2014, 5, 17), sequence=778),
    valid_until="2041-07-19", phone="13977531864", recipient="慕容采薇", recipient_phone="13877642953",
    province="青海省", city="方壶市", district="瀛洲区", address="蒹葭巷七号四单元",
    guardian_name="司徒望舒", guardian_number=number(born=date(1985, 3, 13), sequence=332),
    guardian_phone="13755319642",
)  # fmt: skip
# The rest are codes of lists: kinds of documents and of relation, and the sex.
MARKED = {
    name: value
    for name, value in asdict(FACTS).items()
    if value and name not in {"document", "guardian_document", "guardian_relation", "sex"}
} | {
    "name that was corrected": "欧阳杜若",
    "address that was changed": "芙蓉里九号",
    "name of the file": "欧阳家的照片",
    "what the camera wrote": "Camera of Ouyang",
    "number of the parcel": PARCEL,
}
PLAIN = {
    "DEFAULT_EXCEPTION_REPORTER": "django.views.debug.ExceptionReporter",
    "DEFAULT_EXCEPTION_REPORTER_FILTER": "django.views.debug.SafeExceptionReporterFilter",
}
# Open until the application is erased: the clerk looks for it, and the courier has it.
NOT_SECRET_YET = frozenset({"MailApplication.ems_number"})


@dataclass
class Walk:
    """Somebody on the whole way of an application, and all that is left behind on it."""

    applicant: Applicant
    clerk: User
    break_down: Callable[[Any, str], Any]
    traces: Traces
    marked: dict[str, str]

    @property
    def application(self) -> MailApplication:
        return MailApplication.objects.latest("id")

    def by_the_bank(self, *states: State, **more: Any) -> None:
        for to in states:
            move(self.application, to, by=self.clerk, **more)


def the_form_is_filled_in(walk: Walk) -> None:
    applicant = walk.applicant
    applicant.fill_in(until="photo")
    walk.marked["mark of the draft"] = applicant.browser.cookies["application"].value
    with walk.break_down(photo_step, "reduced"):
        assert applicant.answer("photo", photo_source="upload", photo=uploaded()).status_code == 500
    applicant.answer("photo", photo_source="upload", photo=uploaded())
    page = applicant.answer("photo", photo_source="upload").url
    with walk.break_down(views, "keep_draft"):
        assert applicant.answer("post", **applicant.own("address", "recipient")).status_code == 500
    assert applicant.go_on(page, until="code") == "/apply/code/"


def the_telephone_is_proved(walk: Walk) -> None:
    with walk.break_down(views.proof, "prove"):
        assert walk.applicant.answer("code", code=code_sent()).status_code == 500
    assert walk.applicant.answer("code", code=code_sent()).url == "/apply/check/"


def the_form_is_sent(walk: Walk) -> None:
    assert walk.applicant.browser.get("/apply/check/").status_code == 200
    with walk.break_down(views, "submit"):
        assert walk.applicant.browser.post("/apply/check/").status_code == 500
    with walk.break_down(views, "erase_draft"):
        assert walk.applicant.browser.post("/apply/check/").status_code == 500
    assert walk.applicant.send().status_code == 200


def it_is_followed(walk: Walk) -> None:
    assert find_again(walk.application.reference, FACTS.phone[-4:])
    assert not find_again(walk.application.reference, FACTS.phone)


def something_is_corrected(walk: Walk) -> None:
    walk.by_the_bank(State.IN_REVIEW)
    walk.by_the_bank(State.NEEDS_CORRECTION, reasons=["name", "photo"])
    amend(walk.application, {"name": MARKED["name that was corrected"]}, photo=b"jpeg")


def the_card_is_made_and_goes_to_another_address(walk: Walk) -> None:
    walk.by_the_bank(State.IN_REVIEW, State.ACCEPTED, State.MAKING, State.FAILED, State.MAKING)
    amend(walk.application, {"address": MARKED["address that was changed"]})
    walk.by_the_bank(State.POSTED, ems_number=PARCEL)
    walk.by_the_bank(State.RETURNED)
    amend(walk.application, {"address": FACTS.address})
    walk.by_the_bank(State.POSTED, ems_number=PARCEL)
    walk.by_the_bank(State.DELIVERED)


def messages_are_sent(walk: Walk) -> None:
    def fail(telephone: str, text: str, key: str) -> None:
        walk.traces.append(("message", text))
        raise TimeoutError(f"no answer for {telephone}")

    assert send_due(SimpleNamespace(send=fail)) == 0
    in_two_hours = timezone.now() + timedelta(hours=2)
    assert (
        send_due(SimpleNamespace(send=lambda *message: None), in_two_hours)
        == OutgoingMessage.objects.filter(topic="submitted").count()
    )


def it_is_erased(walk: Walk) -> None:
    assert redact(walk.application)


# What comes to the way later, a page of the applicant's or the clerk's, is one more line here.
THE_WHOLE_WAY = (
    the_form_is_filled_in,
    the_telephone_is_proved,
    the_form_is_sent,
    messages_are_sent,
    it_is_followed,
    something_is_corrected,
    the_card_is_made_and_goes_to_another_address,
    it_is_erased,
)


def uploaded() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[ARTIST] = MARKED["what the camera wrote"]
    return SimpleUploadedFile(f"{MARKED['name of the file']}.jpg", file(picture(), exif=exif), "image/jpeg")


@pytest.fixture
def walk(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> Walk:
    @contextmanager
    def break_down(module: Any, name: str) -> Iterator[None]:
        """Have a function fail where everything that was typed is at hand."""

        def fail(*given: Any, **more: Any) -> None:
            raise RuntimeError("It has broken down")

        with monkeypatch.context() as patched:
            patched.setattr(module, name, fail)
            yield

    applicant = Applicant(FACTS)
    applicant.browser.raise_request_exception = False
    clerk = User.objects.create(username="clerk", password="!")
    return Walk(applicant, clerk, break_down, Traces(), dict(MARKED))


def test_the_whole_way_leaves_nothing_personal_in_any_table_log_report_address_or_message(walk: Walk) -> None:
    left = set()
    with kept_traces() as traces:
        for step in THE_WHOLE_WAY:
            step(walk)
            left |= found(walk.marked, every_row(but=NOT_SECRET_YET))
    left |= found(walk.marked, every_row())
    left |= found(walk.marked, traces + walk.traces)
    assert left == {("number of the parcel", "statement")}, "that one is kept in the clear until the end"
    kinds = [where for where, _text in traces]
    assert set(kinds) == {"log", "statement", "error report", "address"}
    assert kinds.count("error report") == 2 * 5


def test_what_was_left_behind_would_be_found(walk: Walk) -> None:
    """The control: each place and each form of writing that the walk looks at."""
    with kept_traces() as traces:
        the_form_is_filled_in(walk)
        the_telephone_is_proved(walk)
        walk.applicant.send()
        logging.getLogger("locator").debug("for %s", [FACTS.name.encode()])
        walk.applicant.browser.get("/apply/", {"name": FACTS.name})
        ApplicationEvent.objects.create(
            application=walk.application, action="x", state="submitted", fields=[FACTS.recipient]
        )
    assert found(MARKED, every_row()) == {("recipient", "ApplicationEvent.fields")}
    seen = found(MARKED, traces)
    assert {("name", "log"), ("name", "address"), ("recipient", "statement")} <= seen


@pytest.mark.parametrize("place", ["DEFAULT_EXCEPTION_REPORTER", "DEFAULT_EXCEPTION_REPORTER_FILTER"])
def test_the_control_a_plain_error_report_holds_what_was_typed(walk: Walk, settings: Any, place: str) -> None:
    setattr(settings, place, PLAIN[place])
    get_default_exception_reporter_filter.cache_clear()
    try:
        with kept_traces() as traces:
            the_form_is_filled_in(walk)
    finally:
        get_default_exception_reporter_filter.cache_clear()
    seen = {name for name, where in found(walk.marked, traces) if where == "error report"}
    assert seen >= ({"name of the file"} if "FILTER" not in place else {"mark of the draft", "address"})
