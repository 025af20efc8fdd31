"""What the documents promise is there."""

import ast
import re

import pytest

from . import ROOT, tree

README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
DOCUMENTS = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "locator" / "data" / "README.md",
]


def settings_read() -> set[str]:
    """Return the names of the variables that the settings ask the environment for."""
    source = (ROOT / "cardservice" / "settings.py").read_text(encoding="utf-8")
    calls = [node for node in ast.walk(tree(source)) if isinstance(node, ast.Call) and node.args]
    asking = [
        c for c in calls if ast.unparse(c.func) in {"words", "keys"} or ast.unparse(c.func).startswith("env.")
    ]
    return {
        call.args[0].value
        for call in asking
        if isinstance(call.args[0], ast.Constant) and str(call.args[0].value).isupper()
    }


def test_the_operating_guide_lists_every_setting_and_no_other():
    assert set(re.findall(r"^\| `([A-Z_]+)`", OPERATING, re.MULTILINE)) == settings_read()


def test_the_settings_are_found():
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"} <= settings_read()


def test_the_readme_names_every_make_target_but_the_parts():
    named = set(re.findall(r"make ([a-z-]+)", README)) - {"it"}
    assert named & TARGETS == named - {"and", "cards"}
    assert TARGETS - named <= {"lint", "on-postgres"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_document_links_to_what_is_there(path):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_commands_of_the_readme_exist():
    commands = set(re.findall(r"manage\.py ([a-z_]+)", README + OPERATING))
    ours = {path.stem for path in (ROOT / "locator" / "management" / "commands").glob("[!_]*.py")}
    assert commands - ours <= {"migrate", "collectstatic", "createsuperuser"}


def test_the_folders_of_the_readme_exist():
    named = re.findall(r"`((?:cardservice|locator|tests|docs)/[a-z/]*)`", README)
    assert [folder for folder in named if not (ROOT / folder).is_dir()] == []
