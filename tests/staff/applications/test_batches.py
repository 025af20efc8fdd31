"""Made together, posted together: what is ticked, what is typed, and what somebody else has moved."""

from functools import partial

import pytest

from locator.applications.amend import amend
from locator.applications.moves import move
from locator.models import ApplicationBatch, ApplicationEvent, MailApplication, OutgoingMessage, State
from locator.models.references import spelled
from tests.staff.conftest import OTHER_BANK, words

from .conftest import queries_of

PAGES = "/en/staff/applications/batches/"
MAKING, POSTING = f"{PAGES}making/", f"{PAGES}posting/"
GOOD = ("EA123456785CN", "1234567890123", "9876543210123")


def mark(one):
    return f"{one.pk}@{one.revision}"


def make(browser, *ones):
    return browser.post(MAKING, {"seen": [mark(one) for one in ones]})


def post(browser, typed, **more):
    numbers = {f"number-{one.pk}": text for one, text in typed.items()}
    return browser.post(POSTING, {"seen": [mark(one) for one in typed]} | numbers | more)


def states():
    return list(MailApplication.objects.order_by("pk").values_list("state", flat=True))


def test_those_that_are_ticked_are_made_together(clerk, as_, apply):
    first, second, third = (apply(sequence, state=State.ACCEPTED) for sequence in range(3))
    browser = as_(clerk)
    shown = browser.get(MAKING)
    assert [row.application for row, _mark in shown.context["rows"]] == [first, second, third]
    answer = make(browser, first, third)
    batch = ApplicationBatch.objects.get()
    assert answer.url == f"{PAGES}{batch.pk}/"
    assert states() == ["making", "accepted", "making"]
    assert (batch.kind, batch.bank_id, batch.by, batch.by_name) == ("making", "sample-a", clerk, "clerk")
    assert set(batch.applications.all()) == {first, third}
    assert OutgoingMessage.objects.filter(topic="making").count() == 2
    assert "2 applications were moved" in words(browser.get(answer.url))


def test_what_somebody_else_moved_meanwhile_is_left_out_and_named(clerk, manager, as_, apply):
    first, second = apply(1, state=State.ACCEPTED), apply(2, state=State.ACCEPTED)
    move(second, State.REJECTED, by=manager, reasons=["counter"])
    browser = as_(clerk)
    answer = make(browser, first, second)
    assert list(ApplicationBatch.objects.get().applications.all()) == [first]
    said = words(browser.get(answer.url))
    assert f"left out: {spelled(second.reference)}" in said
    assert states() == ["making", "rejected"]


def test_a_second_press_makes_no_second_batch(clerk, as_, apply):
    one, browser = apply(state=State.ACCEPTED), as_(clerk)
    make(browser, one)
    again = make(browser, one)
    assert again.url == MAKING
    assert ApplicationBatch.objects.count() == 1
    assert ApplicationEvent.objects.filter(action="making").count() == 1


def test_another_bank_s_is_not_moved_and_not_named(clerk, as_, apply):
    other, browser = apply(1, bank=OTHER_BANK, state=State.ACCEPTED), as_(clerk)
    answer = make(browser, other)
    assert spelled(other.reference) not in words(browser.get(answer.url))
    assert states() == ["accepted"]
    assert not ApplicationBatch.objects.exists()


def test_nothing_ticked_is_said(clerk, as_, apply):
    apply(state=State.ACCEPTED)
    browser = as_(clerk)
    for seen in ([], ["x"], ["1"], ["1@x"], ["-1@0"], ["9999999999999999999@0"]):
        answer = browser.post(MAKING, {"seen": seen})
        assert answer.status_code == 422, seen
        assert "Tick at least one" in words(answer), seen


def test_each_parcel_goes_under_its_own_number_and_the_rest_stays(clerk, as_, apply):
    first, second, third = (apply(sequence, state=State.MAKING) for sequence in range(3))
    answer = post(as_(clerk), {first: " ea 123456785 cn ", second: "", third: GOOD[1]})
    batch = ApplicationBatch.objects.get()
    assert answer.url == f"{PAGES}{batch.pk}/"
    assert states() == ["posted", "making", "posted"]
    numbers = MailApplication.objects.order_by("pk").values_list("ems_number", flat=True)
    assert list(numbers) == [GOOD[0], "", GOOD[1]]


