"""The languages of the pages: residents read four, staff work in two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override

# By the language's code: how it is named in HTML, and how it names itself.
LANGUAGES = {
    "zh-hans": ("zh-Hans", "中文"),
    "en": ("en", "English"),
    "ja": ("ja", "日本語"),
    "ko": ("ko", "한국어"),
}
# Only the residents' pages are written in these.
FOR_RESIDENTS_ONLY = frozenset({"ja", "ko"})
OF_STAFF = ("staff", "accounts")


@dataclass(frozen=True, slots=True)
class Choice:
    """The page in one language, and where it stands."""

    lang: str
    name: str
    url: str
    is_current: bool


def html_lang(code: str) -> str:
    """Return a language's code as HTML writes it."""
    return LANGUAGES[code][0] if code in LANGUAGES else code


def is_of_staff(path: str) -> bool:
    """Tell whether a path, with or without its language, leads to the pages of staff."""
    parts = path.split("/")[1:] or [""]
    return any(part in OF_STAFF for part in (parts[1:2] if parts[0] in LANGUAGES else parts[:1]))


def choices(request: HttpRequest | None) -> list[Choice]:
    """Return the same page in every language that it is written in, or that language's home page."""
    current = get_language() or "zh-hans"
    here = request.get_full_path() if request else ""
    codes = set(LANGUAGES) - (FOR_RESIDENTS_ONLY if is_of_staff(here) else set())
    found = []
    for code, (lang, name) in LANGUAGES.items():
        if code not in codes:
            continue
        with override(code):
            url = reverse("home")
        there = translate_url(here, code) if here else ""
        if there and (there != here or code == current):
            url = there
        found.append(Choice(lang, name, url, code == current))
    return found


@lru_cache(maxsize=len(LANGUAGES))
def results_in_each(current: str) -> tuple[Choice, ...]:
    """Return where a search that was sent is sent anew in each language."""
    found = []
    for code, (lang, name) in LANGUAGES.items():
        with override(code):
            found.append(Choice(lang, name, reverse("results"), code == current))
    return tuple(found)
