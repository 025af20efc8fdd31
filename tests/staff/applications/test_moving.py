"""Moving one application: what the table allows, against what was seen, with what is missing said."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from locator.applications.amend import amend
from locator.applications.states import BY_BANK
from locator.models import MailApplication, State
from locator.staff.applications.actions import WORDS
from tests.staff.conftest import words

from .conftest import PARCEL, page, press, trace

MOVES = [(start, to) for start in sorted(BY_BANK) for to in sorted(BY_BANK[start])]


@contextmanager
def undone() -> Iterator[None]:
    """Take back what was made of one application, so that the next one begins as the first."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_what_the_table_allows_stands_on_the_page_and_nothing_else(clerk, as_, apply):
    browser, shown = as_(clerk), {}
    for sequence, start in enumerate(sorted(BY_BANK)):
        answer = browser.get(page(apply(sequence, state=start)))
        shown[start] = {action.to for action in answer.context["actions"]}
    assert shown == BY_BANK
    assert set().union(*BY_BANK.values()) <= set(WORDS)


def test_every_move_is_made_by_its_form(clerk, as_, apply):
    browser = as_(clerk)
    for start, to in MOVES:
        with undone():
            one = apply(state=start)
            answer = press(browser, one, to)
            assert (answer.status_code, answer.url) == (302, page(one)), (start, to)
            one.refresh_from_db()
            assert one.state == to, start
            assert one.events.last().by == clerk, (start, to)


def test_from_claim_to_delivery_the_history_says_it_all_in_words(clerk, as_, apply):
    one, browser = apply(), as_(clerk)
    for to in (State.IN_REVIEW, State.ACCEPTED, State.MAKING, State.POSTED, State.DELIVERED):
        press(browser, one, to)
        one.refresh_from_db()
    said = words(browser.get(page(one)))
    for step in ("Received", "Taken on", "Accepted", "Being made", "In the post", "Delivered", PARCEL):
        assert step in said
    chinese = words(browser.get(page(one, language="")))
    assert "已接手" in chinese
    assert not [value for value in State.values if value in chinese]


def test_several_reasons_go_with_a_correction(clerk, as_, apply):
    one, browser = apply(state=State.IN_REVIEW), as_(clerk)
    press(browser, one, State.NEEDS_CORRECTION)
    one.refresh_from_db()
    assert one.reasons == ["photo", "address"]
    assert "The postal address is not complete" in words(browser.get(page(one)))


MISSING = [
    (State.IN_REVIEW, State.NEEDS_CORRECTION, {"reasons": []}, "reasons"),
    (State.IN_REVIEW, State.NEEDS_CORRECTION, {"reasons": ["his neighbour"]}, "reasons"),
    (State.IN_REVIEW, State.REJECTED, {"reason": ""}, "reason"),
    (State.MAKING, State.POSTED, {"ems_number": "EA123456784CN"}, "ems_number"),
    (State.MAKING, State.POSTED, {"ems_number": ""}, "ems_number"),
]


def test_what_is_missing_is_said_beside_its_field_and_nothing_moves(clerk, as_, apply):
    browser = as_(clerk)
    for start, to, more, field in MISSING:
        with undone():
            one = apply(state=start)
            before = trace()
            answer = press(browser, one, to, **more)
            assert answer.status_code == 422, more
            form = next(action.form for action in answer.context["actions"] if action.to == to)
            assert form.errors[field], more
            assert f'href="#{form[field].auto_id}"' in answer.text, more
            assert f'id="{form[field].auto_id}_error"' in answer.text, more
            assert trace() == before, more


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


def test_a_form_that_was_made_up_moves_nothing(clerk, as_, apply):
    one, browser = apply(state=State.IN_REVIEW), as_(clerk)
    before = trace()
    for given in (
        {"revision": "-1"},
        {"revision": "x"},
        {"state": "gone"},
        {"state": ""},
        {"revision": "9" * 40},
    ):
        assert press(browser, one, State.ACCEPTED, **given).status_code in {409, 422}, given
        assert trace() == before, given


@pytest.mark.parametrize("to", ["", "gone", "withdrawn"])
def test_a_move_that_is_none_of_the_bank_s_is_not_there(clerk, as_, apply, to):
    assert press(as_(clerk), apply(), to).status_code == 404


def test_a_state_that_was_made_up_does_not_get_round_the_table(clerk, as_, apply):
    one = apply()
    one.state = State.MAKING
    assert press(as_(clerk), one, State.POSTED).status_code == 409
    assert MailApplication.objects.get().state == "submitted"
