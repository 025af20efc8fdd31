"""While the database is away, each step is refused with 503 and what to do; what was taken stays taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from locator.models import MailApplication

from .conftest import Applicant

PAGES = ("", "who/", "person/", "bank/", "phone/", "code/", "check/", "done/")


@contextmanager
def away(only: str = "") -> Iterator[None]:
    """Refuse every statement, or those that begin so."""

    def refuse(execute: Any, sql: str, *given: Any) -> Any:
        if sql.startswith(only):
            raise OperationalError("database or disk is full")
        return execute(sql, *given)

    with connection.execute_wrapper(refuse):
        yield


def says_what_to_do(answer: Any) -> None:
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "请返回，一分钟后再按一次按钮" in answer.text
    assert "tel:12333" in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_every_step_says_what_to_do_next(applicant: Applicant, page: str) -> None:
    applicant.fill_in()
    with away():
        says_what_to_do(applicant.browser.post(f"/apply/{page}", {"kind": "first", "phone": "13800138000"}))
    assert applicant.send().status_code == 200, "what was typed is still there"


def test_nobody_is_told_to_have_come_too_often_where_nothing_can_be_counted(applicant: Applicant) -> None:
    Client().get("/")
    with away():
        says_what_to_do(Client().post("/apply/"))


def test_a_draft_that_cannot_be_erased_takes_no_receipt_away(applicant: Applicant) -> None:
    applicant.fill_in()
    with away('DELETE FROM "locator_applicationdraft"'):
        answer = applicant.send()
    assert answer.redirect_chain == [("/apply/done/", 302)]
    assert MailApplication.objects.get().reference[:5] in answer.text
