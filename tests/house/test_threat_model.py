"""Every line of the threat model names the test that guards it, and that test is there."""

import ast
import re

from . import ROOT

PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
HEAD = ("| ---", "| way in")
LINES = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(HEAD)]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def functions_in(path: str) -> set[str]:
    file = ROOT / path
    if not file.is_file():
        return set()
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def guards(line: str) -> list[tuple[str, str]]:
    return NAMED.findall(line.rpartition("|")[0].rpartition("|")[2])


def test_every_line_names_its_guard_and_its_test():
    assert len(LINES) > 30
    assert [line for line in LINES if not guards(line) or line.count("|") != 4] == []


def test_every_test_that_it_names_is_there():
    named = {guard for line in LINES for guard in guards(line)}
    assert sorted(guard for guard in named if guard[1] not in functions_in(guard[0])) == []


def test_a_test_that_is_gone_would_be_noticed():
    assert "test_nobody_wrote_this" not in functions_in("tests/house/test_threat_model.py")
    assert functions_in("tests/house/nowhere.py") == set()
    assert guards("| a | b | `tests/house/test_docs.py` |") == []
