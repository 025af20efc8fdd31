"""What staff save is what residents are told, as soon as a worker looks at the catalogue's version again."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from locator.models import Act, Outlet
from locator.search.current import current
from tests.staff.conftest import words

CODE = "sample-a-02"
PAGE = f"/en/staff/outlets/{CODE}/"


@pytest.fixture(autouse=True)
def _look_each_time(settings: Any) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0.0


def suspended() -> set[str]:
    """Return the services that a worker says are suspended at the outlet."""
    record = current().snapshot.outlet(CODE)
    assert record is not None
    return {service.value for service, offer in record.offers.items() if offer.suspensions}


def resident() -> str:
    return words(Client().get(f"/en/outlets/{CODE}/"))


def test_a_machine_that_is_down_is_on_the_residents_page_at_once(clerk, as_):
    assert "out of order" not in resident()
    as_(clerk).post(f"{PAGE}cards/", {"now": "down"})
    assert "the machine has been out of order since" in resident()


def test_applying_and_replacing_follow_the_machine_in_search_answers_at_once(clerk, as_):
    client = as_(clerk)
    assert suspended() == set()
    for bad, good in (("down", "works"), ("out", "back")):
        client.post(f"{PAGE}cards/", {"now": bad})
        assert suspended() == {"apply", "replace"}
        client.post(f"{PAGE}cards/", {"now": good})
        assert suspended() == set()


def test_since_when_the_machine_is_down_is_the_first_one_s_day(clerk, manager, as_):
    first, second = as_(clerk), as_(manager)
    with time_machine.travel("2026-11-20 10:00 +0800", tick=False):
        first.post(f"{PAGE}cards/", {"now": "down"})
    with time_machine.travel("2026-11-24 10:00 +0800", tick=False):
        second.post(f"{PAGE}cards/", {"now": "down"})
    assert Outlet.objects.get(code=CODE).machine_down_since == date(2026, 11, 20)
    assert Act.objects.count() == 1


def test_a_notice_is_on_the_residents_page_at_once_and_gone_when_emptied(clerk, as_):
    client = as_(clerk)
    for text, shown in (("Please use the east door.", True), ("", False)):
        seen = client.get(f"{PAGE}edit/notice/").context["seen"]
        client.post(f"{PAGE}edit/notice/", {"seen": seen, "notice": text, "notice_en": text})
        assert ("Please use the east door." in resident()) is shown


def test_phones_that_were_changed_are_in_the_answers_of_a_worker_that_held_the_old_ones(clerk, as_):
    held = current().snapshot
    client = as_(clerk)
    seen = client.get(f"{PAGE}edit/contact/").context["seen"]
    client.post(f"{PAGE}edit/contact/", {"seen": seen, "phones": "0411-82634567"})
    assert held.outlet(CODE).phones != ("0411-82634567",)
    assert current().snapshot.outlet(CODE).phones == ("0411-82634567",)


def test_the_interval_at_which_a_worker_looks_is_under_two_seconds(settings):
    from cardservice import settings as as_shipped  # noqa: PLC0415

    assert as_shipped.SNAPSHOT_CHECK_SECONDS < 2
