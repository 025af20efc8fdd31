"""One application: masked until it is opened, each look an event."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils.translation import override

from locator.applications.amend import amend
from locator.applications.moves import move
from locator.applications.opening import LOOKS, OPEN_FOR
from locator.applications.redaction import redact
from locator.hours import SHANGHAI
from locator.models import ApplicationEvent, MailApplication, State
from locator.staff.applications.words import happening
from tests.applications.people import PHONE, grown_up, number
from tests.applications.pictures import file, picture
from tests.house import files
from tests.staff.conftest import OTHER_BANK, words

from .conftest import page, press, queries_of, trace

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)
SECRETS = ("张建国", number(sequence=1), PHONE, "中山路1号2单元301室")


def test_the_page_is_masked_until_it_is_opened(clerk, as_, apply):
    one, browser = apply(), as_(clerk)
    said = browser.get(page(one)).text
    assert not [secret for secret in SECRETS if secret in said]
    opened = browser.post(page(one, "open/"))
    assert not [secret for secret in SECRETS if secret not in opened.text]
    assert "no-store" in opened.headers["Cache-Control"]
    again = browser.get(page(one)).text
    assert not [secret for secret in SECRETS if secret in again]


def test_every_opening_is_an_event_with_a_name_and_without_a_value(clerk, as_, apply):
    one, browser = apply(), as_(clerk)
    browser.post(page(one, "open/"))
    browser.post(page(one, "open/"))
    looks = ApplicationEvent.objects.filter(action="opened")
    assert [(look.by, look.by_name, look.fields, look.state) for look in looks] == [
        (clerk, "clerk", [], "submitted")
    ] * 2


@pytest.mark.parametrize("way", ["open/", "move/", "label/"])
def test_an_answer_that_is_asked_for_again_leads_back_to_the_masked_page(clerk, as_, apply, way):
    """As the link to the other language does, which stands on every page."""
    one = apply(state=State.ACCEPTED)
    before = trace()
    answer = as_(clerk).get(page(one, way))
    assert (answer.status_code, answer.url) == (302, page(one))
    assert trace() == before


def test_the_photo_is_given_to_who_has_opened_it_and_to_nobody_else(clerk, manager, as_, apply):
    data = file(picture((358, 441)))
    one, browser = apply(photo=data), as_(clerk)
    assert browser.get(page(one, "photo/")).status_code == 404
    assert page(one, "photo/") in browser.post(page(one, "open/")).text
    shown = browser.get(page(one, "photo/"))
    assert (shown.content, shown.headers["Content-Type"]) == (data, "image/jpeg")
    assert "no-store" in shown.headers["Cache-Control"]
    assert as_(manager).get(page(one, "photo/")).status_code == 404


def test_ten_minutes_later_the_photo_is_not_there_any_more(clerk, as_, apply):
    with time_machine.travel(NOW, tick=False) as clock:
        one, browser = apply(photo=b"photo"), as_(clerk)
        browser.post(page(one, "open/"))
        clock.shift(OPEN_FOR - timedelta(seconds=1))
        assert browser.get(page(one, "photo/")).status_code == 200
        clock.shift(1)
        assert browser.get(page(one, "photo/")).status_code == 404


def test_opening_one_opens_no_other(clerk, as_, apply):
    one, other, browser = apply(1, photo=b"1"), apply(2, photo=b"2"), as_(clerk)
    browser.post(page(one, "open/"))
    assert browser.get(page(other, "photo/")).status_code == 404


@pytest.mark.parametrize("way", ["", "open/", "photo/", "move/", "label/"])
def test_another_bank_s_is_not_there(clerk, as_, apply, way):
    one = apply(bank=OTHER_BANK)
    before = trace()
    assert {as_(clerk).get(page(one, way)).status_code, as_(clerk).post(page(one, way)).status_code} <= {
        404,
        405,
    }
    assert trace() == before


def test_an_erased_application_opens_and_says_so(clerk, as_, apply):
    one = apply(state=State.REJECTED)
    redact(one)
    browser = as_(clerk)
    for answer in (browser.get(page(one)), browser.post(page(one, "open/"))):
        assert answer.status_code == 200
        assert "Erased on" in words(answer)
        assert "What is personal was erased" in words(answer)
    assert not ApplicationEvent.objects.filter(action="opened").exists()


def test_an_address_changed_after_the_label_was_printed_is_said(clerk, as_, apply):
    one, browser = apply(state=State.MAKING), as_(clerk)
    warning = "The address has changed since the label was printed"
    amend(MailApplication.objects.get(), {"address": "人民路2号1单元101室"})
    assert warning not in words(browser.get(page(one)))
    label = browser.post(page(one, "label/"))
    assert "人民路2号1单元101室" in label.text
    assert warning not in words(browser.get(page(one)))
    amend(MailApplication.objects.get(), {"address": "解放路3号1单元101室"})
    assert warning in words(browser.get(page(one)))


def test_no_event_of_a_whole_way_holds_a_personal_value(clerk, as_, apply):
    one, browser = apply(photo=b"photo"), as_(clerk)
    for way in ("open/", "label/"):
        browser.post(page(one, way))
    browser.post("/staff/applications/person/", {"document": "resident", "number": number(sequence=1)})
    for to in (State.IN_REVIEW, State.ACCEPTED, State.MAKING, State.POSTED, State.RETURNED, State.REJECTED):
        press(browser, one, to)
        one.refresh_from_db()
        browser.post(page(one, "label/"))
    assert one.state == "rejected"
    facts = grown_up(number=number(sequence=1))
    values = {getattr(facts, name) for name in facts.__slots__} - {"", "resident", "male"}
    told = str(list(ApplicationEvent.objects.values_list("action", "fields", "reasons", "by_name")))
    assert not [value for value in values if value in told]


@pytest.mark.parametrize("times", [1, 12])
def test_it_asks_as_often_for_a_long_history_as_for_a_short_one(clerk, as_, apply, times):
    one, browser = apply(), as_(clerk)
    for _time in range(times):
        browser.post(page(one, "open/"))
    assert queries_of(lambda: browser.get(page(one))) == 5


def test_who_has_taken_it_on_is_said(clerk, manager, as_, apply):
    one = move(apply(), State.IN_REVIEW, by=manager)
    assert "taken on by manager" in words(as_(clerk).get(page(one)))
    assert "taken on by you" in words(as_(manager).get(page(one)))


def test_every_event_that_is_written_anywhere_has_words() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8") for path in files(".py", under=("locator/applications",))
    )
    written = set(re.findall(r'action(?:=| = ")"?([a-z-]+)"', sources)) | LOOKS | set(State)
    assert {"submitted", "erased", "erasure-asked", "corrected"} <= written
    for action in written:
        for language in ("en", "zh-hans"):
            with override(language):
                said = happening(ApplicationEvent(action=action, state="submitted")).what
            assert said != action
            assert said[0].isupper() if language == "en" else not said.isascii()
