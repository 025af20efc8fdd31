"""Models say what exists, capabilities what can be done, audiences who is asking; imports point downwards."""

import ast

import pytest

from . import ROOT, files, tree

# Higher layers first; packages of one row may not import each other, but for what BESIDE allows.
LAYERS = (
    ("public", "staff", "api", "admin", "management", "templatetags"),
    ("open_data",),
    ("search",),
    ("hours", "places", "catalogue", "limits", "applications", "keeping"),
    ("notices",),
    ("models",),
)
# The template tags put the words of the public pages to use; the catalogue knows what hours and places are.
BESIDE = {
    ("templatetags", "public"),
    ("catalogue", "hours"),
    ("catalogue", "places"),
}
LEVEL = {package: level for level, packages in enumerate(LAYERS) for package in packages}


def imported(source: str, package: str) -> set[str]:
    """Return the packages of the locator that a module imports."""
    found = set()
    for node in ast.walk(tree(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # `from locator import search` and `from ..search import x` count as well.
            inside = f"locator.{package}" if node.level == 1 else "locator"
            base = ".".join(part for part in (inside if node.level else "", node.module or "") if part)
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    parts = [name.split(".") for name in found if name.startswith("locator.")]
    return {part[1] for part in parts if part[1] in LEVEL} - {package}


def wrong(package: str, imports: set[str]) -> set[str]:
    return {
        other
        for other in imports
        if LEVEL[other] <= LEVEL[package] and (package, other) not in BESIDE
    }  # fmt: skip


def package_of(path) -> str:
    return path.relative_to(ROOT / "locator").parts[0]


def test_imports_point_downwards():
    upwards = {}
    for path in files(".py", under=("locator",)):
        package = package_of(path)
        if package in LEVEL and (found := wrong(package, imported(path.read_text("utf-8"), package))):
            upwards[path] = found
    assert upwards == {}


def test_every_package_has_its_layer():
    folders = {
        package_of(path) for path in files(".py", under=("locator",)) if path.parent != ROOT / "locator"
    }
    assert folders - set(LEVEL) == set()


@pytest.mark.parametrize(
    "upward",
    [
        "from locator.search import find",
        "import locator.public.forms",
        "from locator import api",
        "from ..public import words",
    ],
)
def test_an_import_upwards_is_noticed(upward):
    assert wrong("hours", imported(upward, "hours"))


def knows_a_request(package: str, source: str) -> bool:
    return LEVEL.get(package, 0) > 0 and any(name in source for name in ("django.http", "rest_framework"))


def test_what_can_be_done_knows_no_request():
    modules = files(".py", under=("locator",))
    assert [path for path in modules if knows_a_request(package_of(path), path.read_text("utf-8"))] == []


def test_a_request_in_what_can_be_done_is_noticed():
    assert knows_a_request("hours", "from django.http import HttpRequest")
    assert not knows_a_request("public", "from django.http import HttpRequest")
