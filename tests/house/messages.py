"""Compares what the code says with what has been translated, without gettext's own programs.

Run with ``python -m tests.house.messages`` to compile the translations, and with ``--missing ja`` to list
what a catalogue still lacks, each text under the first file that asks for it.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from . import ROOT, files, tree

SOURCES = ("cardservice", "locator", "templates")
CATALOGUES = sorted((ROOT / "locator" / "locale").glob("*/LC_MESSAGES/*.po"))
# The catalogues of languages that only the residents' pages are written in.
FOR_RESIDENTS_ONLY = ("ja", "ko")
# Whatever asks for a text is read by residents, unless it is named here: a new package is theirs until then.
FOR_OTHERS = (
    "cardservice/", "locator/apps.py", "locator/admin/", "locator/api/", "locator/management/",
    "locator/staff/",
    "locator/catalogue/", "locator/models/",
    "locator/applications/ems.py", "locator/applications/parcels.py",
    "locator/hours/arrangement.py", "locator/hours/expression.py",
    "locator/places/pasted.py", "locator/places/street_maps/",
    "locator/search/plain.py", "locator/search/table.py",
    "templates/account/", "templates/admin/", "templates/mfa/", "templates/staff/",
)  # fmt: skip
# What residents read all the same: the answers to their reports, and of models the choices.
FOR_RESIDENTS = ("locator/catalogue/reports.py", "locator/catalogue/visits.py")
CHOICES_FOR_RESIDENTS = (
    "locator/models/application.py", "locator/models/report.py", "locator/models/service.py"
)  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")

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


def asked_for(language: str = "") -> dict[Message, Path]:
    """Return every text that a language needs, all for none named, and the first file that asks for it."""
    return _read_by(for_residents if language in FOR_RESIDENTS_ONLY else _in_file)


@cache
def _read_by(read: Callable[[Path], Iterable[Message]]) -> dict[Message, Path]:
    found: dict[Message, Path] = {}
    for path in files(".py", ".html", ".txt", under=SOURCES):
        for message in read(path):
            found.setdefault(message, path)
    return found


def for_residents(path: Path) -> Iterator[Message]:
    """Yield what of a file residents read."""
    name = path.relative_to(ROOT).as_posix()
    if name in CHOICES_FOR_RESIDENTS:
        for node in ast.walk(tree(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
                yield from _in_code(node, path)
    elif name in FOR_RESIDENTS or not name.startswith(FOR_OTHERS):
        yield from _in_file(path)


@cache
def _in_file(path: Path) -> tuple[Message, ...]:
    return tuple(_read(path))


def _read(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix in {".html", ".txt"}:
        for name, arguments in CALL.findall(templatize(text)):
            yield _message(name, [str(argument) for argument in ast.literal_eval(f"({arguments},)")])
        return
    yield from _in_code(tree(text), path)


def _in_code(code: ast.AST, path: Path) -> Iterator[Message]:
    for node in ast.walk(code):
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


def faults(catalogue: polib.POFile, wanted: Iterable[Message], known: Iterable[Message]) -> list[str]:
    """Return what is wrong with a catalogue: what it lacks of ``wanted``, and what it has that is not right.

    ``known`` is all that anybody asks for: a text outside it is left over.
    """
    known = set(known)
    live = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    found = [f"missing: {key}" for key in wanted if key not in live]
    found += [f"obsolete: {entry.msgid!r}" for entry in catalogue if entry.obsolete]
    found += [f"left over: {key}" for key in live if key not in known]
    plurals = int(re.search(r"nplurals=(\d)", catalogue.metadata.get("Plural-Forms", "nplurals=0"))[1])  # type: ignore[index]
    for key, entry in live.items():
        written = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
        if entry.fuzzy:
            found.append(f"fuzzy: {key}")
        elif not all(written.values()) or not written:
            found.append(f"missing: {key}")
        elif entry.msgid_plural and sorted(written) != list(range(plurals)):
            found.append(f"plural forms: {key}")
        elif any(_placeholders_differ(entry, text) for text in written.values()):
            found.append(f"placeholders: {key}")
    return found


def _placeholders_differ(entry: polib.POEntry, written: str) -> bool:
    wanted = set(PLACEHOLDER.findall(entry.msgid))
    found = set(PLACEHOLDER.findall(written))
    # One form of a plural may leave out the number; no form may have what neither text has.
    every = wanted | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
    return not found <= every if entry.msgid_plural else found != wanted


def language_of(path: Path) -> str:
    return path.parts[-3]


def missing(language: str) -> dict[Message, Path]:
    """Return what the catalogue of a language, named as its folder, still lacks."""
    (path,) = [path for path in CATALOGUES if language_of(path) == language]
    translated = {key for key, entry in entries(path).items() if entry.translated()}
    return {key: asker for key, asker in asked_for(language).items() if key not in translated}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missing", metavar="LANGUAGE", choices=[language_of(path) for path in CATALOGUES])
    language = parser.parse_args().missing
    if language:
        for (context, text), asker in missing(language).items():
            sys.stdout.write(f"{asker.relative_to(ROOT)}: {f'[{context}] ' if context else ''}{text!r}\n")
        return
    for source in CATALOGUES:
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


if __name__ == "__main__":
    main()
