"""One column of the table of outlets: its headings, its facts, how a cell is read and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from locator.catalogue.facts import field_of
from locator.models import Service

from . import cells
from .cells import UnreadableCellError, plain
from .hours_text import read_hours_text

Facts = Mapping[str, Any]
Reader = Callable[[str], dict[str, Any]]
Writer = Callable[[Facts, str], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its Chinese and English heading.

    ``facts`` are those that a cell settles; reading yields them, and whatever else the rows need under the
    names that `rows` knows. An empty cell empties its facts, unless ``must`` says that they have a value.
    ``in_template`` marks what a bank is asked for at least.
    """

    key: str
    zh: str
    en: str
    facts: tuple[str, ...]
    read: Reader
    write: Writer
    also: tuple[str, ...] = ()
    must: bool = False
    in_template: bool = False

    def heading(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


def text(fact: str, zh: str, en: str, **more: Any) -> Column:
    """Prose as it is typed."""
    return Column(fact, zh, en, (fact,), lambda said: {fact: said}, lambda facts, _: facts[fact], **more)


def hours(fact: str, zh: str, en: str, **more: Any) -> Column:
    return Column(
        fact,
        zh,
        en,
        (fact,),
        lambda said: {fact: read_hours_text(said)},
        lambda facts, _: facts[fact],
        **more,
    )


def day(fact: str, zh: str, en: str, **more: Any) -> Column:
    def write(facts: Facts, _language: str) -> str:
        return facts[fact].isoformat() if facts[fact] else ""

    return Column(fact, zh, en, (fact,), lambda said: {fact: cells.read_day(said)}, write, **more)


def yes_no(fact: str, zh: str, en: str, **more: Any) -> Column:
    return Column(
        fact, zh, en, (fact,),
        lambda said: {fact: cells.read_yes_no(said)},
        lambda facts, language: cells.write_yes_no(facts[fact], language),
        must=True, **more,
    )  # fmt: skip


def degrees(fact: str, zh: str, en: str, **more: Any) -> Column:
    def write(facts: Facts, _language: str) -> str:
        return "" if facts[fact] is None else repr(facts[fact])

    return Column(fact, zh, en, (fact,), lambda said: {fact: cells.read_degrees(said)}, write, **more)


def choice(fact: str, zh: str, en: str, words: Mapping[str, tuple[str, ...]], **more: Any) -> Column:
    """One of a model's choices; ``words`` gives each its Chinese, its English and other words."""

    def read(said: str) -> dict[str, Any]:
        word = plain(said).casefold()
        for value, known in words.items():
            if word == value or word in {other.casefold() for other in known}:
                return {fact: value}
        listed = "、".join(known[0] for known in words.values())
        raise UnreadableCellError(cells.not_known(said, listed))

    def write(facts: Facts, language: str) -> str:
        return words[facts[fact]][language != "zh"]

    assert set(words) == {value for value, _label in field_of(fact).flatchoices}
    return Column(fact, zh, en, (fact,), read, write, must=True, **more)


def services(key: str, zh: str, en: str, *, field: str, value: Any, otherwise: Any, **more: Any) -> Column:
    """One list of services for a field of all six offers: those that are named have the value."""

    def read(said: str) -> dict[str, Any]:
        named = cells.read_services(said)
        return {f"{service}.{field}": value if service in named else otherwise for service in Service}

    def write(facts: Facts, language: str) -> str:
        return cells.write_services([s for s in Service if facts[f"{s}.{field}"] == value], language)

    return Column(key, zh, en, tuple(f"{s}.{field}" for s in Service), read, write, **more)


def named(key: str, zh: str, en: str, names: Mapping[str, tuple[str, ...]], **more: Any) -> Column:
    """Several facts that are yes, no or not known, in one cell."""
    return Column(
        key, zh, en, tuple(names),
        lambda said: dict(cells.read_named(said, names)),
        lambda facts, language: cells.write_named({fact: facts[fact] for fact in names}, names, language),
        **more,
    )  # fmt: skip
