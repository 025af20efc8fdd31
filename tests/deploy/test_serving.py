"""A machine that serves installs all that the site needs, and nothing that only tests need."""

import importlib.util
import re
import tomllib

import pytest

from . import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def serving():
    spec = importlib.util.spec_from_file_location("serving", ROOT / ".ci" / "serving.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def names(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))


def wanted(requirements) -> set[str]:
    return {re.split(r"[\[~;=< ]", each)[0].lower() for each in requirements}


def test_all_that_the_site_asks_for_is_in_and_what_that_asks_for(serving):
    found = names(serving.serving(LOCK))
    assert wanted(PROJECT["project"]["dependencies"]) <= found
    # By django-csp, psycopg and cryptography.
    assert {"packaging", "psycopg-binary", "cffi"} <= found


def test_what_only_tests_ask_for_is_not(serving):
    found = names(serving.serving(LOCK))
    assert found & wanted(PROJECT["dependency-groups"]["test"]) <= {"jsonschema"}  # drf-spectacular's too
    assert {"pytest", "mypy", "playwright", "atheris"} & found == set()


def test_what_stays_in_has_its_version_and_hashes_as_in_the_lock(serving):
    for part in serving.packages(serving.serving(LOCK)):
        assert part.strip() in LOCK
        assert "--hash=sha256:" in part


def test_a_lock_that_does_not_say_who_asked_is_refused(serving):
    with pytest.raises(ValueError, match="No package"):
        serving.serving("django==5.2 \\\n    --hash=sha256:00\n")
