"""A bank that takes applications by post, people who work there, and an application to work on."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from locator.applications.submit import Wanted
from locator.models import Bank, Role, StaffMember

WANTED = Wanted(
    kind="first", bank="bank", language="zh-hans", consents={"notice": "1", "bank": "1", "courier": "1"}
)


def make_bank(code: str = "bank") -> Bank:
    return Bank.objects.create(code=code, name=f"银行{code}", short_name=code, mail_applications=True)


@pytest.fixture
def bank(db: None) -> Bank:
    return make_bank()


@pytest.fixture
def clerk(bank: Bank) -> Any:
    user = User.objects.create(username="clerk", password="!")
    StaffMember.objects.create(user=user, role=Role.CLERK, bank=bank, is_demo=True, whole_bank=True)
    return user
