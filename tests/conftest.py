"""What every test stands on: plain names of static files, and a way to run acts at the same moment."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.utils import translation

import cardservice.sessions  # noqa: F401 - a server has it before anybody signs in
from locator.limits import reads
from locator.search import counting
from locator.search.current import forget
from tests import emptied, kept_snapshot, migrated_once, snapshots
from tests.environment import SCRATCH

# tests/thorough.py has what is done by halves in the first of them.
hypothesis.settings.register_profile("suite", deadline=None, print_blob=True, max_examples=30)
hypothesis.settings.register_profile("long", deadline=None, print_blob=True, max_examples=5000)
hypothesis.settings.load_profile("suite")


def pytest_configure() -> None:
    # Hashed names need a collectstatic first; tests/house/test_static_files.py tries the real storage.
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.STATIC_ROOT = SCRATCH / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    # A hash that takes a third of a second is for attackers; hundreds of tests make an account each.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A thread that outlives its test would ask a database that is not its own any more.
    settings.PREPARE_BESIDE = False
    # Most tests sign in without a phone; tests/cardservice/test_second_step.py tries the real setting.
    settings.SECOND_STEP_REQUIRED = False
    snapshots.begin()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    has_others = hasattr(request.config, "workerinput")
    shared = tmp_path_factory.getbasetemp().parent if has_others else None
    with django_db_blocker.unblock(), migrated_once.database(shared):
        emptied.begin()
        yield


def pytest_collection_finish() -> None:
    gc.freeze()


def pytest_report_header() -> str:
    return f"database: {connection.vendor}"


@pytest.fixture(autouse=True)
def _no_snapshot_of_another_test(request: pytest.FixtureRequest) -> Iterator[None]:
    patches = snapshots.patches(request.node)
    if patches:
        snapshots.forget_all()
    # A test that is rolled back takes its version with it, so the next test may reach the same number; one
    # that commits begins with an empty database, whose numbers begin anew.
    (forget if "transactional_db" in request.fixturenames else kept_snapshot.begin)()
    yield
    if patches:
        snapshots.forget_all()


@pytest.fixture(autouse=True)
def _no_language_of_another_test() -> None:
    # A page in English leaves its language in force in the thread that asked for it.
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _no_counts_of_another_test() -> Iterator[None]:
    counting.forget()
    yield
    counting.forget()


@pytest.fixture(autouse=True)
def _no_parts_of_pages_of_another_test() -> None:
    # They are kept for as long as the settings of a process, and tests change those.
    caches["fragments"].clear()


@pytest.fixture(autouse=True)
def _no_readings_of_another_test() -> None:
    reads.forget()


@pytest.fixture
def no_looks(settings: Any) -> None:
    """Let the worker look at the catalogue once and no more: what is counted then is the page's own."""
    settings.SNAPSHOT_CHECK_SECONDS = 3600


@pytest.fixture
def race(transactional_db: None) -> Callable[..., list[Any]]:
    """Run acts at once, each on its own connection; return what each gave or raised."""

    def run(*acts: Callable[[], Any]) -> list[Any]:
        start = threading.Barrier(len(acts))

        def lane(act: Callable[[], Any]) -> Any:
            try:
                start.wait(timeout=20)
                return act()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as threads:
            lanes = [threads.submit(lane, act) for act in acts]
        return [done.exception() or done.result() for done in lanes]

    return run
