"""Where the database of the tests is, for processes that are started beside them."""

from django.db import connection


def url_of_the_test_database() -> str:
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    return f"postgres://{facts['USER']}@/{facts['HOST']}/{facts['NAME']}"
