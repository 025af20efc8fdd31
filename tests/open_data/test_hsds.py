"""The package of the Human Services Data Specification is what its published schema asks for."""

import json
from pathlib import Path

import jsonschema
import pytest

from locator.models import Bank, Outlet, Service
from locator.open_data.hsds import as_hsds, identifier, package
from tests.thorough import one_in

from .conftest import TODAY, fresh

SCHEMAS = json.loads((Path(__file__).parent / "hsds_schemas.json").read_text(encoding="utf-8"))
FORMATS = jsonschema.Draft202012Validator.FORMAT_CHECKER
VALIDATORS = {
    table: jsonschema.Draft202012Validator(schema, format_checker=FORMATS)
    for table, schema in SCHEMAS.items()
}
REFERS_TO = {
    "organization_id": "organization",
    "service_id": "service",
    "location_id": "location",
    "service_at_location_id": "service_at_location",
}


def errors(table, row):
    """Return what is wrong with a row: by the schema, in the tabular form, and by what it does not know."""
    schema = SCHEMAS[table]
    found = [error.message for error in VALIDATORS[table].iter_errors(row)]
    found += [f"{name} is missing" for name in schema.get("tabular_required", []) if name not in row]
    return found + [f"{name} is not known" for name in row.keys() - schema["properties"].keys()]


@pytest.fixture(scope="module")
def sample(sample, django_db_blocker):
    """Leave one outlet in three: each has dozens of rows, which are alike."""
    with django_db_blocker.unblock():
        codes = Outlet.objects.order_by("code").values_list("code", flat=True)
        Outlet.objects.exclude(code__in=one_in(3, list(codes))).delete()


@pytest.fixture(scope="module")
def made(sample):
    return json.loads(as_hsds(fresh(), TODAY))


@pytest.fixture
def rows(made, db):
    return {name: made[name] for name in SCHEMAS}


@pytest.mark.long
def test_every_row_is_valid(rows):
    assert [(name, wrong) for name in rows for row in rows[name] for wrong in errors(name, row)] == []


def test_the_tables_are_full(rows):
    counted = {name: len(listed) for name, listed in rows.items()}
    assert counted["organization"] == Bank.objects.count()
    assert counted["service"] == Bank.objects.count() * len(Service)
    assert counted["location"] == counted["address"] == len(fresh().outlets_of(today=TODAY))
    assert min(counted.values()) > 0


@pytest.mark.parametrize(
    ("table", "change", "wrong"),
    [
        ("service", {"name": None}, "None is not of type 'string'"),
        ("service", {"status": "open"}, "'open' is not one of"),
        ("location", {"id": "sample-a-01"}, "'sample-a-01' is not a 'uuid'"),
        ("schedule", {"freq": "DAILY"}, "'DAILY' is not one of"),
        ("schedule", {"opening": "09:00"}, "opening is not known"),
    ],
)
def test_what_the_schema_forbids_is_found(rows, table, change, wrong):
    assert any(wrong in found for found in errors(table, rows[table][0] | change))


def test_what_the_schema_asks_for_is_missed(rows):
    address = {name: value for name, value in rows["address"][0].items() if name != "postal_code"}
    link = {name: value for name, value in rows["service_at_location"][0].items() if name != "service_id"}
    assert errors("address", address) == ["'postal_code' is a required property"]
    assert errors("service_at_location", link) == ["service_id is missing"]


def test_identifiers_are_unique_and_every_reference_leads_somewhere(rows):
    ids = {name: [row["id"] for row in listed] for name, listed in rows.items()}
    everything = [each for listed in ids.values() for each in listed]
    assert len(everything) == len(set(everything))
    for listed in rows.values():
        for row in listed:
            for field, table in REFERS_TO.items():
                assert field not in row or row[field] in ids[table]


def test_identifiers_stay_when_everything_else_changes(rows):
    before = {row["external_identifier"]: row["id"] for row in rows["location"]}
    Outlet.objects.update(name="改名网点", address="迁址路1号")
    Bank.objects.update(phone="12345")
    after = {row["external_identifier"]: row["id"] for row in package(fresh(), TODAY)["location"]}
    assert after == before
    assert identifier("location", "sample-a-01") == "461a9f84-260e-554a-bdc5-2d152096b471"


def test_the_sample_is_called_fictional_and_the_real_list_is_not(made):
    assert made["sample"] is True
    assert "并不存在" in made["notes"]["zh-hans"][0]
    assert "do not exist" in made["notes"]["en"][0]
    Bank.objects.update(is_sample=False)
    real = json.loads(as_hsds(fresh(), TODAY))
    assert real["sample"] is False
    assert "OpenStreetMap" in " ".join(real["notes"]["en"])
    assert "do not exist" not in " ".join(real["notes"]["en"])


def test_what_an_outlet_does_not_do_is_no_service_at_its_location(rows):
    outlet = Outlet.objects.order_by("code").first()
    outlet.offers.filter(service="pin").update(available=False)
    link = identifier("service_at_location", outlet.code, "pin")
    tables = package(fresh(), TODAY)
    assert link in {row["id"] for row in rows["service_at_location"]}
    assert link not in {row["id"] for row in tables["service_at_location"]}
    assert link not in {row.get("service_at_location_id") for row in tables["schedule"]}
