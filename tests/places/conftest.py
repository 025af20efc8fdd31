"""One gazetteer for all the tests here: it never changes."""

import pytest

from locator.places import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.shipped()
