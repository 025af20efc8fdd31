"""Limits are data: all of them stand in one folder, each with its own name, and none in a page."""

from __future__ import annotations

import ast
from collections import Counter

from locator.limits import applications, table
from locator.limits.counter import Limit
from tests.house import ROOT

# The operator's own number of questions a day, of a geocoder that the operator names.
NAMED_BY_THE_OPERATOR = {"locator/search/geocoding.py"}


def limits() -> list[Limit]:
    found: list[Limit] = []
    for module in (table, applications):
        for value in vars(module).values():
            several = value if isinstance(value, tuple) else [value]
            found += [one for one in several if isinstance(one, Limit)]
    return found


def test_every_limit_is_in_the_table() -> None:
    elsewhere = set()
    for folder in ("locator", "cardservice"):
        for path in (ROOT / folder).rglob("*.py"):
            if "Limit(" not in (text := path.read_text(encoding="utf-8")):
                continue  # nothing is called so there, and to parse all of them takes seconds
            nodes = ast.walk(ast.parse(text))
            calls = [node for node in nodes if isinstance(node, ast.Call)]
            if any(ast.unparse(call.func) in {"Limit", "counter.Limit"} for call in calls):
                elsewhere.add(path.relative_to(ROOT).as_posix())
    assert elsewhere - NAMED_BY_THE_OPERATOR == {"locator/limits/table.py", "locator/limits/applications.py"}


def test_every_limit_lets_something_through_and_ends() -> None:
    assert len(limits()) > 25
    assert [limit for limit in limits() if not (limit.most >= 1 and 60 <= limit.seconds <= 24 * 3600)] == []


def test_no_two_limits_share_a_counter() -> None:
    counted = Counter((limit.action, limit.seconds) for limit in limits())
    assert [which for which, times in counted.items() if times > 1] == []


def test_a_longer_window_lets_more_through_than_a_shorter_one() -> None:
    by_action: dict[str, list[Limit]] = {}
    for limit in limits():
        by_action.setdefault(limit.action, []).append(limit)
    for several in by_action.values():
        rising = [limit.most for limit in sorted(several, key=lambda limit: limit.seconds)]
        assert rising == sorted(rising)
