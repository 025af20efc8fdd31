"""Reads unit files and their settings the way systemd does, as far as ours use it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

Unit = dict[str, list[str]]


def read(folder: Path, name: str) -> Unit:
    """Return a unit with what its drop-ins add: each key, whatever its section, with all its values."""
    template = re.sub(r"@.+\.", "@.", name)
    unit: Unit = {}
    for path in (folder / template, *_drop_ins(folder, template)):
        _lay_over(unit, path.read_text(encoding="utf-8"))
    return unit


def _drop_ins(folder: Path, name: str) -> Iterator[Path]:
    """Yield the drop-ins of a unit; those of "a-b-c" also lie in the folders of "a-b-" and of "a-"."""
    stem, dot, suffix = name.rpartition(".")
    parts = stem.split("-")
    for count in range(1, len(parts)):
        yield from sorted((folder / f"{'-'.join(parts[:count])}-{dot}{suffix}.d").glob("*.conf"))
    yield from sorted((folder / f"{name}.d").glob("*.conf"))


def _lay_over(unit: Unit, text: str) -> None:
    for line in text.splitlines():
        key, equals, value = line.strip().partition("=")
        if not equals or key.startswith(("#", "[")):
            continue
        # An empty value takes back what was said before; it stays to be seen where nothing was.
        unit[key] = [*unit.get(key, []), value] if value else []


def environment(path: Path) -> dict[str, str]:
    """Return the settings of an EnvironmentFile."""
    lines = path.read_text(encoding="utf-8").splitlines()
    named = (line.partition("=") for line in lines if line.strip() and not line.startswith("#"))
    return {name: "".join(shlex.split(value)) for name, _equals, value in named}
