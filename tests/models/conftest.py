"""One outlet to change, as a table would give it."""

import pytest

from locator.models import Bank, District, Outlet


@pytest.fixture
def outlet(db):
    bank = Bank.objects.create(code="sample-bank", name="示例银行", short_name="示例", is_sample=True)
    return Outlet.objects.create(
        code="sample-1",
        bank=bank,
        district=District.objects.get(code="210204"),
        name="示例网点",
        address="西安路1号",
        hours="Mo-Fr 08:30-16:30",
        source="test",
    )
