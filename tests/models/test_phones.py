"""Which telephone numbers can be dialled in Dalian."""

import pytest
from django.core.exceptions import ValidationError

from locator.models.phone import is_phone
from locator.models.validators import validate_phones


@pytest.mark.parametrize(
    "number", ["12333", "12345", "95588", "0411-83630000", "13912345678", "+86 411 8363 0000"]
)
def test_a_number_that_can_be_dialled_is_one(number):
    assert is_phone(number)


@pytest.mark.parametrize(
    "number",
    ["", "1233", "95", "9558x", "９５５８８", "0411", "call us", "99999999999999999999", "12334", "955888"],
)
def test_a_number_that_cannot_be_dialled_is_none(number):
    assert not is_phone(number)


@pytest.mark.parametrize("phones", ["12333", {"12333": 1}, [12333], None, [["12333"]]])
def test_phones_are_a_list_of_texts(phones):
    with pytest.raises(ValidationError) as refused:
        validate_phones(phones)
    assert refused.value.code == "not_a_list"


def test_the_wrong_number_is_named():
    with pytest.raises(ValidationError, match="0411-1"):
        validate_phones(["12333", "0411-1"])


def test_no_phone_at_all_is_allowed():
    validate_phones([])
