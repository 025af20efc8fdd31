"""What a device keeps, named one by one: the offline pages, what they are drawn with, and their data."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from locator.public.context import THEME

from .words import words

TEMPLATE = "public/offline.html"
# What an offline page asks for by itself: its script, its style, its icon.
ASKED_FOR = re.compile(rf'(?:href|src)="({re.escape(settings.STATIC_URL)}[^"]+)"')
EVERYWHERE = {"theme": THEME, "keeps_offline_copy": True}
# To be raised where the worker, or the form of its data, changes in a way that no file's name tells.
EDITION = 1
# So long a page is waited for before what is kept is shown instead, in milliseconds.
PATIENCE_MS = 3_000
# The data are asked for again at a visit, but not sooner than after this time.
LOOK_AGAIN_MS = 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Language:
    """One language's part: where its pages begin, and the two addresses that are kept."""

    prefix: str
    page: str
    data: str
    results: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the worker is told; what begins with ``untouched`` passes as if it were not there."""

    version: str
    files: tuple[str, ...]
    languages: tuple[Language, ...]
    untouched: tuple[str, ...]
    patience_ms: int
    look_again_ms: int

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=True)


def page_context() -> dict[str, Any]:
    """Return what an offline page is filled with: words alone, nothing of the catalogue or of a visitor."""
    data = reverse("offline_data", args=[translation.get_language()])
    addresses = {
        "outlet": reverse("outlet", args=["CODE"]),
        "district": reverse("directory_district", args=["CODE"]),
        "bank": reverse("directory_bank", args=["CODE"]),
        "guide": reverse("guide", args=["CODE"]),
    }
    return {
        "words": words(),
        "facts": {
            "title": _("Outlets without a network"),
            "data": data,
            "page": reverse("offline"),
            "addresses": addresses,
        },
    }


@cache
def shelf() -> Shelf:
    """Return what is kept by the release that runs; its version changes with any of the pages and files."""
    pages, languages = [], []
    untouched = {"/api/", "/admin/", settings.STATIC_URL}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            # Without a request: no visitor's settings, no notice about the catalogue.
            pages.append(render_to_string(TEMPLATE, {**page_context(), "site": EVERYWHERE}))
            languages.append(
                Language(
                    prefix=reverse("home"),
                    page=reverse("offline"),
                    data=reverse("offline_data", args=[code]),
                    results=reverse("results"),
                )
            )
            untouched |= {reverse(name) for name in ("apply", "follow")}
            untouched |= {reverse("home") + part for part in ("staff/", "accounts/")}
    files = tuple(sorted({address for page in pages for address in ASKED_FOR.findall(page)}))
    digest = hashlib.sha256(repr((EDITION, files, pages, languages)).encode()).hexdigest()
    return Shelf(
        version=digest[:16],
        files=files,
        # The longest first: the default language's prefix begins every address.
        languages=tuple(sorted(languages, key=lambda one: -len(one.prefix))),
        untouched=tuple(sorted(untouched)),
        patience_ms=PATIENCE_MS,
        look_again_ms=LOOK_AGAIN_MS,
    )
