"""Who may open what: every address under /staff/ and /admin/, for everybody who might try it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from locator.models import Role, StaffMember
from locator.search.current import forget
from locator.staff.door import EVERYBODY

from .conftest import BANK, OTHER_BANK
from .every_route import Route, another_outlet, objects, outlet, routes

STAFF, ADMIN = routes("staff"), routes("admin")
OF_OBJECTS = [route for route in STAFF if route.names]
# A table is its uploader's, whatever outlets stand in it: what it may change is looked at when it is planned.
# An application by post is its bank's, and of no outlet.
OF_OUTLETS = [route for route in OF_OBJECTS if route.area not in {"tables", "applications", "places"}]
each_staff_route = pytest.mark.parametrize("route", STAFF, ids=str)
each_object_route = pytest.mark.parametrize("route", OF_OBJECTS, ids=str)
# A place belongs to no bank.
each_route_of_a_bank = pytest.mark.parametrize(
    "route", [route for route in OF_OBJECTS if route.area != "places"], ids=str
)
each_outlet_route = pytest.mark.parametrize("route", OF_OUTLETS, ids=str)
BANK_OF = {Role.CLERK: BANK, Role.MANAGER: BANK, Role.ADMINISTRATOR: None}
# Counted on the way to every page; nobody's data.
UNCOUNTED = {"RateCounter", "SearchCount"}


def both(browser: Client, path: str) -> list[Any]:
    return [browser.get(path), browser.post(path, {"reason": "x"})]


def statuses(browser: Client, path: str) -> list[int]:
    return [answer.status_code for answer in both(browser, path)]


def everything() -> dict[str, list[str]]:
    """Return all rows of the catalogue and the staff, to see whether anything has changed.

    As the database has them: thousands of objects a test would take longer than what is tested.
    """
    models = [*apps.get_app_config("locator").get_models(), User]
    with connection.cursor() as cursor:
        return {
            model.__name__: _rows(cursor, model._meta.db_table)
            for model in models
            if model.__name__ not in UNCOUNTED
        }


def _rows(cursor: Any, table: str) -> list[str]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return sorted(map(repr, cursor.fetchall()))


@pytest.fixture(autouse=True)
def _fresh_snapshot(no_looks: None) -> None:
    """Keep one snapshot for all of these tests: what the pages say of the catalogue is tried elsewhere."""


@pytest.fixture(autouse=True)
def _no_snapshot_of_another_test() -> None:
    """Neither is it forgotten between them."""


@pytest.fixture(scope="module", autouse=True)
def _no_snapshot_of_another_module() -> Iterator[None]:
    forget()
    yield
    forget()


def roles_of(route: Route) -> frozenset[Role]:
    return getattr(route.view, "roles", EVERYBODY)


def test_the_walk_finds_the_portal_and_the_admin():
    found = {str(route) for route in STAFF + ADMIN}
    assert {"staff/", "staff/members/", "staff/members/<int:member_id>/remove/", "admin/"} <= found
    assert "accounts/login/" not in found


def test_every_staff_page_says_for_whom_it_is():
    for route in STAFF:
        roles = getattr(route.view, "roles", None)
        assert roles, f"{route} is open to anybody: guard its view with for_staff from locator/staff/door.py"
        assert roles <= EVERYBODY


@each_staff_route
def test_a_stranger_is_asked_to_sign_in(db, sample, route):
    nobody = User(pk=0)
    path = route.filled(objects(route, BANK, nobody))
    before = everything()
    for answer in both(Client(), path):
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/login/?next=/staff/")
    assert everything() == before


@each_staff_route
def test_to_an_account_without_a_role_nothing_is_there(db, sample, as_, route):
    somebody = User.objects.create(username="somebody", is_staff=True)
    path = route.filled(objects(route, BANK, somebody))
    before = everything()
    assert statuses(as_(somebody), path) == [404, 404]
    assert everything() == before | {"User": everything()["User"]}


def of_others(*roles: Role) -> list[tuple[Route, Role]]:
    return [(route, role) for route in STAFF for role in roles if role not in roles_of(route)]


@pytest.mark.parametrize(("route", "role"), of_others(Role.CLERK, Role.MANAGER), ids=str)
def test_a_page_for_other_roles_is_not_there(hire, as_, route, role):
    person = hire("person", role, BANK)
    path = route.filled(objects(route, BANK, person))
    before, browser = everything(), as_(person)
    before["User"] = everything()["User"]
    assert statuses(browser, path) == [404, 404]
    assert everything() == before


@pytest.mark.parametrize("role", [Role.CLERK, Role.MANAGER])
@each_route_of_a_bank
def test_what_is_another_bank_s_is_not_there_and_stays_as_it_is(hire, as_, route, role):
    person = hire("person", role, BANK)
    browser, path = as_(person), route.filled(objects(route, OTHER_BANK, person))
    before = everything()
    for answer in both(browser, path):
        # 405 says that the address takes no such request from anybody, and nothing about the object.
        assert answer.status_code in {404, 405}, answer.status_code
    assert browser.post(path).status_code in {404, 405}
    assert everything() == before


@pytest.mark.parametrize("left", [1, 0], ids=["one outlet left", "none left"])
@each_outlet_route
def test_what_is_the_bank_s_but_not_a_limited_clerk_s_is_not_there(hire, as_, route, left):
    person = hire("person", Role.CLERK, BANK, only=(another_outlet().code,))
    if not left:
        another_outlet().delete()
    browser, path = as_(person), route.filled(objects(route, BANK, person))
    before = everything()
    for answer in both(browser, path):
        assert answer.status_code in {404, 405}, answer.status_code
    assert everything() == before


@each_outlet_route
def test_what_is_a_limited_clerk_s_own_is_there(hire, as_, route):
    """The control of the one above, for those pages that are for clerks."""
    if Role.CLERK not in roles_of(route):
        return
    person = hire("person", Role.CLERK, BANK, only=(outlet(BANK, None).code,))
    answer = as_(person).get(route.filled(objects(route, BANK, person)))
    assert answer.status_code in {200, 302, 303, 405}


@each_object_route
def test_what_is_one_s_own_is_there(hire, as_, route):
    """The control: were the objects themselves wrong, everything above would be a 404 as well."""
    role = Role.MANAGER if Role.MANAGER in roles_of(route) else Role.ADMINISTRATOR
    person = hire("person", role, BANK_OF[role])
    answer = as_(person).get(route.filled(objects(route, BANK, person)))
    assert answer.status_code in {200, 302, 303, 405}


@pytest.mark.parametrize("role", [Role.CLERK, Role.MANAGER, Role.ADMINISTRATOR])
def test_a_page_without_an_object_opens_for_its_roles(hire, as_, role):
    browser = as_(hire("person", role, BANK_OF[role]))
    for route in STAFF:
        if role in roles_of(route) and not route.names:
            assert browser.get(route.filled({})).status_code in {200, 302, 405}, route


def test_without_a_second_step_every_page_leads_to_setting_it_up(hire, as_, settings):
    settings.SECOND_STEP_REQUIRED = True
    person = hire("person", Role.ADMINISTRATOR)
    StaffMember.objects.update(is_demo=False)
    browser = as_(person)
    for route in STAFF:
        with transaction.atomic():
            for answer in both(browser, route.filled(objects(route, BANK, person))):
                assert (answer.status_code, answer.url) == (302, "/accounts/second-step/"), route
            # Each route has objects of its own, which may not be there twice.
            transaction.set_rollback(True)


def test_the_admin_asks_a_stranger_to_sign_in(db):
    for route in ADMIN:
        for answer in both(Client(), route.filled_anyhow()):
            assert answer.status_code == 302, route
            assert answer.url.startswith(("/admin/", "/accounts/login/")), route


@pytest.mark.parametrize("role", [None, Role.CLERK, Role.MANAGER])
def test_to_all_but_administrators_the_admin_is_not_there(hire, as_, role):
    person = hire("person", role, BANK) if role else User.objects.create(username="x", is_staff=True)
    browser = as_(person)
    answered = {route: statuses(browser, route.filled_anyhow()) for route in ADMIN}
    assert {route: said for route, said in answered.items() if said != [404, 404]} == {}


def test_the_admin_opens_for_an_administrator(hire, as_):
    person = hire("person", Role.ADMINISTRATOR)
    User.objects.update(is_staff=True, is_superuser=True)
    assert as_(person).get("/admin/").status_code == 200


def test_a_page_with_an_unknown_parameter_says_what_to_add():
    with pytest.raises(AssertionError, match=r"tests/staff/every_route\.py"):
        objects(Route("staff/outlets/<int:nobody_knows>/", None), BANK, User())
