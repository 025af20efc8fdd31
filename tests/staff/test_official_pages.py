"""The official list on the staff pages: what stands in its way is said, and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from locator.applications.submit import submit
from locator.catalogue.transfer.applying import Answers, apply, keep, plan_of
from locator.catalogue.transfer.plan import Options
from locator.models import Bank, Outlet, Proposal, Role, StaffMember
from tests.applications.conftest import WANTED
from tests.applications.people import grown_up
from tests.catalogue.transfer.conftest import SURROUNDINGS, csv_of

from .conftest import Hire, words

As = Callable[[User], Client]
ROW = {
    "网点名称": "真网点", "服务银行": "真实银行", "所属区市县": "中山区", "地址": "中山区人民路1号",
    "营业时间": "周一至周五 8:30-16:30",
}  # fmt: skip


@pytest.fixture
def official(administrator: User) -> Proposal:
    Bank.objects.create(code="real-bank", name="真实银行", short_name="真实")
    upload = keep("official.csv", csv_of([ROW]), Options(official=True), by=administrator)
    answers = Answers(plan_of(upload, SURROUNDINGS).digest)
    proposal = apply(upload, answers, SURROUNDINGS, by=administrator)
    assert isinstance(proposal, Proposal)
    return proposal


def own_account(name: str) -> User:
    user = User.objects.create_superuser(name, password=None)
    StaffMember.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user


def test_whoever_accepts_reads_that_applications_hang_on_the_sample(official: Proposal, as_: As) -> None:
    submit(grown_up(), replace(WANTED, bank="sample-a"), token="t")
    browser = as_(own_account("second"))
    page = browser.post(f"/en/staff/proposals/{official.pk}/accept/")
    assert page.status_code == 422
    assert "redact_applications --sample" in words(page)
    assert Outlet.objects.sample().count() == 53


def test_a_demo_account_reads_that_it_would_go_and_accepts_nothing(
    official: Proposal, hire: Hire, as_: As
) -> None:
    page = as_(hire("demo", Role.ADMINISTRATOR)).post(f"/en/staff/proposals/{official.pk}/accept/")
    assert page.status_code == 422
    assert "createsuperuser" in words(page)
    assert Outlet.objects.sample().count() == 53


def test_once_an_own_account_accepts_no_demo_account_is_left(official: Proposal, as_: As) -> None:
    page = as_(own_account("own")).post(f"/en/staff/proposals/{official.pk}/accept/", follow=True)
    assert "administrator" in words(page)  # who proposed it: the name outlives the account
    assert [user.username for user in User.objects.all()] == ["own"]
    assert Outlet.objects.get().name == "真网点"
