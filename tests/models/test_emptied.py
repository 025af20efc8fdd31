"""A test that commits leaves nothing to the next one, and takes nothing from it."""

from __future__ import annotations

from typing import Any

from locator.models import Bank, CatalogueVersion, District
from tests import emptied


def everything() -> dict[str, Any]:
    found = emptied.rows()
    del found[CatalogueVersion._meta.db_table]
    return found


def test_what_a_test_commits_is_gone_and_what_it_deletes_is_back(transactional_db: None) -> None:
    before, number = everything(), CatalogueVersion.objects.get().number
    Bank.objects.create(code="b", name="银行", short_name="行")
    District.objects.filter(code="210202").update(name="别处")
    District.objects.filter(code="210203").delete()
    assert everything() != before
    emptied.empty()
    assert everything() == before
    assert District.objects.count() == 10
    assert CatalogueVersion.objects.get().number > number, "a database that is filled again repeats no number"
