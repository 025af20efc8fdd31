"""The promises of the whole code base, held by tests."""

import ast
import gc
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
OURS = ("cardservice", "locator", "templates", "tests")


def files(*suffixes: str, under: tuple[str, ...] = OURS) -> list[Path]:
    """Return our own files with these suffixes, migrations aside, which Django writes."""
    return sorted(
        path
        for folder in under
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and not {"migrations", "vendor", "__pycache__"} & set(path.parts)
    )


def tree(source: str) -> ast.AST:
    """Return the syntax tree of some Python."""
    # Python 3.11 gives up with "recursion depth mismatch" when a collection parses something else in between.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(source)
    finally:
        if collecting:
            gc.enable()
