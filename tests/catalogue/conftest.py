"""The sample catalogue, and the people who keep it."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from locator.models import Outlet, Role, StaffMember
from tests import sample_rows


@pytest.fixture
def sample(db):
    sample_rows.load(today=date(2026, 11, 24))


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
def transactional_people(transactional_db):
    sample_rows.load(today=date(2026, 11, 24))
    return person("clerk-a", Role.CLERK, "sample-a"), person("colleague-a", Role.CLERK, "sample-a")
