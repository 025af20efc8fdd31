"""The index finds what a walk through all names would find."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from locator.places.index import Bigrams, Forms, Misspellings
from locator.places.texts import Texts

WORDS = st.lists(
    st.text(alphabet="西安路中山区街", min_size=1, max_size=6), min_size=1, max_size=30, unique=True
)


@given(names=WORDS, text=st.text(alphabet="西安路中山区街", min_size=1, max_size=7))
def test_all_names_one_slip_away_are_found_and_no_others(names, text):
    walked = [
        at for at, name in enumerate(names) if Levenshtein.distance(text, name) <= 1 and len(name + text) > 2
    ]
    found = Misspellings.of(Texts.of(names)).near(text)
    assert [at for at in found if len(names[at] + text) > 2] == walked


@given(names=WORDS, text=st.text(alphabet="西安路", min_size=1, max_size=3))
def test_beginnings_and_whole_names_are_found(names, text):
    forms = Forms.of((name, at) for at, name in enumerate(names))
    begun = forms.best_beginning(text, np.zeros(len(names), np.int32), len(names))
    assert set(begun.tolist()) == {at for at, n in enumerate(names) if n.startswith(text)}
    assert set(forms.exact(text).tolist()) == {at for at, name in enumerate(names) if name == text}


def test_likeness_is_ranked_and_bounded():
    names = ["中山广场", "中山公园", "人民广场", "西安路"]
    assert [at for _, at in Bigrams.of(Texts.of(names)).like("中山广厂", 2, 30)] == [0, 1]
    assert Bigrams.of(Texts.of(names)).like("不相干", 5, 30) == []


@pytest.mark.parametrize("text", ["", "一"])
def test_a_text_too_short_for_pairs_is_like_nothing(text):
    assert Bigrams.of(Texts.of(["中山广场"])).like(text, 5, 0) == []
