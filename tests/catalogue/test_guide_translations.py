"""The guides in Japanese and Korean, for as long as the English that they were made from stands."""

from dataclasses import replace

import pytest

from locator.catalogue.guide_translations import shipped_translations, translated
from locator.catalogue.guides import shipped_guides

LINES = [line for lines in shipped_guides().values() for line in lines]


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_every_shipped_line_is_translated(language):
    assert [line.text_en for line in LINES if not translated(line, language)] == []


def test_no_translation_is_left_over():
    assert {english for _, english in shipped_translations()} == {line.text_en for line in LINES}


def test_a_translation_names_the_same_numbers_to_call():
    for (_, english), said in shipped_translations().items():
        assert ("12333" in english) == ("12333" in said), english


def test_a_line_that_was_written_anew_has_no_translation():
    assert translated(replace(LINES[0], text_en="Something else."), "ja") == ""
    assert translated(LINES[0], "en") == ""
