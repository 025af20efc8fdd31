"""The staff pages over the sample catalogue: people of each role, and a signed-in browser for each."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from locator.models import Role, StaffMember
from tests import kept_snapshot

TODAY = date(2026, 11, 24)
BANK, OTHER_BANK = "sample-a", "sample-b"
Hire = Callable[..., User]


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), kept_snapshot.sample_around(TODAY):
        yield


@pytest.fixture
def within_one_hour(time_machine: Any) -> None:
    """Stand still: attempts are counted from one full hour to the next, or from minute to minute."""
    time_machine.move_to(timezone.now(), tick=False)


@pytest.fixture
def hire(sample: None, db: None) -> Hire:
    """Make accounts: ``hire("name", Role.CLERK, bank, only=[codes])``."""

    def make(name: str, role: Role, bank: str | None = None, *, only: tuple[str, ...] = ()) -> User:
        # No password: these tests do not type one, and hashing one takes a tenth of a second.
        user = User.objects.create(username=name, password="!")
        member = StaffMember.objects.create(
            user=user, role=role, bank_id=bank, whole_bank=not only, is_demo=True
        )
        member.outlets.set(only)
        return user

    return make


@pytest.fixture
def clerk(hire: Hire) -> User:
    return hire("clerk", Role.CLERK, BANK)


@pytest.fixture
def manager(hire: Hire) -> User:
    return hire("manager", Role.MANAGER, BANK)


@pytest.fixture
def administrator(hire: Hire) -> User:
    return hire("administrator", Role.ADMINISTRATOR)


@pytest.fixture
def stranger(hire: Hire) -> User:
    """Return a clerk of another bank."""
    return hire("stranger", Role.CLERK, OTHER_BANK)


@pytest.fixture
def as_() -> Callable[[User], Client]:
    """Return a browser in which a person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.handler.load_middleware()  # what listens to a sign-in comes with it
        client.force_login(user)
        return client

    return sign_in


def words(response: Any) -> str:
    """Return what a person would read on a page."""
    body = re.sub(r"<(script|style|head).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))
