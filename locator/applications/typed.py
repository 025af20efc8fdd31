"""What people type, in the one form in which it is kept: text, names, days, telephones' numbers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

UNSHOWABLE = {"Cc", "Cs", "Cn", "Cf"}
# Planes 2 and 3 are for Chinese signs alone, of which some are younger than this Python's Unicode.
NEWER_CHINESE = "\U00020000-\U0002fffd\U00030000-\U0003fffd"
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# Chinese signs, those for compatibility too, which Unicode's normal forms would put others in the place of.
CHINESE = re.compile(f"([\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff{NEWER_CHINESE}]+)")
# The signs that keyboards offer for the one between the parts of a name, and the Latin letters of full width.
DOTS = dict.fromkeys(map(ord, "•・･．‧∙⋅"), "·")
NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | DOTS
# What stands between the digits of a telephone's number, and the code of the country before its eleven.
BETWEEN_DIGITS = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff().·‐‑–—/-]")
COUNTRY = re.compile(r"^(?:\+|00)?86(?=1\d{10}$)", re.ASCII)
# 2031-02-03, 2031.2.3, 2031/2/3, 2031年2月3日 and 20310203; nothing that begins with the day or the month.
DAY = re.compile(r"(\d{4})[-–./。年](\d{1,2})[-–./。月](\d{1,2})[日号]?|(\d{4})(\d\d)(\d\d)", re.ASCII)


def one_line(text: str) -> str:
    """Return a text in one line, without what has no shape; private signs stay, to be refused."""
    kept = "".join(" " if sign in "\t\n\r" else sign for sign in text)
    return " ".join("".join(sign for sign in kept if _has_a_shape(sign)).split())


def tidy_name(typed: str) -> str:
    """Return a name as documents print it: one sign between its parts, Chinese signs as typed."""
    parts = CHINESE.split(one_line(typed).translate(NARROW))
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return re.sub(" ?· ?", "·", one_line("".join(parts)))


def tidy_phone(typed: str) -> str:
    """Return the eleven digits of a mobile number, whatever stands before and between them."""
    plain = BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", typed))
    return COUNTRY.sub("", plain)


def read_day(typed: str) -> date:
    """Read a day as people write it, with or without a calendar to choose from; raises ValueError."""
    plain = "".join(unicodedata.normalize("NFKC", one_line(typed)).split())
    found = DAY.fullmatch(plain)
    if found is None:
        raise ValueError("No day")  # what was typed is not repeated
    year, month, day = (int(part) for part in found.groups() if part)
    return date(year, month, day)


def tidy_day(typed: str) -> str:
    """Return a day as 2031-02-03; what is none stays as it was typed."""
    try:
        return read_day(typed).isoformat()
    except ValueError:
        return typed


def _has_a_shape(sign: str) -> bool:
    return unicodedata.category(sign) not in UNSHOWABLE or bool(re.match(f"[{NEWER_CHINESE}]", sign))
