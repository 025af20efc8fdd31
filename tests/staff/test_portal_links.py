"""Whatever is found wrong with a fact leads to the page, and to the field, that changes it."""

import pytest

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
