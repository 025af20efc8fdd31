"""The tools that are to hold us to our rules are really switched on."""

import json
import re
import subprocess
import sys
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from . import ROOT, files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = {
    canonicalize_name(line.split("==")[0]): line for line in LOCK.splitlines() if re.match(r"[\w.-]+==", line)
}
EXTRAS = PROJECT["project"]["optional-dependencies"].values()
WANTED = [
    *PROJECT["project"]["dependencies"],
    *PROJECT["dependency-groups"]["test"],
    *(wanted for extra in EXTRAS for wanted in extra),
]

# One line for each table of rules that would otherwise be off unseen.
PLANTED = {
    "F401": "import os\n",
    "S105": "password = 'hunter2'\n",
    "DTZ005": "import datetime\n\nnow = datetime.datetime.now()\n",
    "B006": "def f(found=[]): return found\n",
    "T201": "print('seen')\n",
    "E501": f"# {'x' * 120}\n",
    "I001": "import sys\nimport ast\n",
    "N801": "class outlet: ...\n",
    "D100": "x = 1\n",
    "PLR1714": "def f(x): return x == 1 or x == 2\n",
}


def run(*command: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, input=text, capture_output=True, text=True, check=False
    )


def test_the_linter_finds_what_it_is_told_to_find():
    bad = "".join(PLANTED.values())
    said = run("ruff", "check", "--output-format=json", "--stdin-filename=locator/planted.py", "-", text=bad)
    assert set(PLANTED) - {found["code"] for found in json.loads(said.stdout)} == set()


def test_the_type_checker_is_strict(tmp_path):
    bad = tmp_path / "planted.py"
    bad.write_text("def distance(a, b):\n    return a - b\n")
    # Our own rules, but for what knows Django: it takes longer than the looking.
    ours = (ROOT / "pyproject.toml").read_text("utf-8")
    rules = tmp_path / "pyproject.toml"
    rules.write_text(re.sub(r"(?m)^plugins = .*$", "", ours), "utf-8")
    said = run("mypy", "--config-file", str(rules), "--cache-dir", str(tmp_path), str(bad))
    assert "no-untyped-def" in said.stdout


def test_the_type_checker_looks_at_every_capability():
    assert set(PROJECT["tool"]["mypy"]["packages"]) == {
        f"locator.{package}"
        for package in (
            "models",
            "search",
            "open_data",
            "places",
            "hours",
            "catalogue",
            "applications",
            "notices",
            "keeping",
        )
    }


def test_a_skipped_test_fails_the_run(tmp_path):
    skipping = {
        "test_called.py": "import pytest\ndef test_a(): pytest.skip('not on this database')",
        "test_marked.py": "import pytest\n@pytest.mark.skip\ndef test_a(): pass",
        "test_importing.py": "import pytest\npytest.importorskip('a_module_that_nobody_has')",
    }
    for name, source in skipping.items():
        (tmp_path / name).write_text(source)
    (tmp_path / "test_sound.py").write_text("def test_a(): pass")
    command = ("-p", "tests.no_skips", "-p", "no:django", "-p", "no:cacheprovider", "-c", "/dev/null")
    more = ("-rA", "--continue-on-collection-errors", "--rootdir", str(tmp_path), str(tmp_path))
    said = run("pytest", *command, *more)
    assert said.returncode != 0
    assert said.stdout.count("A skipped test proves nothing") >= len(skipping)
    assert set(re.findall(r"^(?:FAILED|ERROR) \S*(test_\w+\.py)", said.stdout, re.MULTILINE)) == set(skipping)


def test_every_test_file_is_collected():
    holding = [path for path in files(".py", under=("tests",)) if "def test_" in path.read_text("utf-8")]
    # What needs a server's own programs is run by a target of its own, which names the file.
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = [path for path in holding if f"pytest -n 0 tests/deploy {path.relative_to(ROOT)}\n" in makefile]
    assert [path for path in holding if not path.name.startswith("test_") and path not in named] == []


def held(wanted: str) -> bool:
    asked = Requirement(wanted)
    line = PINNED.get(canonicalize_name(asked.name), "")
    found = re.search(r"==([^ ;]+)", line)
    return bool(found) and asked.specifier.contains(found[1], prereleases=True)


def test_the_lock_holds_what_the_project_asks_for():
    assert [wanted for wanted in WANTED if not held(wanted)] == []


def test_what_the_lock_does_not_hold_is_noticed():
    assert not held("a-package-that-nobody-locked")
    assert not held("Django~=1.0")


def test_every_pin_has_a_hash():
    blocks = re.split(r"\n(?=[\w.-]+==)", LOCK)
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_the_pythons_are_those_that_are_promised():
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    assert "(3, 11) <= sys.version_info[:2] <= (3, 13)" in (ROOT / ".ci" / "setup").read_text(
        encoding="utf-8"
    )
