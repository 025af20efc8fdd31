"""Numbers of parcels are checked as far as they can be."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from locator.applications.ems import ParcelNumberError, check_digit, read_parcel_number

EIGHT = st.from_regex(r"[0-9]{8}", fullmatch=True)


def test_a_published_example_is_read() -> None:
    # Of the S10 standard, as it is explained everywhere: 47312482 has the check digit 9.
    assert check_digit("47312482") == "9"
    assert read_parcel_number(" ea 4731 2482 9 cn ") == "EA473124829CN"


@given(EIGHT)
def test_a_number_with_its_check_digit_is_read(eight: str) -> None:
    assert read_parcel_number(f"EM{eight}{check_digit(eight)}CN")


@given(eight=EIGHT, place=st.integers(0, 7), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_mostly_noticed(eight: str, place: int, digit: str) -> None:
    wrong = eight[:place] + digit + eight[place + 1 :]
    assume(check_digit(wrong) != check_digit(eight))
    with pytest.raises(ParcelNumberError):
        read_parcel_number(f"EM{wrong}{check_digit(eight)}CN")


def test_domestic_numbers_have_no_check_digit() -> None:
    assert read_parcel_number("1234567890123") == "1234567890123"


@pytest.mark.parametrize(
    "typed", ["", "EA123", "12345678901", "EA473124828CN", "EA473124829US", "中通123", "E1473124829CN"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ParcelNumberError):
        read_parcel_number(typed)
