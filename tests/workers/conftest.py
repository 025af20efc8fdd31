"""The shipped server over the tests' database, begun once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .serving import Serving, serving


@pytest.fixture(scope="session")
def server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(
        tmp_path_factory.mktemp("served"),
        DJANGO_SETTINGS_MODULE="tests.workers.settings",
        LOG_FORMAT="json",
        LOG_REQUESTS="1",
    ) as one:
        yield one
