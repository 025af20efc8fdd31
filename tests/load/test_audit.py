"""The audit at the end of a load finds what is lost, taken twice or half there."""

from __future__ import annotations

import pytest

from tests.load.audit import Kept, audited

PERSON, REFERENCE = "210202193001021230", "AAAAABBBBB"
ONE = Kept(PERSON, REFERENCE, 1, 1)
SHOWN = {PERSON: {REFERENCE}}


def test_a_receipt_that_is_in_the_database_once_is_right() -> None:
    found = audited([ONE], SHOWN, {PERSON})
    assert (found.wrong, found.receipts, found.without_receipt) == ([], 1, 0)


def test_an_application_whose_answer_was_lost_is_told_and_is_right() -> None:
    found = audited([ONE], {}, {PERSON})
    assert (found.wrong, found.without_receipt) == ([], 1)
    assert "1 more taken" in str(found)


@pytest.mark.parametrize(
    ("rows", "shown", "pressed", "stray", "said"),
    [
        ([], SHOWN, {PERSON}, 0, "is not in the database"),
        ([Kept(PERSON, "CCCCCDDDDD", 1, 1)], SHOWN, {PERSON}, 0, "is not in the database"),
        ([ONE, Kept(PERSON, "CCCCCDDDDD", 1, 1)], SHOWN, {PERSON}, 0, "2 times"),
        ([ONE], {PERSON: {REFERENCE, "CCCCCDDDDD"}}, {PERSON}, 0, "2 receipts"),
        ([Kept(PERSON, REFERENCE, 0, 1)], SHOWN, {PERSON}, 0, "0 events"),
        ([Kept(PERSON, REFERENCE, 1, 2)], SHOWN, {PERSON}, 0, "2 messages"),
        ([ONE], {}, set(), 0, "sent by nobody"),
        ([ONE], SHOWN, {PERSON}, 1, "1 messages tell of no application"),
    ],
)
def test_whatever_is_lost_twice_or_half_there_is_found(
    rows: list[Kept], shown: dict[str, set[str]], pressed: set[str], stray: int, said: str
) -> None:
    assert any(said in one for one in audited(rows, shown, pressed, stray).wrong)
