"""A site with its sample, for the walks over all of its addresses."""

import pytest
from django.core.management import call_command


@pytest.fixture
def sample(db):
    call_command("load_sample", verbosity=0)
