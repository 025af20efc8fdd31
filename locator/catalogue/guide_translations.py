"""Japanese and Korean for the lines of the guides, for as long as their English stands."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .guides import GuideLine

TRANSLATIONS = Path(__file__).parent.parent / "data" / "guides_ja_ko.csv"
COLUMNS = ("text_en", "text_ja", "text_ko")


@lru_cache(maxsize=1)
def shipped_translations() -> Mapping[tuple[str, str], str]:
    """Return the translations by language and English text; read once."""
    return {
        (language, row["text_en"]): row[f"text_{language}"]
        for _, row in read_rows(TRANSLATIONS, COLUMNS)
        for language in ("ja", "ko")
    }


def translated(line: GuideLine, language: str) -> str:
    """Return a line in Japanese or Korean, or nothing where somebody has written the line anew."""
    # By the English text itself: a line that an administrator changed finds no translation of the old one.
    return shipped_translations().get((language, line.text_en), "")
