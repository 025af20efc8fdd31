"""A bank that takes applications by post, and somebody who fills in the form as a browser does."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client

from locator.applications.facts import PersonalFacts
from locator.applications.secrecy import decrypted
from locator.models import Bank, OutgoingMessage
from locator.search.current import forget
from tests.applications.people import grown_up


@pytest.fixture(autouse=True)
def _fresh_snapshot() -> Any:
    forget()
    yield
    forget()


@pytest.fixture
def bank(db: None) -> Bank:
    return Bank.objects.create(code="bank", name="示例银行", short_name="示例", mail_applications=True)


def code_sent() -> str:
    """Return the code of the newest message, as the telephone shows it."""
    message = OutgoingMessage.objects.filter(topic="code").latest("id")
    return decrypted(bytes(message.secret), "message-code").decode()


class Applicant:
    """Goes through the form one page at a time."""

    def __init__(self, facts: PersonalFacts | None = None) -> None:
        self.browser = Client()
        self.facts = asdict(facts or grown_up())

    def begin(self) -> None:
        assert self.browser.post("/apply/").url == "/apply/who/"

    def answer(self, step: str, **answers: Any) -> Any:
        return self.browser.post(f"/apply/{step}/", answers)

    def own(self, *names: str) -> dict[str, str]:
        return {name: self.facts[name] for name in names}

    def fill_in(self, *, until: str = "") -> str:
        """Answer every step that the form leads to; return the page where it ends."""
        self.begin()
        page = "/apply/who/"
        pages = {
            "who": {"kind": "first"},
            "person": self.own("name", "document", "number", "valid_until")
            | ({} if self.facts["valid_until"] else {"long_term": "on"}),
            "guardian": {name: value for name, value in self.facts.items() if name.startswith("guardian")},
            "photo": {"photo_source": "on-file"},
            "bank": {"bank": "bank"},
            "post": self.own("recipient", "recipient_phone", "province", "city", "district", "address"),
            "consent": {f"consent_{name}": "on" for name in ("notice", "bank", "courier", "child")},
            "phone": self.own("phone"),
        }
        while (step := page.split("/")[2]) in pages and step != until:
            answer = self.answer(step, **pages[step])
            assert answer.status_code == 302, (step, answer.context["form"].errors)
            page = answer.url
        if page == "/apply/code/" and until != "code":
            page = self.answer("code", code=code_sent()).url
        return page

    def send(self) -> Any:
        return self.browser.post("/apply/check/", follow=True)


@pytest.fixture
def applicant(bank: Bank) -> Applicant:
    return Applicant()
