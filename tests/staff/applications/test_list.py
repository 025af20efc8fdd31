"""The queue as a list: the oldest first, its age in words, masked, and for the bank alone."""

from datetime import datetime, timedelta

import pytest
import time_machine

from locator.applications import queue
from locator.hours import SHANGHAI
from locator.models import MailApplication, Role, State
from locator.staff.applications import listing
from tests.applications.people import PHONE, number
from tests.staff.conftest import BANK, OTHER_BANK, words

from .conftest import queries_of

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)
PAGE = "/en/staff/applications/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _tuesday():
    with time_machine.travel(NOW, tick=False):
        yield


def rows(answer):
    return [row.application for row in answer.context["rows"]]


def test_the_oldest_comes_first_and_ties_keep_their_order(clerk, as_, apply):
    new, old, same = apply(1), apply(2, received=NOW - 3 * DAY), apply(3)
    assert rows(as_(clerk).get(PAGE)) == [old, new, same]


def test_another_bank_s_applications_are_not_there(clerk, as_, apply):
    own = apply(1)
    apply(2, bank=OTHER_BANK)
    assert rows(as_(clerk).get(PAGE)) == [own]


def test_who_it_is_stays_masked(clerk, as_, apply):
    apply(1)
    said = as_(clerk).get(PAGE).text
    assert "张＊＊" in said
    assert "张建国" not in said
    for secret in (number(sequence=1), PHONE, "中山路1号"):
        assert secret not in said


@pytest.mark.parametrize(
    ("received", "said", "late"),
    [
        (NOW, "promised by Tue 8 December: 10 working days left", False),
        (datetime(2026, 11, 10, 9, tzinfo=SHANGHAI), "promised for today", False),
        (datetime(2026, 11, 9, 23, 59, tzinfo=SHANGHAI), "overdue by 1 working day", True),
        (datetime(2026, 9, 20, 9, tzinfo=SHANGHAI), "promised by Sat 10 October", True),
    ],
)
def test_the_age_is_said_in_words_against_the_promise(clerk, as_, apply, received, said, late):
    """The tenth of October 2026 is a Saturday on which offices work; the first week is a holiday."""
    apply(1, received=received)
    answer = as_(clerk).get(PAGE)
    assert said in words(answer)
    assert answer.context["counts"].late == late


def test_what_waits_for_somebody_else_is_not_overdue(clerk, as_, apply):
    apply(1, state=State.NEEDS_CORRECTION, received=NOW - 40 * DAY)
    apply(2, state=State.POSTED, received=NOW - 40 * DAY)
    assert rows(as_(clerk).get(PAGE)) == []
    answer = as_(clerk).get(PAGE, {"state": "open"})
    assert answer.context["counts"].late == 0
    assert "waits for the applicant since Thu 15 October" in words(answer)


def test_the_filter_counts_every_state_and_keeps_what_was_asked(clerk, as_, apply):
    made = {state: apply(place, state=state) for place, state in enumerate(State, 1)}
    answer = as_(clerk).get(PAGE)
    numbers = {value: number_ for value, _label, number_ in answer.context["choices"]}
    assert numbers == {state.value: 1 for state in State} | {"": 6, "late": 0, "open": 8}
    for state in State:
        assert rows(as_(clerk).get(PAGE, {"state": state})) == [made[state]]


def test_mine_are_those_that_i_have_taken_on(clerk, manager, as_, apply):
    taken, other = apply(1, state=State.IN_REVIEW), apply(2, state=State.IN_REVIEW)
    posted = apply(3, state=State.POSTED)
    MailApplication.objects.filter(pk__in=[taken.pk, posted.pk]).update(claimed_by=clerk)
    MailApplication.objects.filter(pk=other.pk).update(claimed_by=manager)
    answer = as_(clerk).get(PAGE, {"mine": "1"})
    assert rows(answer) == [taken]
    assert answer.context["counts"].mine == 1
    assert rows(as_(clerk).get(PAGE)) == [taken, other]
    assert "manager" in words(as_(clerk).get(PAGE)), "who has taken it on is said"


def test_an_erased_application_says_so(clerk, as_, apply):
    one = apply(1, state=State.REJECTED)
    MailApplication.objects.filter(pk=one.pk).update(personal=None, person="", redacted_at=NOW)
    assert "erased" in words(as_(clerk).get(PAGE, {"state": "rejected"}))


def test_one_that_no_key_opens_does_not_take_the_list_with_it(clerk, as_, apply):
    MailApplication.objects.filter(pk=apply(1).pk).update(personal=b"damaged")
    assert "a key is missing" in words(as_(clerk).get(PAGE))


@pytest.mark.parametrize("role", [Role.CLERK, Role.MANAGER])
def test_an_empty_queue_says_that_nothing_waits(hire, as_, role):
    assert "Nothing waits" in words(as_(hire("x", role, BANK)).get(PAGE))


def test_administrators_have_no_queue_and_no_way_to_it(administrator, as_):
    browser = as_(administrator)
    assert browser.get(PAGE).status_code == 404
    assert "/staff/applications/" not in browser.get("/staff/").text


def test_what_waits_is_said_on_the_first_page_of_the_bank(clerk, stranger, as_, apply):
    apply(1)
    apply(2, received=NOW - 30 * DAY)
    apply(3, state=State.POSTED)
    first = words(as_(clerk).get("/en/staff/"))
    assert "2 Applications by post wait for the bank" in first
    assert "1 Applications by post are overdue" in first
    assert "wait for the bank" not in words(as_(stranger).get("/en/staff/"))


@pytest.mark.parametrize("number_", [2, 12])
def test_it_asks_as_often_for_many_as_for_few(clerk, as_, apply, number_):
    for sequence in range(number_):
        apply(sequence, state=State.IN_REVIEW)
    MailApplication.objects.update(claimed_by=clerk)
    browser = as_(clerk)
    assert len(browser.get(PAGE).context["rows"]) == number_
    assert queries_of(lambda: browser.get(PAGE)) == QUERIES


# Session and account, their place among the staff, the counts (one of what is open, one for each of three
# ends), the number of pages, the page.
QUERIES = 8


def test_of_what_has_ended_the_last_are_listed_and_the_page_says_so(clerk, as_, apply, monkeypatch):
    monkeypatch.setattr(queue, "MOST_ENDED", 3)
    monkeypatch.setattr(listing, "MOST_ENDED", 3)
    made = [apply(sequence, state=State.REJECTED, received=NOW - sequence * DAY) for sequence in range(1, 5)]
    answer = as_(clerk).get(PAGE, {"state": "rejected"})
    assert rows(answer) == made[:3]
    assert ("rejected", "Not accepted", "3+") in answer.context["choices"]
    assert "The last 3 that ended are listed." in words(answer)
    MailApplication.objects.filter(pk__in=[made[0].pk, made[1].pk]).delete()
    fewer = as_(clerk).get(PAGE, {"state": "rejected"})
    assert ("rejected", "Not accepted", 2) in fewer.context["choices"]
    assert "that ended are listed" not in words(fewer)


def test_the_pages_hold_every_application_once(clerk, as_, apply):
    made = [apply(sequence) for sequence in range(51)]
    browser = as_(clerk)
    shown = rows(browser.get(PAGE)) + rows(browser.get(PAGE, {"page": 2}))
    assert shown == made
