"""What people type is understood as they mean it, and nothing of a name is lost on the way."""

from __future__ import annotations

import pytest

from .people import grown_up
from .test_rules import refused, taken

# Of extensions B, G, H and I, the last two younger than the Unicode of Python 3.11.
RARE = ["\U00020bb7", "\U00030edd", "\U00031350", "\U000323af", "\U0002ebf0", "\U0002ee5d"]


@pytest.mark.parametrize("sign", RARE)
def test_a_rare_sign_stays_in_a_name_and_an_address(sign: str) -> None:
    kept = taken(grown_up(name=f"王{sign}", address=f"{sign}家沟1号"))
    assert (kept.name, kept.address) == (f"王{sign}", f"{sign}家沟1号")


@pytest.mark.parametrize("sign", ["\ue863", "\U000f0001", "\U0010fffd"])
@pytest.mark.parametrize("field", ["name", "recipient", "address", "city", "district"])
def test_a_sign_of_one_s_own_device_is_refused_rather_than_dropped(sign: str, field: str) -> None:
    assert refused(grown_up(**{field: f"王家沟{sign}1号" if field == "address" else f"王{sign}"})) == {field}


@pytest.mark.parametrize("nothing", ["\U0002fffe", "\U0003ffff", "\uffff", "\u0378"])
def test_what_is_no_sign_at_all_is_dropped(nothing: str) -> None:
    assert taken(grown_up(name=f"王{nothing}五")).name == "王五"
