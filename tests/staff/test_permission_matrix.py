"""Who may open what: every address under /staff/ and /admin/, for everybody who might try it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from locator.models import Role, StaffMember
from locator.search.current import forget
from locator.staff.door import EVERYBODY
from tests.thorough import long, one_in

from .conftest import BANK, OTHER_BANK
from .every_route import Route, another_outlet, objects, outlet, routes

STAFF, ADMIN = routes("staff"), routes("admin")
OF_OBJECTS = [route for route in STAFF if route.names]
# A table is its uploader's, whatever outlets stand in it: what it may change is looked at when it is planned.
# An application by post is its bank's, and of no outlet.
OF_OUTLETS = [route for route in OF_OBJECTS if route.area not in {"tables", "applications", "places"}]
# A place belongs to no bank.
OF_A_BANK = [route for route in OF_OBJECTS if route.area != "places"]
BANK_OF = {Role.CLERK: BANK, Role.MANAGER: BANK, Role.ADMINISTRATOR: None}
# Counted on the way to every page, and the sign-in itself; nobody's data.
UNCOUNTED = re.compile(r"\b(locator_ratecounter|locator_searchcount|django_session)\b")
READING = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT)\b", re.IGNORECASE)


def both(browser: Client, path: str) -> list[Any]:
    return [browser.get(path), browser.post(path, {"reason": "x"})]


def with_and_without_fields(browser: Client, path: str) -> list[Any]:
    return [*both(browser, path), browser.post(path)]


def statuses(browser: Client, path: str) -> list[int]:
    return [answer.status_code for answer in both(browser, path)]


@contextmanager
def written() -> Iterator[list[str]]:
    """Keep what is written to the catalogue and the staff.

    To compare all rows before and afterwards would take longer than what is tested.
    """
    found: list[str] = []

    def look(execute: Any, sql: str, *more: Any) -> Any:
        if not READING.match(sql) and not UNCOUNTED.search(sql):
            found.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(look):
        yield found


def wrong(routes: list[Route], bank: str, person: User, judge: Callable[[str], Any]) -> dict[str, Any]:
    """Return what a judge finds wrong with addresses, each with objects of a bank that last as long as it."""
    found = {}
    for route in routes:
        with transaction.atomic():
            said = judge(route.filled(objects(route, bank, person)))
            transaction.set_rollback(True)
        if said:
            found[str(route)] = said
    return found


def not_closed(
    browser: Client, expected: Callable[[list[Any]], bool], ask: Callable[..., list[Any]] = both
) -> Callable[[str], Any]:
    """Return a judge of an address that is to answer as expected and to write nothing."""

    def judge(path: str) -> Any:
        with written() as changes:
            answers = ask(browser, path)
        if expected(answers) and not changes:
            return None
        return [(answer.status_code, answer.headers.get("Location")) for answer in answers], changes

    return judge


def not_there(answers: list[Any]) -> bool:
    return [answer.status_code for answer in answers] == [404, 404]


def not_taken(answers: list[Any]) -> bool:
    # 405 says that the address takes no such request from anybody, and nothing about the object.
    return all(answer.status_code in {404, 405} for answer in answers)


def sign_in_is_asked(answers: list[Any]) -> bool:
    return all(
        answer.status_code == 302 and answer.url.startswith("/accounts/login/?next=/staff/")
        for answer in answers
    )


def not_open(browser: Client) -> Callable[[str], int | None]:
    """Return a judge of an address that is to be there."""

    def judge(path: str) -> int | None:
        status = browser.get(path).status_code
        return None if status in {200, 302, 303, 405} else status

    return judge


@pytest.fixture(autouse=True)
def _no_snapshot_of_another_test(no_looks: None) -> None:
    """Keep one snapshot for all of these tests: what the pages say of the catalogue is tried elsewhere."""


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


def test_the_control_what_is_written_is_noticed(hire):
    with written() as changes:
        list(User.objects.all())
        assert changes == []
        hire("person", Role.CLERK, BANK)
        User.objects.update(is_staff=True)
        StaffMember.objects.all().delete()
    assert {change.split()[0] for change in changes} == {"INSERT", "UPDATE", "DELETE"}


def test_the_control_a_page_that_is_open_is_named(hire, as_):
    manager = hire("person", Role.MANAGER, BANK)
    front = [route for route in STAFF if str(route) == "staff/"]
    assert set(wrong(front, BANK, manager, not_closed(as_(manager), not_there))) == {"staff/"}


def test_a_stranger_is_asked_to_sign_in(db, sample):
    assert wrong(STAFF, BANK, User(pk=0), not_closed(Client(), sign_in_is_asked)) == {}


def test_to_an_account_without_a_role_nothing_is_there(db, sample, as_):
    somebody = User.objects.create(username="somebody", is_staff=True)
    assert wrong(STAFF, BANK, somebody, not_closed(as_(somebody), not_there)) == {}


@pytest.mark.parametrize("role", [Role.CLERK, Role.MANAGER])
def test_a_page_for_other_roles_is_not_there(hire, as_, role):
    person = hire("person", role, BANK)
    of_others = [route for route in STAFF if role not in roles_of(route)]
    assert of_others
    assert wrong(of_others, BANK, person, not_closed(as_(person), not_there)) == {}


@pytest.mark.parametrize("role", [Role.CLERK, Role.MANAGER])
def test_what_is_another_bank_s_is_not_there_and_stays_as_it_is(hire, as_, role):
    person = hire("person", role, BANK)
    judge = not_closed(as_(person), not_taken, with_and_without_fields)
    assert wrong(OF_A_BANK, OTHER_BANK, person, judge) == {}


@pytest.mark.parametrize("left", [1, 0], ids=["one outlet left", "none left"])
def test_what_is_the_bank_s_but_not_a_limited_clerk_s_is_not_there(hire, as_, left):
    person = hire("person", Role.CLERK, BANK, only=(another_outlet().code,))
    if not left:
        another_outlet().delete()
    assert wrong(OF_OUTLETS, BANK, person, not_closed(as_(person), not_taken)) == {}


def test_what_is_a_limited_clerk_s_own_is_there(hire, as_):
    """The control of the one above, for those pages that are for clerks."""
    person = hire("person", Role.CLERK, BANK, only=(outlet(BANK, None).code,))
    of_clerks = [route for route in OF_OUTLETS if Role.CLERK in roles_of(route)]
    assert wrong(of_clerks, BANK, person, not_open(as_(person))) == {}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_what_is_one_s_own_is_there(hire, as_, role):
    """The control: were the objects themselves wrong, everything above would be a 404 as well."""
    person = hire("person", role, BANK_OF[role])
    own = [route for route in OF_OBJECTS if (Role.MANAGER in roles_of(route)) == (role == Role.MANAGER)]
    assert own
    assert wrong(own, BANK, person, not_open(as_(person))) == {}


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


# Every address is tried by somebody, and every role tries a third of them; in the long run each tries all.
OTHERS = (None, Role.CLERK, Role.MANAGER)


@pytest.mark.long
@pytest.mark.parametrize("role", OTHERS)
def test_to_all_but_administrators_the_admin_is_not_there(hire, as_, role):
    person = hire("person", role, BANK) if role else User.objects.create(username="x", is_staff=True)
    browser = as_(person)
    tried = one_in(len(OTHERS), ADMIN[0 if long() else OTHERS.index(role) :])
    answered = {route: statuses(browser, route.filled_anyhow()) for route in tried}
    assert {route: said for route, said in answered.items() if said != [404, 404]} == {}


def test_the_admin_opens_for_an_administrator(hire, as_):
    person = hire("person", Role.ADMINISTRATOR)
    User.objects.update(is_staff=True, is_superuser=True)
    assert as_(person).get("/admin/").status_code == 200


def test_a_page_with_an_unknown_parameter_says_what_to_add():
    with pytest.raises(AssertionError, match=r"tests/staff/every_route\.py"):
        objects(Route("staff/outlets/<int:nobody_knows>/", None), BANK, User())
