"""Reference and second secret find an application; whatever is wrong, answer and work are the same."""

from __future__ import annotations

from typing import Any

import pytest

from locator.applications import lookup
from locator.applications.lookup import find_again
from locator.applications.submit import submit
from locator.models import Bank, MailApplication
from locator.models.references import spelled

from .conftest import WANTED
from .people import PHONE, grown_up, number


@pytest.fixture
def application(bank: Bank) -> MailApplication:
    return submit(grown_up(), WANTED, token="t").application


@pytest.mark.parametrize("secret", [PHONE[-4:], number()[-4:], f" {number()[-4:].lower()} ", "８０００"])
def test_the_end_of_the_document_or_of_the_telephone_opens_it(
    application: MailApplication, secret: str
) -> None:
    for typed in (
        application.reference,
        spelled(application.reference).lower(),
        f" {application.reference} ",
    ):
        assert find_again(typed, secret) == application


@pytest.mark.parametrize(
    "secret", ["", "0000", PHONE, PHONE[-3:], PHONE[-5:], "----", "\0", "名字", "8000 or 1=1"]
)
def test_another_secret_does_not(application: MailApplication, secret: str) -> None:
    assert find_again(application.reference, secret) is None


@pytest.mark.parametrize("reference", ["", "XXXXXXXXXX", "x", "2" * 10, "名字"])
def test_another_reference_does_not(application: MailApplication, reference: str) -> None:
    assert find_again(reference, PHONE[-4:]) is None
    assert find_again(reference, "----") is None, "not even what stands in the place of nobody"


def test_what_was_erased_is_not_found(application: MailApplication) -> None:
    MailApplication.objects.update(
        state="withdrawn", personal=None, person="", redacted_at=application.submitted_at
    )
    assert find_again(application.reference, PHONE[-4:]) is None


def test_the_work_is_the_same_for_a_wrong_reference_and_a_wrong_secret(
    application: MailApplication, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    worked: list[str] = []
    real, compare = lookup.opened, lookup.hmac.compare_digest
    monkeypatch.setattr(lookup, "opened", lambda row: worked.append("opened") or real(row))
    monkeypatch.setattr(
        lookup.hmac, "compare_digest", lambda a, b: worked.append("compared") or compare(a, b)
    )
    asked = [
        (application.reference, PHONE[-4:]),
        (application.reference, "0000"),
        ("XXXXXXXXXX", "0000"),
        ("", ""),
    ]
    for reference, secret in asked:
        worked.clear()
        with django_assert_num_queries(1):
            find_again(reference, secret)
        assert worked == ["opened", "compared", "compared"]
