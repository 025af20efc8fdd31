"""Every remark and refusal that the code can make has words, and asks the reader for nothing odd."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

import locator.places
from locator.places import NotFound, Remark
from locator.places.wording import refusal, sentence

SOURCES = sorted(Path(locator.places.__file__).parent.glob("*.py"))
PARAMS = (("named", "中山区"), ("actual", "西岗区"), ("town", "皮口街道"), ("name", "西安路"))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def first_arguments(function: str) -> set[str]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    firsts = [call.args[0] for call in calls if getattr(call.func, "id", "") == function]
    return {first.value for first in firsts if isinstance(first, ast.Constant)}


def test_every_remark_in_the_code_has_words():
    made = first_arguments("Remark")
    assert {"district-differs", "number-dropped", "swapped"} <= made
    for code in made:
        assert sentence(Remark(code, PARAMS)).endswith(".")


@pytest.mark.parametrize("reason", ["empty", "too-long", "unreadable", "outside", "unknown"])
def test_every_refusal_says_what_to_do(reason):
    assert refusal(NotFound(reason)).endswith(".")


def test_a_remark_without_words_is_a_mistake_in_the_code():
    with pytest.raises(KeyError):
        sentence(Remark("no-such-remark"))
