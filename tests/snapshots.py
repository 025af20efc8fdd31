"""Builds the snapshot of equal rows once: most tests look at the same sample at the same moment.

A snapshot is told by its rows alone, and never changes; what is made from it later is kept with it, and is
told by the settings too. So it is built anew after a setting has changed, and where a test puts something of
its own in the place of something of ours.
"""

from __future__ import annotations

import importlib
from typing import Any

from django.test.signals import setting_changed

from locator.search import build
from locator.search.rows import Rows
from locator.search.snapshot import Snapshot

KEPT_AT_MOST = 4
_kept: list[tuple[Rows, Snapshot]] = []
# One more each time that all is forgotten: what was made before is not to be used after.
_ages = [0]


def build_once(rows: Rows) -> Snapshot:
    for known, snapshot in _kept:
        if known == rows:
            return snapshot
    snapshot = build.build(rows)
    _kept.insert(0, (rows, snapshot))
    del _kept[KEPT_AT_MOST:]
    return snapshot


def age() -> int:
    return _ages[0]


def forget_all(**_of_the_signal: Any) -> None:
    _ages[0] += 1
    _kept.clear()


def patches(item: Any) -> bool:
    """Tell whether a test puts something of its own in the place of ours; Django's own fixture always may."""
    known = item._fixtureinfo
    asked = [definition for named in known.name2fixturedefs.values() for definition in named]
    ours = [definition for definition in asked if "pytest_django" not in definition.func.__module__]
    return "monkeypatch" in known.argnames or any("monkeypatch" in one.argnames for one in ours)


def begin() -> None:
    # The package has a function of the same name as this module of it.
    importlib.import_module("locator.search.current").build = build_once  # type: ignore[attr-defined]
    setting_changed.connect(forget_all)
