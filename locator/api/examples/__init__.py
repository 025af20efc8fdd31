"""Examples of every operation, as the definition shows them and as the tests ask them of the API.

Each operation has a file of its name. An example is a request (``query``, ``path``, ``body``, ``headers``)
and its ``answer`` on the sample, at the moment ``MOMENT``, lists cut to their first two entries. The refusals
that every operation shares are in ``refusals.json``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.utils import OpenApiExample

from locator.api.view import JSON

FOLDER = Path(__file__).parent
REFUSALS = "refusals"
MOMENT = "2026-11-24T10:00:00+08:00"
LONGEST_LIST = 2


@cache
def read(name: str) -> list[dict[str, Any]]:
    """Return the examples of an operation."""
    return list(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def cut(value: Any) -> Any:
    """Return an answer with its lists cut short, as the examples hold it."""
    if isinstance(value, dict):
        return {name: cut(each) for name, each in value.items()}
    return [cut(each) for each in value[:LONGEST_LIST]] if isinstance(value, list) else value


def examples_of(name: str, statuses: set[str]) -> list[OpenApiExample]:
    """Return the examples of an operation, and of the shared refusals with these statuses."""
    found = [each for example in read(name) for each in _shown(example)]
    own = {str(example["status"]) for example in read(name)}
    shared = [one for one in read(REFUSALS) if str(one["status"]) in statuses - own]
    return found + [_answer(example) for example in shared]


def _shown(example: dict[str, Any]) -> list[OpenApiExample]:
    title = example["title"]
    shown = [_answer(example)]
    if "body" in example:
        shown.append(OpenApiExample(title, example["body"], request_only=True))
    for name, value in example.get("query", {}).items():
        shown.append(OpenApiExample(title, value, parameter_only=(name, "query")))
    for name, value in example.get("path", {}).items():
        shown.append(OpenApiExample(title, value, parameter_only=(name, "path")))
    return shown


def _answer(example: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample(
        example["title"],
        example["answer"],
        response_only=True,
        status_codes=[str(example["status"])],
        media_type=example.get("media_type", JSON),
    )