def test_every_wrong_number_is_said_at_once_and_nothing_is_posted(clerk, as_, apply):
    used = apply(9, state=State.POSTED)
    ones = [apply(sequence, state=State.MAKING) for sequence in range(5)]
    typed = ["EA123456784CN", GOOD[1], GOOD[1], used.ems_number, GOOD[2]]
    before = states()
    answer = post(as_(clerk), dict(zip(ones, typed, strict=True)))
    assert answer.status_code == 422
    wrong = {parcel.row.application: parcel.error for parcel in answer.context["parcels"] if parcel.error}
    assert set(wrong) == set(ones[:4])
    assert "A digit is wrong" in wrong[ones[0]]
    assert wrong[ones[1]] == wrong[ones[2]]
    assert "several applications" in wrong[ones[1]]
    assert "already" in wrong[ones[3]]
    for one, text in zip(ones, typed, strict=True):
        assert f'id="number-{one.pk}" name="number-{one.pk}" value="{text}"' in answer.text
    for one in wrong:
        assert f'aria-describedby="error-{one.pk}"' in answer.text
    assert states() == before
    assert not ApplicationBatch.objects.exists()


def test_the_enter_of_a_scanner_checks_and_posts_nothing(clerk, as_, apply):
    first, second = apply(1, state=State.MAKING), apply(2, state=State.MAKING)
    browser = as_(clerk)
    assert browser.get(POSTING).text.index('name="check"') < browser.get(POSTING).text.index('name="post"')
    answer = post(browser, {first: GOOD[0], second: ""}, check="1")
    assert answer.status_code == 200
    assert states() == ["making", "making"]
    assert [parcel.is_next for parcel in answer.context["parcels"]] == [False, True]
    assert post(browser, {first: GOOD[0], second: "1"}, check="1").status_code == 422


def test_without_any_number_it_says_so(clerk, as_, apply):
    assert "at least one parcel" in words(post(as_(clerk), {apply(state=State.MAKING): " "}))


def test_a_parcel_of_somebody_who_moved_meanwhile_is_left_out(clerk, as_, apply):
    seen = apply(1, state=State.MAKING)
    amend(MailApplication.objects.get(), {"address": "人民路2号1单元101室"})
    browser = as_(clerk)
    answer = post(browser, {seen: GOOD[0]})
    assert answer.url == POSTING
    assert spelled(seen.reference) in words(browser.get(POSTING))
    assert states() == ["making"]


def test_an_address_changed_after_the_label_stands_beside_the_parcel(clerk, as_, apply):
    one, browser = apply(state=State.MAKING), as_(clerk)
    browser.post(f"/staff/applications/{one.pk}/label/")
    amend(MailApplication.objects.get(), {"address": "人民路2号1单元101室"})
    assert "print it again" in words(browser.get(POSTING))


def test_a_batch_is_the_bank_s_own(clerk, stranger, as_, apply):
    make(as_(clerk), apply(state=State.ACCEPTED))
    batch = ApplicationBatch.objects.get()
    assert f"Batch {batch.pk}" in words(as_(clerk).get(PAGES))
    assert "No batch has been made yet" in words(as_(stranger).get(PAGES))
    for way in ("", "labels/", "hand-over/", "table/", "photos/"):
        address = f"{PAGES}{batch.pk}/{way}"
        assert {as_(stranger).get(address).status_code, as_(stranger).post(address).status_code} <= {404, 405}


@pytest.mark.parametrize("number_", [2, 12])
@pytest.mark.parametrize(("page", "state", "queries"), [(MAKING, "accepted", 3), (POSTING, "making", 3)])
def test_choosing_asks_as_often_for_many_as_for_few(clerk, as_, apply, page, state, queries, number_):
    for sequence in range(number_):
        apply(sequence, state=state)
    browser = as_(clerk)
    assert queries_of(lambda: browser.get(page)) == queries


@pytest.mark.parametrize("number_", [2, 12])
def test_a_batch_asks_as_often_for_many_as_for_few(clerk, as_, apply, number_):
    browser = as_(clerk)
    make(browser, *(apply(sequence, state=State.ACCEPTED) for sequence in range(number_)))
    batch = ApplicationBatch.objects.get()
    for address, queries in ((PAGES, 4), (f"{PAGES}{batch.pk}/", 5)):
        assert queries_of(partial(browser.get, address)) == queries
