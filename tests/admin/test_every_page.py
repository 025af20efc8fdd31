"""Every page of the administration opens for an administrator, or is closed to everybody on purpose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client

from locator.models import Act, CalendarYear, GuideEntry, Place
from tests.staff.every_route import PARAMETER, Route, routes

from .test_admin import form_of
from .test_looked_at import rows

# What is added, changed and deleted here; an outlet is only changed, and all else is only read.
EDITED = {"bank", "calendaryear", "guideentry", "place"}
CHANGED = EDITED | {"outlet"}
OPEN, LEADS_ON, CLOSED, NOT_THERE, ONLY_SENT = 200, 302, 403, 404, 405
OF_NO_TABLE = {
    "admin/overview/": OPEN,
    "admin/": OPEN,
    "admin/login/": LEADS_ON,  # who is signed in is led on
    "admin/logout/": ONLY_SENT,
    "admin/password_change/": LEADS_ON,
    "admin/password_change/done/": OPEN,
    "admin/autocomplete/": CLOSED,  # no field asks for it
    "admin/jsi18n/": OPEN,
    "admin/r/<path:content_type_id>/<path:object_id>/": NOT_THERE,  # no table is shown on a page of its own
    "admin/locator/calendaryear/arrangement/": OPEN,
    "admin/locator/guideentry/take-over/": ONLY_SENT,
}
NAMED = [route for route in routes("admin") if "(?P<" not in str(route)]


@pytest.fixture
def one_of_each(db: None) -> None:
    rows(range(1))
    Place.objects.create(
        name="新地铁站", kind="station", district_id="210202", latitude=38.9, longitude=121.6, radius_m=100,
        source="staff",
    )  # fmt: skip
    CalendarYear.objects.create(year=2031, source="国办发明电", checked_on=date(2030, 11, 1))
    GuideEntry.objects.create(
        service="pin",
        section="fee",
        text="免费",
        text_en="Free",
        source="12333",
        checked_on=date(2026, 11, 1),
    )


def signed_in(**options: Any) -> Client:
    user = get_user_model().objects.create_superuser("administrator", password=None)
    browser = Client(**options)
    browser.force_login(user)
    return browser


def key_of(table: str) -> str:
    model = next(model for model in admin.site._registry if model._meta.model_name == table)
    return str(model._default_manager.order_by("pk").values_list("pk", flat=True)[0])


def meant(route: Route) -> int:
    """Return how an address is meant to answer an administrator who opens it."""
    template = str(route)
    if template in OF_NO_TABLE:
        return OF_NO_TABLE[template]
    table, page = template.split("/")[2], template.split("/")[-2]
    if page == "<path:object_id>":
        return LEADS_ON
    return OPEN if page not in {"add", "delete"} or table in EDITED else CLOSED


def address(route: Route) -> str:
    template = str(route)
    if template in OF_NO_TABLE:
        return route.filled_anyhow()
    return "/" + PARAMETER.sub(lambda found: key_of(template.split("/")[2]), template)


def test_every_address_answers_an_administrator_as_it_is_meant_to(one_of_each: None) -> None:
    browser = signed_in()
    answers = {str(route): browser.get(address(route)).status_code for route in NAMED}
    assert answers == {str(route): meant(route) for route in NAMED}


def test_the_walk_goes_to_every_table(one_of_each: None) -> None:
    walked = {str(route).split("/")[2] for route in NAMED if str(route).endswith("/change/")}
    assert walked == {model._meta.model_name for model in admin.site._registry}
    assert set(OF_NO_TABLE) <= {str(route) for route in NAMED}


@pytest.mark.parametrize("app", ["locator", "auth"])
def test_the_list_of_tables_opens(one_of_each: None, app: str) -> None:
    assert signed_in().get(f"/admin/{app}/").status_code == OPEN


@pytest.mark.parametrize("table", sorted(CHANGED))
def test_what_may_be_changed_is_saved_from_its_own_page_and_from_no_other(
    one_of_each: None, table: str
) -> None:
    browser = signed_in(enforce_csrf_checks=True)
    page = f"/admin/locator/{table}/{key_of(table)}/change/"
    sent = form_of(browser.get(page))
    assert browser.post(page, sent).status_code == CLOSED
    before = Act.objects.count()
    token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    answer = browser.post(page, sent | token)
    assert answer.status_code == LEADS_ON, answer.context and answer.context["errors"]
    assert Act.objects.count() == before + 1


@pytest.mark.parametrize("table", ["act", "report", "staffmember", "mailapplication", "district"])
def test_what_is_only_read_is_not_saved(one_of_each: None, table: str) -> None:
    page = f"/admin/locator/{table}/{key_of(table)}/change/"
    assert signed_in().post(page, {}).status_code == CLOSED
