"""Every address of the site, taken from the resolver, so that a new one is covered on the day it is added."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, is_valid_path

from locator.catalogue.editing import edit
from locator.models import Act, Bank, Outlet, Proposal, StaffMember
from locator.places import Gazetteer
from tests import kept_snapshot
from tests.thorough import long

from .test_templates import Finder

# Django's admin and the API page keep their own mark-up; the policy holds for them all the same.
OWN_MARK_UP = ("admin/",)
# Who applies by post gets a cookie, and says so by pressing a button (docs/decisions/0003).
OF_APPLICANTS = ("apply/", "follow/")
# Pages for staff: they sign in, so they have a session.
FOR_STAFF = ("admin/", "accounts/", "staff/")
# What stands in an address where nothing better is known: the page answers that it is not there.
OF_KIND = {"int": "1", "slug": "none", "str": "none", "uuid": "00000000-0000-4000-8000-000000000000"}
POLICY = {
    "default-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def routes(resolver: URLResolver, before: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        # English has a prefix, the default language none.
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append(here)
        else:
            found += routes(pattern, here)
    return found


def part_of(route: str) -> str:
    """Return the part of the site that a route belongs to; Django's admin has one for each model."""
    start = re.match(r"admin/(\w+/\w+/)?|(\w+)/", route)
    return start[0] if start else ""


@cache
def _a_place() -> str:
    return Gazetteer.shipped().suggest("青泥洼桥")[0].key


def address(route: str, outlet: Outlet) -> str | None:
    """Return an address of a route, or nothing for those that take any address at all."""
    if "(?P<" in route:
        return None
    code = outlet.code
    if "district" in route or "towns" in route:
        code = outlet.district_id
    elif "bank" in route:
        code = outlet.bank_id
    keys = {"outlet": outlet.code, "bank": outlet.bank_id, "district": outlet.district_id}
    model = re.search(r"locator/(\w+)/", route)
    values = {
        "code": code,
        "service": "apply",
        "key": _a_place(),
        "object_id": keys.get(model[1], "1") if model else "1",
        "content_type_id": "1",
        "id": "1",
    }
    if route.startswith("staff/proposals/"):
        values["pk"] = str(Proposal.objects.get().pk)
    elif route.startswith("staff/history/"):
        values["pk"] = str(Act.objects.order_by("pk").first().pk)
    return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", lambda part: values.get(part[2]) or OF_KIND[part[1]], route)


ROUTES = sorted(set(routes(get_resolver())))
# Walked part by part: a test for each of hundreds of addresses would cost more than the asking.
PARTS = sorted({part_of(route) for route in ROUTES})
each_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: part or "public")


def policy(response) -> set[str]:
    return {rule.strip() for rule in response.headers["Content-Security-Policy"].split(";")}


@contextmanager
def change_waiting() -> Iterator[Outlet]:
    """Have one change to an outlet wait for a second person, for all tests of a module."""
    found = Outlet.objects.exclude(latitude=None).first()
    assert found
    clerk = get_user_model().objects.create_user("clerk", password=None)
    edit(found.code, {"address": "某路 1 号", "phones": ["12345"]}, by=clerk, seen=None)
    kept_snapshot.keep()
    yield found
    kept_snapshot.drop()


@pytest.fixture(scope="module")
def people(sample, django_db_blocker):
    """Make an administrator, and an outlet that a clerk has asked to change, once for all that look."""
    with django_db_blocker.unblock(), change_waiting() as found:
        user = get_user_model().objects.create_superuser("root", password="a" * 20)
        StaffMember.objects.create(user=user, role="administrator", is_demo=True)
        yield found, user


@pytest.fixture
def outlet(people, db):
    return people[0]


@pytest.fixture
def administrator(people, db):
    return people[1]


@dataclass(frozen=True)
class Answer:
    """What is judged of an answer."""

    route: str
    asked: str
    status: int
    policy: set[str]
    page: str
    sets_cookies: bool
    looked_for_a_session: bool


_answers: dict[str, list[Answer]] = {}


def answers_of(part: str, outlet: Outlet, administrator) -> list[Answer]:
    """Return the answers of each route of a part, asked for once in a process."""
    if part not in _answers:
        signed_in = Client()
        signed_in.force_login(administrator)
        _answers[part] = [
            answer
            for route in ROUTES
            if part_of(route) == part and (path := address(route, outlet))
            for answer in asked_for(route, path, signed_in)
        ]
    return _answers[part]


def asked_for(route: str, path: str, signed_in: Client) -> Iterator[Answer]:
    browser = signed_in if route.startswith(FOR_STAFF) and "login" not in route else Client()
    for asked in (path,) if route.startswith(("admin/", "api/")) else in_turn(route, path):
        response = browser.get(asked)
        yield Answer(
            route,
            asked,
            response.status_code,
            policy(response),
            response.text if response.headers.get("Content-Type", "").startswith("text/html") else "",
            bool(response.cookies),
            response.wsgi_request.session.accessed,
        )


def in_turn(route: str, path: str) -> tuple[str, ...]:
    """Return an address in one of two languages in turn, as far as it has both."""
    chinese, english = path, f"/en{path}"
    if long() or not is_valid_path(english):
        return chinese, english
    return (english,) if ROUTES.index(route) % 2 else (chinese,)


@pytest.mark.long
@each_part
def test_every_answer_carries_the_policy_and_obeys_it(outlet, administrator, part):
    for answer in answers_of(part, outlet, administrator):
        assert answer.status < 500, answer.asked
        assert answer.policy == POLICY, answer.asked
        finder = Finder()
        finder.feed(answer.page)
        assert finder.blocked == [] or answer.route.startswith(OWN_MARK_UP), answer.asked
        if not answer.route.startswith((*FOR_STAFF, *OF_APPLICANTS)):
            assert not answer.sets_cookies, f"{answer.asked}: residents' pages set no cookie"
            # The switch for large text is all that a page may depend on; nobody has looked for a session.
            assert not answer.looked_for_a_session, answer.asked


@pytest.mark.parametrize("part", [part for part in PARTS if not part.startswith(("admin/", "api/"))])
def test_every_page_shows_that_the_sample_is_no_real_list(outlet, administrator, part):
    pages = [one for one in answers_of(part, outlet, administrator) if one.page and one.status == 200]
    assert [one.asked for one in pages if 'class="notice sample"' not in one.page] == []


def test_the_walk_reaches_the_pages(outlet):
    reached = {address(route, outlet) for route in ROUTES}
    assert {
        "/",
        f"/outlets/{outlet.code}/",
        "/admin/",
        "/api/v1/outlets/nearest/",
        "/accounts/login/",
    } <= reached


@pytest.mark.parametrize("path", ["/no-such-page/", "/en/no-such-page/", "/api/v1/no-such-page/"])
def test_a_page_that_is_not_there_carries_the_policy(client, sample, db, path):
    response = client.get(path)
    assert response.status_code == 404
    assert policy(response) == POLICY


@pytest.mark.parametrize("path", ["admin/", "admin/locator/outlet/"])
def test_the_admin_asks_an_anonymous_visitor_to_sign_in(client, db, path):
    response = client.get(f"/{path}")
    assert response.status_code == 302
    assert client.get(response.url, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


def test_a_bank_and_a_district_have_pages(client, outlet):
    assert client.get(f"/outlets/bank/{Bank.objects.first().code}/").status_code == 200
    assert client.get(f"/outlets/district/{outlet.district_id}/").status_code == 200
