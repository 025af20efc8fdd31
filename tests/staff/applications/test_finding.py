"""Finding an application by its reference, or by the document of who stands at the counter."""

import pytest

from locator.applications.moves import move
from locator.applications.states import BY_BANK, OPEN
from locator.models import ApplicationEvent, MailApplication, RateCounter, State
from locator.models.references import spelled
from tests.applications.people import number
from tests.staff.conftest import OTHER_BANK, words

FIND, PERSON = "/en/staff/applications/find/", "/en/staff/applications/person/"


def ask(browser, sequence=1, **more):
    return browser.post(PERSON, {"document": "resident", "number": number(sequence=sequence)} | more)


def test_a_reference_leads_to_its_application_however_it_is_typed(clerk, as_, apply):
    one = apply()
    answer = as_(clerk).post(FIND, {"reference": f" {spelled(one.reference).lower()} "})
    assert answer.url == f"/en/staff/applications/{one.pk}/"
    assert one.reference not in answer.url


@pytest.mark.parametrize("typed", ["", "12", "2222222222", "Aa\0"])
def test_a_reference_that_is_none_of_the_bank_s_is_said_beside_the_field(clerk, as_, apply, typed):
    apply(1)
    answer = as_(clerk).post(FIND, {"reference": typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors["reference"]


def test_another_bank_s_reference_is_not_found(clerk, as_, apply):
    other = apply(bank=OTHER_BANK)
    assert as_(clerk).post(FIND, {"reference": other.reference}).status_code == 422


def test_a_stranger_s_application_is_found_by_the_document_and_ended_at_the_counter(clerk, as_, apply):
    one, browser = apply(1), as_(clerk)
    shown = browser.get(PERSON)
    assert "are they the same?" in words(shown)
    answer = ask(browser, number=f"  {number(sequence=1)[:6]} {number(sequence=1)[6:]}")
    assert answer.url == f"/en/staff/applications/{one.pk}/"
    found = browser.get(answer.url)
    assert "Compare the person before you with the document first" in words(found)
    assert "Somebody else applied in this name." in words(found)
    event = ApplicationEvent.objects.get(action="found")
    assert (event.by, event.fields, event.reasons) == (clerk, [], [])
    ended = browser.post(
        f"{answer.url}move/",
        {"to": "rejected", "state": one.state, "revision": one.revision, "reason": "not-this-person"},
    )
    assert ended.status_code == 302
    one.refresh_from_db()
    assert (one.state, one.reasons) == ("rejected", ["not-this-person"])
    # The person applies anew at once.
    assert MailApplication.objects.exclude(pk=one.pk).count() == 0
    MailApplication.objects.filter(pk=one.pk).update(submission_token="first")
    assert apply(1).pk != one.pk


def test_the_open_one_is_found_before_those_that_have_ended(clerk, as_, apply):
    ended = apply(1, state=State.DELIVERED)
    MailApplication.objects.filter(pk=ended.pk).update(submission_token="first")
    assert ask(as_(clerk)).url.endswith(f"/{ended.pk}/")
    current = apply(1)
    assert ask(as_(clerk)).url.endswith(f"/{current.pk}/")


def test_another_bank_s_is_not_found_and_is_not_told_of(clerk, as_, apply):
    apply(1, bank=OTHER_BANK)
    said = ask(as_(clerk)), ask(as_(clerk), sequence=2)
    assert [answer.status_code for answer in said] == [422, 422]
    assert words(said[0]).replace(number(sequence=1), "") == words(said[1]).replace(number(sequence=2), "")
    assert not ApplicationEvent.objects.filter(action="found").exists()


def test_a_wrong_digit_is_said_beside_the_number_and_is_no_search(clerk, as_, apply):
    answer = ask(as_(clerk), number="210202194802291230")
    assert answer.status_code == 422
    assert "A digit is wrong" in words(answer)
    assert not RateCounter.objects.filter(key__startswith="find-person").exists()


@pytest.mark.usefixtures("within_one_hour")
def test_so_many_searches_an_hour_and_no_more(clerk, as_, apply):
    apply(1)
    browser = as_(clerk)
    assert [ask(browser, sequence=2).status_code for _ in range(20)] == [422] * 20
    assert "very many documents" in words(ask(browser))
    assert not ApplicationEvent.objects.filter(action="found").exists()


def test_in_every_open_state_the_page_says_how_a_stranger_s_application_ends(clerk, as_, apply):
    browser = as_(clerk)
    for sequence, state in enumerate(sorted(OPEN)):
        one = apply(sequence, state=state)
        said = words(browser.get(f"/en/staff/applications/{one.pk}/"))
        ends = State.REJECTED in BY_BANK[state]
        assert ("Somebody else applied in this name." in said) == ends, state
        assert ends or "cannot be ended at once" in said, state


def test_while_a_card_is_being_made_the_way_leads_over_a_failure(clerk, apply):
    failed = move(apply(1, state=State.MAKING), State.FAILED, by=clerk)
    assert move(failed, State.REJECTED, by=clerk, reasons=["not-this-person"]).state == "rejected"
