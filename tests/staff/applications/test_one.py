"""One application: masked until it is opened, each look an event, each move against what was seen."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils.translation import override

from locator.applications.amend import amend
from locator.applications.moves import move
from locator.applications.opening import LOOKS, OPEN_FOR
from locator.applications.redaction import redact
from locator.applications.states import BY_BANK
from locator.hours import SHANGHAI
from locator.models import ApplicationEvent, MailApplication, OutgoingMessage, State
from locator.staff.applications.actions import WORDS
from locator.staff.applications.words import happening
from tests.applications.people import PHONE, grown_up, number
from tests.applications.pictures import file, picture
from tests.house import files
from tests.staff.conftest import OTHER_BANK, words

from .conftest import PARCEL, queries_of

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)
SECRETS = ("张建国", number(sequence=1), PHONE, "中山路1号2单元301室")
REASONS = {State.NEEDS_CORRECTION: {"reasons": ["photo", "address"]}, State.REJECTED: {"reason": "counter"}}


def page(one, way="", language="/en"):
    return f"{language}/staff/applications/{one.pk}/{way}"


def press(browser, one, to, **more):
    """Press a button of the page on which an application was seen."""
    seen = {"to": to, "state": one.state, "revision": one.revision}
    if to == State.POSTED:
        seen["ems_number"] = PARCEL
    return browser.post(page(one, "move/"), seen | REASONS.get(to, {}) | more)


def trace():
    return [list(model.objects.values()) for model in (MailApplication, ApplicationEvent, OutgoingMessage)]


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


@pytest.mark.parametrize("start", sorted(BY_BANK))
def test_what_the_table_allows_stands_on_the_page_and_nothing_else(clerk, as_, apply, start):
    shown = as_(clerk).get(page(apply(state=start))).context["actions"]
    assert {action.to for action in shown} == BY_BANK[start]
    assert BY_BANK[start] <= set(WORDS)


@pytest.mark.parametrize(
    ("start", "to"), [(start, to) for start in sorted(BY_BANK) for to in sorted(BY_BANK[start])]
)
def test_every_move_is_made_by_its_form(clerk, as_, apply, start, to):
    one = apply(state=start)
    answer = press(as_(clerk), one, to)
    assert (answer.status_code, answer.url) == (302, page(one))
    one.refresh_from_db()
    assert one.state == to
    assert one.events.last().by == clerk


def test_from_claim_to_delivery_the_history_says_it_all_in_words(clerk, as_, apply):
    one, browser = apply(), as_(clerk)
    for to in (State.IN_REVIEW, State.ACCEPTED, State.MAKING, State.POSTED, State.DELIVERED):
        press(browser, one, to)
        one.refresh_from_db()
    said = words(browser.get(page(one)))
    for step in ("Received", "Taken on", "Accepted", "Being made", "In the post", "Delivered", PARCEL):
        assert step in said
    chinese = words(browser.get(page(one, language="")))
    assert "已受理" in chinese
    assert not [value for value in State.values if value in chinese]


def test_several_reasons_go_with_a_correction(clerk, as_, apply):
    one, browser = apply(state=State.IN_REVIEW), as_(clerk)
    press(browser, one, State.NEEDS_CORRECTION)
    one.refresh_from_db()
    assert one.reasons == ["photo", "address"]
    assert "The postal address is not complete" in words(browser.get(page(one)))


@pytest.mark.parametrize(
    ("start", "to", "more", "field"),
    [
        (State.IN_REVIEW, State.NEEDS_CORRECTION, {"reasons": []}, "reasons"),
        (State.IN_REVIEW, State.NEEDS_CORRECTION, {"reasons": ["his neighbour"]}, "reasons"),
        (State.IN_REVIEW, State.REJECTED, {"reason": ""}, "reason"),
        (State.MAKING, State.POSTED, {"ems_number": "EA123456784CN"}, "ems_number"),
        (State.MAKING, State.POSTED, {"ems_number": ""}, "ems_number"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_moves(
    clerk, as_, apply, start, to, more, field
):
    one = apply(state=start)
    before = trace()
    answer = press(as_(clerk), one, to, **more)
    assert answer.status_code == 422
    form = next(action.form for action in answer.context["actions"] if action.to == to)
    assert form.errors[field]
    assert f'href="#{form[field].auto_id}"' in answer.text
    assert f'id="{form[field].auto_id}_error"' in answer.text
    assert trace() == before


def test_a_number_of_another_parcel_is_refused_beside_the_field(clerk, as_, apply):
    posted, one = apply(7, state=State.POSTED), apply(1, state=State.MAKING)
    answer = press(as_(clerk), one, State.POSTED, ems_number=posted.ems_number)
    assert answer.status_code == 422
    assert "Another application has this number already" in words(answer)
    assert posted.ems_number in answer.text, "what was typed stays"


def test_the_second_of_two_clerks_is_told_what_the_first_one_did(clerk, manager, as_, apply):
    seen = apply(state=State.IN_REVIEW)
    press(as_(manager), seen, State.ACCEPTED)
    before = trace()
    answer = press(as_(clerk), seen, State.REJECTED)
    assert answer.status_code == 409
    assert "Somebody was faster manager, " in words(answer)
    assert ": Accepted." in words(answer)
    assert trace() == before


def test_what_was_chosen_is_kept_where_it_can_still_be_done(clerk, as_, apply):
    seen = apply(state=State.IN_REVIEW)
    amend(MailApplication.objects.get(), {"address": "人民路2号1单元101室"})
    answer = press(as_(clerk), seen, State.NEEDS_CORRECTION)
    assert answer.status_code == 409
    assert "the applicant, " in words(answer)
    assert "Changed." in words(answer)
    form = next(action.form for action in answer.context["actions"] if action.to == State.NEEDS_CORRECTION)
    assert form["reasons"].value() == ["photo", "address"]
    now = MailApplication.objects.get()
    assert press(as_(clerk), now, State.NEEDS_CORRECTION).status_code == 302


def test_looking_is_not_what_somebody_else_did(clerk, manager, as_, apply):
    seen = apply(state=State.IN_REVIEW)
    press(as_(manager), seen, State.ACCEPTED)
    as_(manager).post(page(seen, "open/"))
    assert press(as_(clerk), seen, State.REJECTED).context["last"].what == "Accepted"


@pytest.mark.parametrize(
    "given",
    [{"revision": "-1"}, {"revision": "x"}, {"state": "gone"}, {"state": ""}, {"revision": "9" * 40}],
)
def test_a_form_that_was_made_up_moves_nothing(clerk, as_, apply, given):
    one = apply(state=State.IN_REVIEW)
    before = trace()
    assert press(as_(clerk), one, State.ACCEPTED, **given).status_code in {409, 422}
    assert trace() == before


@pytest.mark.parametrize("to", ["", "gone", "withdrawn"])
def test_a_move_that_is_none_of_the_bank_s_is_not_there(clerk, as_, apply, to):
    assert press(as_(clerk), apply(), to).status_code == 404


def test_a_state_that_was_made_up_does_not_get_round_the_table(clerk, as_, apply):
    one = apply()
    one.state = State.MAKING
    assert press(as_(clerk), one, State.POSTED).status_code == 409
    assert MailApplication.objects.get().state == "submitted"


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


@pytest.mark.parametrize("times", [1, 30])
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
