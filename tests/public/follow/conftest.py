"""Somebody who has applied and comes back with the reference."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from locator.applications.facts import PersonalFacts
from locator.applications.moves import move
from locator.applications.secrecy import decrypted
from locator.applications.submit import submit
from locator.models import Bank, MailApplication, OutgoingMessage, Role, StaffMember, State
from locator.models.references import spelled
from tests.applications.conftest import WANTED
from tests.applications.people import PHONE, grown_up

NUMBER = "1234567890123"
WAY = [State.IN_REVIEW, State.ACCEPTED, State.MAKING, State.POSTED, State.DELIVERED]


class Applicant:
    """Holds the receipt, and comes back as a browser does."""

    def __init__(self, facts: PersonalFacts, clerk: User, photo: bytes | None = b"jpeg") -> None:
        self.browser = Client()
        self.clerk = clerk
        self.pk = submit(facts, WANTED, token=f"t-{facts.number}", photo=photo).application.pk

    @property
    def application(self) -> MailApplication:
        return MailApplication.objects.get(pk=self.pk)

    def look_up(self, secret: str = PHONE[-4:]) -> Any:
        reference = spelled(self.application.reference)
        return self.browser.post("/follow/", {"reference": reference, "secret": secret})

    def page(self, name: str = "application", /) -> str:
        return self.browser.get(f"/follow/{name}/").content.decode()

    def post(self, name: str, /, **typed: Any) -> Any:
        return self.browser.post(f"/follow/{name}/", typed)

    def moved(self, *states: State, **more: Any) -> None:
        for to in states:
            parcel = {"ems_number": NUMBER} if to is State.POSTED else {}
            move(self.application, to, by=self.clerk, **parcel, **more)

    def sent_back(self, *reasons: str) -> None:
        self.moved(State.IN_REVIEW)
        self.moved(State.NEEDS_CORRECTION, reasons=reasons)

    def prove(self) -> None:
        assert self.post("data", send="1").status_code == 200
        message = OutgoingMessage.objects.filter(topic="code").latest("id")
        code = decrypted(bytes(message.secret or b""), "message-code").decode()
        assert self.post("data", code=code).status_code == 302


@pytest.fixture
def clerk(db: None) -> User:
    bank = Bank.objects.create(code="bank", name="示例银行", short_name="示例", mail_applications=True)
    user = User.objects.create(username="clerk", password="!")
    StaffMember.objects.create(user=user, role=Role.CLERK, bank=bank, is_demo=True)
    return user


@pytest.fixture
def applicant(clerk: User) -> Applicant:
    applicant = Applicant(grown_up(), clerk)
    applicant.look_up()
    return applicant
