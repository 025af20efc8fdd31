"""A program that applies for somebody, one call at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from locator.applications.consents import CONSENT_VERSION
from locator.applications.facts import PersonalFacts
from locator.applications.secrecy import decrypted
from locator.models import ApplicationEvent, Bank, MailApplication, OutgoingMessage
from locator.search.current import forget
from tests.applications.conftest import make_bank
from tests.applications.people import PHONE, grown_up

APPLICATIONS = "/api/v1/applications/"
KEY = "a-key-of-my-own"
NOBODYS = "x" * 43
NOON = datetime(2026, 11, 25, 4, 10, 20, tzinfo=UTC)  # in Dalian, and in the midst of every window


@pytest.fixture(autouse=True)
def _fresh_snapshot() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture(autouse=True)
def _within_one_window() -> Iterator[None]:
    """Let the clock stand: what is counted by the minute or the hour is not begun anew half-way through."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def bank(db: None) -> Bank:
    return make_bank()


@pytest.fixture
def committed_bank(transactional_db: None) -> Bank:
    return make_bank()


def code_sent() -> str:
    """Return the code of the newest message, as the telephone shows it."""
    message = OutgoingMessage.objects.filter(topic="code").latest("id")
    return decrypted(bytes(message.secret), "message-code").decode()


def counts() -> tuple[int, int, int]:
    """Count applications, events and receipts by text message."""
    receipts = OutgoingMessage.objects.exclude(topic="code").count()
    return MailApplication.objects.count(), ApplicationEvent.objects.count(), receipts


def errors_of(answer: Any) -> list[tuple[str, str | None]]:
    """Return code and field of each error."""
    return [(error["code"], error["attr"]) for error in answer.json()["errors"]]


class Program:
    """Calls as a program does: JSON, without a cookie."""

    def __init__(self, language: str = "", address: str = "127.0.0.1") -> None:
        self.client = Client(REMOTE_ADDR=address, headers={"Accept-Language": language} if language else None)
        self.token = ""

    def call(self, path: str, content: Any, **headers: str) -> Any:
        body = content if isinstance(content, str) else json.dumps(content)
        return self.client.post(f"{APPLICATIONS}{path}", body, "application/json", headers=headers)

    def ask_for_code(self, phone: str = PHONE, **more: str) -> Any:
        answer = self.call("phone-code/", {"phone": phone, **more})
        self.token = answer.json().get("token", self.token)
        return answer

    def check(self, code: str, phone: str = PHONE) -> Any:
        return self.call("phone-code/check/", {"token": self.token, "phone": phone, "code": code})

    def prove(self, phone: str = PHONE) -> None:
        assert self.ask_for_code(phone).status_code == 202
        assert self.check(code_sent(), phone).status_code == 200

    def content(self, facts: PersonalFacts | None = None, **changes: Any) -> dict[str, Any]:
        """Return what a program sends for a person, without the fields that do not apply."""
        said: dict[str, Any] = {name: text for name, text in asdict(facts or grown_up()).items() if text}
        said.setdefault("valid_until", None)
        consents = dict.fromkeys(("notice", "bank", "courier"), CONSENT_VERSION)
        return {
            "token": self.token, "kind": "first", "bank": "bank", "consents": consents, **said, **changes
        }  # fmt: skip

    def apply(self, content: dict[str, Any] | None = None, key: str = KEY) -> Any:
        return self.call("", self.content() if content is None else content, **{"Idempotency-Key": key})

    def photo(self, data: bytes, content_type: str = "image/jpeg", **fields: Any) -> Any:
        headers = {"Application-Token": self.token}
        if content_type == "multipart":
            return self.client.post(f"{APPLICATIONS}photo/", {"photo": data, **fields}, headers=headers)
        return self.client.generic("POST", f"{APPLICATIONS}photo/", data, content_type, headers=headers)

    def status(self, reference: str, secret: str) -> Any:
        return self.call("status/", {"reference": reference, "secret": secret})


@pytest.fixture
def program(bank: Bank) -> Program:
    return Program()


@pytest.fixture
def proved(program: Program) -> Program:
    program.prove()
    return program
