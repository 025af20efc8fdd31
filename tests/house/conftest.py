"""A site with its sample, for the walks over all of its addresses."""

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """Load the sample once for all tests of a module, and take it back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample", verbosity=0)
        yield
        transaction.set_rollback(True)
