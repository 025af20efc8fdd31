"""Many applications by one press: in one transaction, each as it was seen, two presses at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from locator.applications import batches
from locator.applications.batches import MOST, Together, TooManyError, make_together, post_together
from locator.applications.moves import move
from locator.applications.parcels import ParcelNumbersError
from locator.applications.submit import submit
from locator.models import ApplicationBatch, ApplicationEvent, MailApplication, OutgoingMessage, State

from .conftest import WANTED, make_bank
from .people import grown_up, number

Race = Callable[..., list[Any]]
NUMBERS = ("EA123456785CN", "1234567890123", "9876543210123")


def several(state: State, how_many: int = 3) -> list[MailApplication]:
    for sequence in range(how_many):
        submit(grown_up(number=number(sequence=sequence)), WANTED, token=f"t-{sequence}")
    MailApplication.objects.update(state=state)
    return list(MailApplication.objects.order_by("pk"))


def seen(*applications: MailApplication) -> dict[int, int]:
    return {one.pk: one.revision for one in applications}


def states() -> set[str]:
    return set(MailApplication.objects.values_list("state", flat=True))


def test_a_batch_holds_what_it_moved(clerk: Any) -> None:
    ones = several(State.ACCEPTED)
    done = make_together(seen(*ones), bank="bank", by=clerk)
    assert (done.moved, done.left_out) == (3, ())
    assert done.batch
    assert list(done.batch.applications.all()) == ones
    assert states() == {"making"}


def test_a_number_too_few_posts_nothing(clerk: Any) -> None:
    ones = several(State.MAKING)
    with pytest.raises(ParcelNumbersError) as caught:
        post_together(seen(*ones), {ones[0].pk: NUMBERS[0]}, bank="bank", by=clerk)
    assert set(caught.value.errors) == {ones[1].pk, ones[2].pk}
    assert states() == {"making"}


def test_a_parcel_that_goes_out_again_may_keep_its_number(clerk: Any) -> None:
    ones = several(State.MAKING)
    MailApplication.objects.filter(pk=ones[0].pk).update(ems_number=NUMBERS[0])
    typed = dict(zip(seen(*ones), NUMBERS, strict=True))
    assert post_together(seen(*ones), typed, bank="bank", by=clerk).moved == 3


def test_what_fails_in_the_middle_moves_nothing_at_all(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ones = several(State.ACCEPTED)

    def breaking(application: MailApplication, *given: Any, **more: Any) -> MailApplication:
        if application.pk == ones[2].pk:
            raise RuntimeError("the disk is full")
        return move(application, *given, **more)

    monkeypatch.setattr(batches, "move", breaking)
    before = ApplicationEvent.objects.count(), OutgoingMessage.objects.count()
    with pytest.raises(RuntimeError):
        make_together(seen(*ones), bank="bank", by=clerk)
    assert states() == {"accepted"}
    assert (ApplicationEvent.objects.count(), OutgoingMessage.objects.count()) == before
    assert not ApplicationBatch.objects.exists()


def test_a_batch_has_an_end(clerk: Any) -> None:
    with pytest.raises(TooManyError):
        make_together(dict.fromkeys(range(MOST + 1), 0), bank="bank", by=clerk)


def test_only_what_stands_where_the_batch_begins_is_moved(clerk: Any) -> None:
    first, second, third = several(State.ACCEPTED)
    MailApplication.objects.filter(pk=second.pk).update(state=State.IN_REVIEW)
    MailApplication.objects.filter(pk=third.pk).update(revision=7)
    done = make_together(seen(first, second, third), bank="bank", by=clerk)
    assert (done.moved, set(done.left_out)) == (1, {second.reference, third.reference})


@pytest.fixture
def committed(transactional_db: None, django_user_model: Any) -> Any:
    make_bank()
    several(State.ACCEPTED)
    return django_user_model.objects.create(username="one")


def test_two_clerks_who_press_at_once_move_each_application_once(committed: Any, race: Race) -> None:
    marks = seen(*MailApplication.objects.all())
    done = race(*[lambda: make_together(marks, bank="bank", by=committed)] * 2)
    assert all(isinstance(each, Together) for each in done), done
    assert sorted(each.moved for each in done) == [0, 3]
    assert ApplicationEvent.objects.filter(action="making").count() == 3
    assert ApplicationBatch.objects.count() == 1


def test_the_control_without_compare_and_swap_both_move_them(committed: Any, race: Race) -> None:
    both_have_read = threading.Barrier(2)

    def make() -> None:
        rows = list(MailApplication.objects.filter(state=State.ACCEPTED))
        both_have_read.wait(10)
        for row in rows:
            row.state = State.MAKING
            row.save(update_fields=["state"])
            ApplicationEvent.objects.create(application=row, action="making", state="making", by=committed)

    race(make, make)
    assert ApplicationEvent.objects.filter(action="making").count() == 6


def test_one_number_typed_for_two_applications_at_once_is_given_once(committed: Any, race: Race) -> None:
    MailApplication.objects.update(state=State.MAKING)
    first, second, _third = MailApplication.objects.order_by("pk")

    def give(one: MailApplication) -> Together:
        return post_together(seen(one), {one.pk: NUMBERS[0]}, bank="bank", by=committed)

    done = race(lambda: give(first), lambda: give(second))
    assert sorted(type(each).__name__ for each in done) == ["ParcelNumbersError", "Together"]
    assert MailApplication.objects.filter(ems_number=NUMBERS[0]).count() == 1
