"""The sample catalogue, and the people who keep it."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from locator.models import Outlet, Role, StaffMember
from tests import sample_rows

TODAY = date(2026, 11, 24)


class Kept:
    """The sample in a transaction around those of a module's tests, until something is to be committed."""

    def __init__(self):
        self._around = ExitStack()
        self._is_there = False

    def have(self):
        if self._is_there:
            return
        # Within the transaction of a test that has begun already it lasts as long as that test.
        if not connection.in_atomic_block:
            self._around.enter_context(transaction.atomic())
            self._is_there = True
        sample_rows.load(today=TODAY)

    def take_back(self):
        if self._is_there:
            transaction.set_rollback(True)
            self._is_there = False
            self._around.close()


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        kept = Kept()
        yield kept
        kept.take_back()


@pytest.fixture
def _sample_around(kept):
    kept.have()


@pytest.fixture
def sample(_sample_around, db):
    """Have the sample; what a test does to it is taken back after the test."""


@pytest.fixture
def committed_sample(kept, transactional_db):
    kept.take_back()
    sample_rows.load(today=TODAY)


def person(name, role, bank=None, outlets=()):
    user = get_user_model().objects.create_user(name, password=None)
    member = StaffMember.objects.create(user=user, role=role, bank_id=bank, whole_bank=not outlets)
    member.outlets.set(outlets)
    return user


@pytest.fixture
def clerk(sample):
    return person("clerk-a", Role.CLERK, "sample-a")


@pytest.fixture
def colleague(sample):
    return person("colleague-a", Role.CLERK, "sample-a")


@pytest.fixture
def manager(sample):
    return person("manager-a", Role.MANAGER, "sample-a")


@pytest.fixture
def administrator(sample):
    return person("administrator", Role.ADMINISTRATOR)


@pytest.fixture
def stranger(sample):
    return person("clerk-b", Role.CLERK, "sample-b")


@pytest.fixture
def outlet(sample):
    return Outlet.objects.get(code="sample-a-01")


@pytest.fixture
def transactional_people(committed_sample):
    return person("clerk-a", Role.CLERK, "sample-a"), person("colleague-a", Role.CLERK, "sample-a")
