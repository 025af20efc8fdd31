"""Files can be read in one sitting, are named for what they are, and know nothing of one machine."""

import re

import pytest

from . import ROOT, files

TEXT = (".py", ".html", ".css", ".js")
LONGEST = 300
FORBIDDEN = {
    "utils",
    "util",
    "helpers",
    "helper",
    "core",
    "common",
    "services",
    "selectors",
    "misc",
    "manager",
}
PROSE = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"]
BUILD = [
    ROOT / name
    for name in ("Makefile", "pyproject.toml", "requirements.lock", ".ci/run", ".ci/setup", ".ci/chromium")
]
# Put together from parts, so that this file does not find itself.
OF_ONE_MACHINE = re.compile(
    "|".join(("/work" + "/", "/home" + "/", "/Users" + "/", "/root" + "/", r"\.\./" + "shared"))
)
INDEX = re.compile(
    "--index-url|--extra-index|--find-links|" + "https?://(?!" + r"localhost)[^ ]*(pypi|simple)"
)


def too_long(text: str) -> bool:
    return len(text.splitlines()) > LONGEST


def test_no_file_is_too_long_to_read_in_one_sitting():
    assert [path for path in files(*TEXT) if too_long(path.read_text(encoding="utf-8"))] == []


def test_a_file_that_is_too_long_is_noticed():
    assert too_long("line\n" * (LONGEST + 1))
    assert not too_long("line\n" * LONGEST)


def test_half_of_the_files_are_short():
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in files(".py"))
    assert lengths[len(lengths) // 2] <= 100


def test_no_file_has_a_name_that_says_nothing():
    assert [path for path in files(*TEXT) if path.stem in FORBIDDEN or path.parent.name in FORBIDDEN] == []


def test_nothing_points_at_one_machine():
    looked_at = [*files(*TEXT), *PROSE, *BUILD]
    assert [path for path in looked_at if OF_ONE_MACHINE.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", BUILD, ids=lambda p: p.name)
def test_the_build_names_no_index(path):
    assert INDEX.findall(path.read_text(encoding="utf-8")) == []


def test_such_paths_and_indexes_would_be_noticed():
    assert OF_ONE_MACHINE.search("open('../" + "shared/data/towns.csv')")
    assert INDEX.search("--index-url https://pypi.example/simple")
