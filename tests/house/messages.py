"""Compares what the code says with what has been translated, without gettext's own programs.

Run with ``python -m tests.house.messages`` to compile the translations.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from . import ROOT, files, tree

SOURCES = ("cardservice", "locator", "templates")
CATALOGUES = sorted((ROOT / "locator" / "locale").glob("*/LC_MESSAGES/*.po"))

# How many leading arguments are the context and the text.
SHAPES = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), "i"),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), "ci"),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), "ip"),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), "cip"),
}
STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(
    rf"\b({'|'.join(sorted(SHAPES, key=len, reverse=True))})\(\s*({STRING}(?:\s*,\s*{STRING})*)"
)

# Context, or None, and text.
Message = tuple[str | None, str]


def asked_for() -> dict[Message, Path]:
    """Return every text that templates and code ask to be translated, and one file that asks."""
    return {
        message: path for path in files(".py", ".html", ".txt", under=SOURCES) for message in _in_file(path)
    }


def _in_file(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix in {".html", ".txt"}:
        for name, arguments in CALL.findall(templatize(text)):
            yield _message(name, [str(argument) for argument in ast.literal_eval(f"({arguments},)")])
        return
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                if alias.name in SHAPES and alias.asname not in {None, "_"}:
                    # Under another name its texts would be in no catalogue, and silently stay English.
                    raise ValueError(f"{path.relative_to(ROOT)}: import {alias.name} under its name, or as _")
        if isinstance(node, ast.Call) and (shape := SHAPES.get(_name(node))):
            given = node.args[: len(shape)]
            if len(given) == len(shape) and all(isinstance(argument, ast.Constant) for argument in given):
                yield _message(_name(node), [str(argument.value) for argument in given])  # type: ignore[attr-defined]
            elif not all(
                isinstance(argument, ast.Name | ast.Attribute | ast.Subscript | ast.Constant)
                for argument in given
            ):
                # A text put together at run time is in no catalogue: it would silently stay English.
                raise ValueError(f"{path.relative_to(ROOT)}:{node.lineno}: translate whole texts")


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _message(name: str, arguments: list[str]) -> Message:
    parts = dict(zip(SHAPES[name], arguments, strict=False))
    return parts.get("c"), parts["i"]


def entries(path: Path) -> dict[Message, polib.POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def translations(catalogue: polib.POFile | polib.MOFile) -> dict[Message, str | dict[int, str]]:
    return {
        (entry.msgctxt, entry.msgid): dict(entry.msgstr_plural) if entry.msgid_plural else entry.msgstr
        for entry in catalogue
        if not entry.obsolete
    }


if __name__ == "__main__":
    for source in CATALOGUES:
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
