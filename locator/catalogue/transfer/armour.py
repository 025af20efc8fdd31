"""Keeping a cell that looks like a formula from becoming one when a spreadsheet opens it.

A csv cell that begins with ``= + - @`` or a tab gets an apostrophe before it, as does one that begins with an
apostrophe; reading takes it off again. In xlsx only ``=`` makes a formula, and a cell that would lose its own
apostrophe gets a second one.
"""

from __future__ import annotations

DANGEROUS = "=+-@\t\r＝＋－＠"  # some spreadsheets read the full-width signs the same


def for_csv(text: str) -> str:
    return f"'{text}" if text[:1] and text[0] in f"{DANGEROUS}'" else text


def for_xlsx(text: str) -> str:
    return f"'{text}" if text.startswith("=") or _is_armoured(text) else text


def without_armour(text: str) -> str:
    return text[1:] if _is_armoured(text) else text


def _is_armoured(text: str) -> bool:
    return len(text) > 1 and text[0] == "'" and text[1] in f"{DANGEROUS}'"
