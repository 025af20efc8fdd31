"""One form is one application, however often and however much at once it is sent."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from locator.applications import submit
from locator.applications.drafts import keep_draft, read_draft
from locator.models import ApplicationDraft, ApplicationEvent, MailApplication, OutgoingMessage
from locator.models.references import spelled
from locator.public.apply import views

from .conftest import Applicant

PRESSES = 8
OLD, NEW = "o" * 50, "n" * 50
Race = Callable[..., list[Any]]


@pytest.fixture
def filled_in(transactional_db: None, applicant: Applicant) -> Applicant:
    assert applicant.fill_in() == "/apply/check/"
    return applicant


@pytest.fixture
def all_at_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody writes before everybody has looked: each press has read the draft and found nothing sent."""
    door, real = threading.Barrier(PRESSES), views.photo_of

    def wait(draft: Any) -> Any:
        door.wait(20)
        return real(draft)

    monkeypatch.setattr(views, "photo_of", wait)


def pressed_at_once(applicant: Applicant, race: Race) -> list[Any]:
    """Send the form from eight windows of one browser; return the pages that they end at."""

    def press() -> Any:
        window = Client()
        window.cookies.load({name: one.value for name, one in applicant.browser.cookies.items()})
        return window.post("/apply/check/", follow=True)

    return race(*[press] * PRESSES)


def one_receipt_for_all(pages: list[Any]) -> None:
    application = MailApplication.objects.get()
    for page in pages:
        assert page.redirect_chain == [("/apply/done/", 302)]
        assert page.status_code == 200
        assert spelled(application.reference) in page.text
    assert ApplicationEvent.objects.get().application == application
    assert OutgoingMessage.objects.get(topic="submitted").reference == application.reference
    assert not ApplicationDraft.objects.exists()


def test_eight_presses_in_eight_windows_are_one_application_with_one_receipt(
    filled_in: Applicant, race: Race
) -> None:
    one_receipt_for_all(pressed_at_once(filled_in, race))


def test_eight_presses_that_all_found_nothing_sent_are_one_application_too(
    filled_in: Applicant, race: Race, all_at_the_door: None
) -> None:
    one_receipt_for_all(pressed_at_once(filled_in, race))


def test_the_control_without_the_mark_of_the_form_eight_presses_are_eight_applications(
    filled_in: Applicant, race: Race, all_at_the_door: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guards taken away: each press has a mark of its own, and nobody has a fingerprint."""
    real = views.fingerprints
    monkeypatch.setattr(views, "fingerprints", lambda text, use: [secrets.token_hex(), *real(text, use)])
    monkeypatch.setattr(submit, "person", lambda facts: "")
    pressed_at_once(filled_in, race)
    assert MailApplication.objects.count() == PRESSES


def test_a_form_whose_worker_ended_before_it_erased_the_draft_is_not_sent_twice(
    applicant: Applicant, settings: Any
) -> None:
    settings.FINGERPRINT_KEYS = [OLD]
    applicant.fill_in()
    draft = read_draft(applicant.browser.cookies["application"].value)
    applicant.send()
    reference = spelled(MailApplication.objects.get().reference)
    for keys in ([OLD], [NEW, OLD]):
        settings.FINGERPRINT_KEYS = keys
        keep_draft(draft)
        assert reference in applicant.send().text
        assert MailApplication.objects.count() == 1
        assert not ApplicationDraft.objects.exists()
