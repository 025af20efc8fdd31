"""References are read however people type them."""

from __future__ import annotations

import pytest

from locator.models.references import read_reference


@pytest.mark.parametrize(
    "typed", ["7K3M4-XW42A", "7k3m4 xw42a", "７Ｋ３Ｍ４－ＸＷ４２Ａ", "７ｋ３ｍ４　ｘｗ４２ａ"]
)
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    assert read_reference(typed, 10) == "7K3M4XW42A"


@pytest.mark.parametrize("typed", ["", "7K3M4", "七七七七七七七七七七", "7K3M4XW42AA"])
def test_what_cannot_be_one_is_none(typed: str) -> None:
    assert not read_reference(typed, 10)
