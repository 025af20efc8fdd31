"""Whenever the import of a street map is killed, nothing of it is there; sent again, all of it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from locator.models import CatalogueVersion, MapBorder, MapDoor, MapPlace, StreetMap, StreetMapImport

from .database import url_of_the_test_database

MODELS = (StreetMap, StreetMapImport, MapPlace, MapDoor, MapBorder)
TOLD = 8  # four batches of places and four of doors


@pytest.fixture
def import_(transactional_db: None) -> Any:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "DATABASE_URL": url_of_the_test_database(),
            "DJANGO_SETTINGS_MODULE": "cardservice.settings",
        }
        command = [sys.executable, "-m", "tests.workers.killed_import", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


def counts() -> list[int]:
    return [model._default_manager.count() for model in MODELS]


def test_an_import_that_is_killed_leaves_nothing_and_then_comes_through(import_: Any) -> None:
    version = CatalogueVersion.objects.get().number
    for at in (1, 5, TOLD):  # in the places, in the doors, and behind the last of them
        assert import_(str(at)).returncode == -signal.SIGKILL
        assert counts() == [0, 0, 0, 0, 0]
    assert CatalogueVersion.objects.get().number == version, "no worker reads anything anew"
    again = import_("0")
    assert (again.returncode, again.stdout.strip()) == (0, str(TOLD)), again.stderr
    assert counts() == [1, 1, 40, 40, 1]
    assert CatalogueVersion.objects.get().number > version


def test_without_a_transaction_half_of_it_would_be_there(import_: Any) -> None:
    assert import_("5", "careless").returncode == -signal.SIGKILL
    assert counts() == [1, 0, 40, 10, 0]
