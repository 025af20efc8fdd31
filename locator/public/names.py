"""What is in the catalogue in Chinese, and mostly in English, said in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from locator.places.normalise import has_ideographs
from locator.places.romanised import romanised

# Proper names: what a person reads on a sign, or shows to a driver. Anything else is prose.
NAMES = frozenset({"name", "label", "address", "town", "functional_area"})
# Labels that the site gives itself are no names.
OWN_LABELS: dict[str, str | Promise] = {
    "This position": _("This position"),
    "The address you typed": _("The address you typed"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A text and its language, which is empty where it is that of the page."""

    text: str
    lang: str = ""

    def html(self) -> str | SafeString:
        return format_html('<span lang="{}">{}</span>', self.lang, self.text) if self.lang else self.text


def pieces(chinese: str, english: str, *, is_name: bool) -> list[Piece]:
    """Return what a reader of the page needs of a text: one piece, or a name and the same one beside it.

    Readers of English get the English name. Where there is none they get pinyin with the Chinese beside it,
    which is what the signs say. Readers of Japanese and Korean get both always: the one reads the
    characters, the other the letters, and both may have to show the characters to a driver.
    """
    language = (get_language() or "zh")[:2]
    if language == "zh" or not chinese:
        return [Piece(chinese)] if chinese else []
    if own := OWN_LABELS.get(english):
        return [Piece(str(own))]
    original = Piece(chinese, "zh-Hans")
    if language == "en" and english:
        return [Piece(english)]
    if not is_name:
        return [Piece(english, "en")] if english else [original]
    if not has_ideographs(chinese):
        return [Piece(chinese)]
    latin = Piece(english, "en") if english else Piece(romanised(chinese), "zh-Latn")
    return [original, latin] if language == "ja" else [latin, original]


def marked(record: Any, field: str) -> str | SafeString:
    """Return a field for a page, each piece that is in another language marked as such."""
    found = _of(record, field)
    if len(found) < 2:
        return found[0].html() if found else ""
    # In one element: what lays out its children in a row would set the brackets apart.
    return format_html("<span>{} ({})</span>", found[0].html(), found[1].html())


def plain(record: Any, field: str = "name", language: str | None = None) -> str:
    """Return a field for where no language can be marked: titles, choices, sentences.

    ``language`` is the active one, if it is known.
    """
    english = getattr(record, f"{field}_en", "")
    return _joined(getattr(record, field), english, field in NAMES, language or get_language() or "zh")


@lru_cache(maxsize=5_000)
def _joined(chinese: str, english: str, is_name: bool, language: str) -> str:
    first, *beside = [piece.text for piece in pieces(chinese, english, is_name=is_name)] or [""]
    return f"{first} ({beside[0]})" if beside else first


def _of(record: Any, field: str) -> list[Piece]:
    return pieces(getattr(record, field), getattr(record, f"{field}_en", ""), is_name=field in NAMES)
