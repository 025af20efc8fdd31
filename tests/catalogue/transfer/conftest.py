"""Tables over the sample catalogue, read and planned as an administrator's."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from locator.catalogue.known_places import known_places
from locator.catalogue.transfer.applying import put_plan_into_force, scope_of
from locator.catalogue.transfer.export import export
from locator.catalogue.transfer.plan import Options, Plan
from locator.catalogue.transfer.planning import make_plan
from locator.catalogue.transfer.reading import read_table
from locator.models import Act, Outlet
from locator.places import Gazetteer

TODAY = date(2026, 11, 24)
SURROUNDINGS = known_places(Gazetteer.shipped())


@dataclass
class Tables:
    """Plans and applies tables for one person."""

    by: Any

    def plan(self, content: bytes, name: str = "table.csv", bank: Any = None, **options: Any) -> Plan:
        chosen = Options(file_name=name, **options)
        return make_plan(read_table(name, content), scope_of(self.by, bank), chosen, SURROUNDINGS, TODAY)

    def exported(self, form: str = "csv", language: str = "zh", **only: str) -> bytes:
        return export(Outlet.objects.filter(**only), form, language)

    def put(self, plan: Plan) -> Any:
        assert plan.errors == []
        return put_plan_into_force(plan, by=self.by, how=Act.How.IMPORT)


@pytest.fixture
def tables(administrator: Any) -> Tables:
    return Tables(administrator)


@pytest.fixture
def as_person() -> type[Tables]:
    return Tables


def csv_of(rows: list[dict[str, str]], encoding: str = "utf-8") -> bytes:
    """Write rows as a csv file; the first row has every heading."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def edited(content: bytes, change: Callable[[list[list[str]], dict[str, int]], None]) -> bytes:
    """Change a csv export as a person would: ``change`` gets the rows and where each heading stands."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    change(rows, {heading: at for at, heading in enumerate(rows[0])})
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
