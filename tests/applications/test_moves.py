"""Every pair of states: what the table allows succeeds with an event, all else leaves no trace."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from locator.applications.facts import opened
from locator.applications.moves import SILENT, MovedMeanwhileError, NotAllowedError, move
from locator.applications.states import (
    ADDRESS_MAY_CHANGE,
    BY_APPLICANT,
    BY_BANK,
    BY_TERM,
    ENDED,
    NEXT,
    OPEN,
    PROMISED,
)
from locator.applications.submit import submit
from locator.models import ApplicationEvent, MailApplication, OutgoingMessage, State

from .conftest import WANTED, make_bank
from .people import grown_up

PARCEL = "1234567890123"
REASONS = {State.NEEDS_CORRECTION: ["photo"], State.REJECTED: ["counter"]}


def needed(to: State) -> dict[str, Any]:
    """Return what goes with a move: reasons, the number of a parcel."""
    more: dict[str, Any] = {"reasons": REASONS.get(to, [])}
    return more | ({"ems_number": PARCEL} if to is State.POSTED else {})


def at(state: State) -> MailApplication:
    """An application that stands in a state."""
    application = submit(grown_up(), WANTED, token="t").application
    MailApplication.objects.filter(pk=application.pk).update(state=state, ems_number=PARCEL)
    ApplicationEvent.objects.all().delete()
    OutgoingMessage.objects.all().delete()
    return MailApplication.objects.get()


def trace() -> list[Any]:
    models = (MailApplication, ApplicationEvent, OutgoingMessage)
    return [list(model.objects.values()) for model in models]


@pytest.mark.parametrize("who", ["bank", "applicant", "term"])
@pytest.mark.parametrize("start", State, ids=str)
def test_every_pair_of_states(clerk: Any, who: str, start: State) -> None:
    at(start)
    for to in State:
        with transaction.atomic():
            assert_pair(clerk, who, start, to)
            transaction.set_rollback(True)


def assert_pair(clerk: Any, who: str, start: State, to: State) -> None:
    application = MailApplication.objects.get()
    table = {"bank": BY_BANK, "applicant": BY_APPLICANT, "term": BY_TERM}[who]
    by, by_term = clerk if who == "bank" else None, who == "term"
    before = trace()
    if to not in table.get(start, ()):
        with pytest.raises(NotAllowedError):
            move(application, to, by=by, by_term=by_term, **needed(to))
        assert trace() == before
        return
    moved = move(application, to, by=by, by_term=by_term, **needed(to))
    assert (moved.state, moved.revision) == (to, application.revision + 1)
    assert moved == MailApplication.objects.get()
    assert opened(moved) == grown_up()
    event = ApplicationEvent.objects.get()
    assert (event.action, event.state, event.reasons) == (to, to, REASONS.get(to, []))
    assert (event.by, event.by_name, event.fields) == (
        by,
        {"bank": "clerk", "term": "(term)"}.get(who, ""),
        [],
    )
    silent = to in SILENT or (who == "applicant" and to is State.SUBMITTED)
    assert list(OutgoingMessage.objects.values_list("topic", flat=True)) == ([] if silent else [to])


def test_the_table_of_moves_is_the_one_that_is_promised() -> None:
    """Written out once more, so that a slip in the table is not tested against itself."""
    allowed = {(start, to) for moves in (BY_APPLICANT, BY_BANK) for start in moves for to in moves[start]}
    assert {f"{start} {to}" for start, to in allowed} == {
        "submitted in-review", "submitted rejected", "submitted withdrawn",
        "in-review submitted", "in-review needs-correction", "in-review accepted", "in-review rejected",
        "in-review withdrawn", "needs-correction submitted", "needs-correction rejected",
        "needs-correction withdrawn", "accepted making", "accepted rejected", "accepted withdrawn",
        "making posted", "making failed", "failed making", "failed rejected",
        "posted delivered", "posted returned", "returned posted", "returned rejected",
    }  # fmt: skip


def test_every_state_has_a_sentence_and_a_way_out_or_an_end() -> None:
    assert set(NEXT) == set(State)
    for state in State:
        assert bool(BY_BANK.get(state) or BY_APPLICANT.get(state)) is (state not in ENDED)
    assert {str(state) for state in ENDED} == {"delivered", "rejected", "withdrawn"}
    assert frozenset(State) - OPEN == ENDED
    assert State.POSTED not in ADDRESS_MAY_CHANGE
    assert {str(state) for state in PROMISED} == {"submitted", "in-review", "accepted", "making", "failed"}
    assert not ADDRESS_MAY_CHANGE & ENDED


def test_every_state_is_reached_from_the_first_one() -> None:
    reached, new = {State.SUBMITTED}, {State.SUBMITTED}
    while new:
        new = {
            to for state in new for to in BY_BANK.get(state, set()) | BY_APPLICANT.get(state, set())
        } - reached
        reached |= new
    assert reached == set(State)


@pytest.mark.parametrize(
    ("to", "more"),
    [
        (State.NEEDS_CORRECTION, {"reasons": []}),
        (State.NEEDS_CORRECTION, {"reasons": ["counter"]}),
        (State.REJECTED, {"reasons": ["photo"]}),
        (State.REJECTED, {"reasons": ["his neighbour said so"]}),
        (State.ACCEPTED, {"reasons": ["photo"]}),
        (State.ACCEPTED, {"ems_number": PARCEL}),
    ],
)
def test_reasons_are_of_the_list_of_their_move(clerk: Any, to: State, more: dict[str, Any]) -> None:
    application = at(State.IN_REVIEW)
    before = trace()
    with pytest.raises(NotAllowedError):
        move(application, to, by=clerk, **more)
    assert trace() == before


def test_nothing_is_posted_without_the_number_of_its_parcel(clerk: Any) -> None:
    with pytest.raises(NotAllowedError):
        move(at(State.MAKING), State.POSTED, by=clerk)


def test_the_applicant_hears_of_every_move_but_that_somebody_looks(clerk: Any) -> None:
    application = at(State.SUBMITTED)
    for to in (State.IN_REVIEW, State.ACCEPTED, State.MAKING, State.POSTED, State.DELIVERED):
        application = move(application, to, by=clerk, **needed(to))
    topics = list(OutgoingMessage.objects.values_list("topic", flat=True))
    assert topics == ["accepted", "making", "posted", "delivered"]
    assert set(OutgoingMessage.objects.values_list("reference", flat=True)) == {application.reference}


def test_who_looks_has_taken_it_on_until_it_goes_back(clerk: Any) -> None:
    taken = move(at(State.SUBMITTED), State.IN_REVIEW, by=clerk)
    assert taken.claimed_by == clerk
    assert move(taken, State.SUBMITTED, by=clerk).claimed_by is None


def test_what_was_seen_before_somebody_else_s_move_does_not_count(clerk: Any) -> None:
    seen = at(State.IN_REVIEW)
    move(seen, State.ACCEPTED, by=clerk)
    before = trace()
    with pytest.raises(MovedMeanwhileError) as caught:
        move(seen, State.REJECTED, by=clerk, **needed(State.REJECTED))
    assert caught.value.state is State.ACCEPTED
    assert trace() == before


@pytest.fixture
def committed(transactional_db: None) -> MailApplication:
    make_bank()
    return at(State.IN_REVIEW)


Race = Callable[..., list[Any]]


def test_of_two_clerks_who_decide_at_once_one_wins(
    committed: MailApplication, race: Race, django_user_model: Any
) -> None:
    one, two = (django_user_model.objects.create(username=name) for name in ("one", "two"))
    done = race(
        lambda: move(committed, State.ACCEPTED, by=one),
        lambda: move(committed, State.REJECTED, by=two, reasons=["counter"]),
    )
    assert sorted(type(each).__name__ for each in done) == ["MailApplication", "MovedMeanwhileError"]
    assert ApplicationEvent.objects.count() == OutgoingMessage.objects.count() == 1


def test_the_control_without_compare_and_swap_both_decide(
    committed: MailApplication, race: Race, django_user_model: Any
) -> None:
    by = django_user_model.objects.create(username="one")

    def decide(to: State) -> None:
        row = MailApplication.objects.get(pk=committed.pk)
        assert row.state == State.IN_REVIEW
        both_have_read.wait(10)
        row.state = to
        row.save(update_fields=["state"])
        ApplicationEvent.objects.create(application=row, action=to, state=to, by=by)

    both_have_read = threading.Barrier(2)
    race(lambda: decide(State.ACCEPTED), lambda: decide(State.WITHDRAWN))
    assert ApplicationEvent.objects.count() == 2
