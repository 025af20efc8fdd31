"""One form for all the ways of writing a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.places.normalise import complaint, fold, latin, tidy


@given(text=st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(text=st.text(max_size=60))
def test_full_width_and_half_width_are_one(text):
    widened = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert fold(widened) == fold(text)


@given(text=st.text(alphabet="西安路a1 ·,，。（）", max_size=30))
def test_punctuation_and_spaces_say_nothing(text):
    assert fold(text) == "".join(c for c in text if c in "西安路a1")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("大連站", "大连站"),
        ("ＸＩＡＮ　ＬＵ", "xianlu"),
        ("23－8号", "23-8号"),
        ("23–8号", "23-8号"),
        ("锦江之星 - 港湾广场店", "锦江之星港湾广场店"),
        ("西\u200b安路", "西安路"),
    ],
)
def test_a_written_form_folds_as_expected(written, folded):
    assert fold(written) == folded


def test_a_hyphen_inside_a_number_keeps_two_doors_apart():
    assert fold("中南路23-8号") != fold("中南路238号")


@pytest.mark.parametrize(
    ("typed", "letters"), [("xī'ān", "xian"), ("lüshun", "lvshun"), ("nǚ", "nv"), ("Xi’an", "Xian")]
)
def test_tones_and_apostrophes_are_dropped(typed, letters):
    assert latin(typed) == letters


def test_nothing_is_wrong_with_an_ordinary_address():
    assert complaint("西安路107号") == ""
    assert tidy(" 西安路 ") == "西安路"
