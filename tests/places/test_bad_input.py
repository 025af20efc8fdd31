"""What nobody should type, and what it must lead to."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from locator.places import NotFound, Origin, Remark, WhichPlace, resolve
from locator.places.wording import refusal, sentence


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("西" * 10_000, "too-long"),
        ("西" * 101, "too-long"),
        ("\u3300" * 90, "too-long"),
        ("😀😀", "unreadable"),
        ("。。。", "unreadable"),
        ("西安\x00路", "unreadable"),
        ("西安\ud800路", "unreadable"),
        ("asdfghjkl", "unknown"),
        ("'; DROP TABLE outlet; --", "unknown"),
        ("１２３４５", "unknown"),
        ("大连", "empty"),
        ("Dalian", "unknown"),
        ("121.6147,38.9144", "outside"),
        ("35.68,139.76", "outside"),
        ("95.0,121.6", "outside"),
    ],
)
def test_a_bad_text_is_refused_with_its_reason(gazetteer, text, reason):
    answer = resolve(text, gazetteer)
    assert isinstance(answer, NotFound)
    assert answer.reason == reason
    assert refusal(answer)


def test_swapped_coordinates_are_refused_with_a_remark(gazetteer):
    answer = resolve("121.6147,38.9144", gazetteer)
    assert answer.remarks == (Remark("swapped"),)
    with translation.override("en"):
        assert "swapped" in sentence(answer.remarks[0])


@pytest.mark.parametrize(
    "text", ["38.9144,121.6147", "38.9144 121.6147", "(38.9144， 121.6147)", "N38.9144 E121.6147"]
)
def test_coordinates_in_the_text_are_taken_as_they_stand(gazetteer, text):
    answer = resolve(text, gazetteer)
    assert (answer.point.latitude, answer.point.longitude) == (38.9144, 121.6147)
    assert (answer.precision.value, answer.source, answer.key) == ("exact", "coordinates", "")


@given(text=st.text(max_size=120))
def test_any_text_gets_one_of_the_three_answers(gazetteer, text):
    answer = resolve(text, gazetteer)
    assert isinstance(answer, Origin | WhichPlace | NotFound)
    gazetteer.suggest(text)


@given(text=st.text(alphabet="大连中山西安路号楼单元甲乙东南0123456789-（）()abc 市区县镇村", max_size=40))
def test_address_like_text_never_breaks_the_ladder(gazetteer, text):
    answer = resolve(text, gazetteer)
    assert answer == resolve(text, gazetteer)


def test_what_was_typed_stays_out_of_the_representation_of_an_answer(gazetteer):
    typed = "甘井子区无名胡同77号秘密院"
    assert "秘密" not in repr(resolve(typed, gazetteer))
    assert "38.9144" not in repr(resolve("38.9144,121.6147", gazetteer))
