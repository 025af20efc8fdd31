"""Whatever is found wrong with a fact leads to the page, and to the field, that changes it."""

from datetime import date

import pytest

from locator.catalogue.exceptions import add_exception
from locator.catalogue.facts import FACTS
from locator.staff.portal.links import link_to

CODE = "sample-a-02"
# What nobody types: it follows from what is done elsewhere.
NOT_TYPED = {"bank", "source", "checked_on", "status"}


@pytest.fixture
def asked(clerk, as_):
    pages = {}
    client = as_(clerk)

    def ask(address):
        if address not in pages:
            pages[address] = client.get(address)
        return pages[address]

    return ask


def test_every_fact_leads_to_a_page_and_a_field_that_are_there(asked):
    for fact in set(FACTS) - NOT_TYPED:
        address, _hash, target = link_to(CODE, fact).partition("#")
        response = asked(address)
        assert response.status_code == 200, fact
        # Radio buttons carry their field's id with a number.
        shown = response.content.decode()
        assert not target or f'id="{target}"' in shown or f'id="{target}_0"' in shown, fact


def test_hours_the_position_and_single_days_lead_to_their_fields(asked, clerk):
    row = add_exception(
        CODE, first_day=date(2027, 3, 1), last_day=date(2027, 3, 1), hours="", reason="盘点", by=clerk
    )
    for fact in ("hours", "card_hours", "pin.hours", "latitude", f"exceptions.{row.pk}.hours"):
        address, _hash, target = link_to(CODE, fact).partition("#")
        assert target, fact
        assert f'id="{target}"' in asked(address).text, fact


def test_the_foot_of_a_staff_page_signs_out_and_of_any_other_signs_in(clerk, as_):
    foot = as_(clerk).get("/en/staff/").text.rpartition("<footer")[2]
    assert "/accounts/logout/" in foot
    assert "Staff sign-in" not in foot
