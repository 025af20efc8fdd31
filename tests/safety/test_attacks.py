"""What a curious attacker tries first, and what comes of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from cardservice import settings as production
from locator.catalogue.reports import tidy as tidy_report
from locator.catalogue.rules import UNSHOWABLE, tidy
from locator.models import Report, Role, StaffMember
from locator.search.current import forget

PASSWORD = "correct-horse-battery"
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil",
]
CLIMBING = [
    "../cardservice/settings.py",
    "..%2f..%2fmanage.py",
    "%2e%2e/manage.py",
    "....//m.py",
    "/etc/passwd",
]
FORGED = {
    "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher", "X-Original-URL": "/admin/",
    "X-Rewrite-URL": "/admin/", "X-Forwarded-Prefix": "/evil", "Forwarded": "host=evil.example",
}  # fmt: skip


@pytest.fixture
def administrator(db: None) -> Any:
    user = get_user_model().objects.create_superuser("administrator", password=PASSWORD)
    StaffMember.objects.create(user=user, role=Role.ADMINISTRATOR, is_demo=True)
    return user


def sign_in(client: Client, name: str = "administrator", password: str = PASSWORD, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": name, "password": password, **more})


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "[::1"]
)
def test_a_host_that_is_not_the_site_s_is_refused(client: Client, db: None, host: str) -> None:
    assert client.get("/accounts/login/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/outlets/", "/sitemap.xml", "/manifest.webmanifest", "/open-data/"])
def test_no_forged_header_comes_into_a_page_that_a_cache_may_keep(
    client: Client, sample: None, db: None, path: str
) -> None:
    forget()
    honest, forged = client.get(path), client.get(path, headers=FORGED)
    assert "evil" not in forged.content.decode()
    assert "gopher" not in forged.content.decode()
    assert forged.status_code == honest.status_code
    assert "Location" not in forged.headers


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_sign_in_leads_to_no_other_site(client: Client, administrator: Any, elsewhere: str) -> None:
    answer = sign_in(client, next=elsewhere)
    assert answer.status_code == 302
    assert answer.url == "/staff/"


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_the_switch_of_the_view_leads_to_no_other_site(client: Client, db: None, elsewhere: str) -> None:
    assert client.post("/view/", {"next": elsewhere}).url == "/"


@pytest.mark.parametrize("way", CLIMBING)
@pytest.mark.parametrize("start", ["/static/", "/offline/", "/open-data/", "/api/docs/"])
def test_no_path_climbs_out_of_its_folder(client: Client, db: None, start: str, way: str) -> None:
    answer = client.get(start + way)
    assert answer.status_code in {301, 302, 404}
    assert b"SECRET_KEY" not in answer.content
    assert b"root:" not in answer.content


def test_signing_in_makes_a_new_session_and_a_new_token(client: Client, administrator: Any) -> None:
    planted = client.session
    planted["planted"] = "by somebody else"
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    assert sign_in(client).status_code == 302
    assert client.cookies["sessionid"].value != planted.session_key
    assert client.get("/admin/").status_code == 200
    stale = Client()
    stale.cookies["sessionid"] = planted.session_key
    assert stale.get("/admin/").status_code == 302


def test_a_role_that_was_taken_away_is_gone_with_the_next_page(client: Client, db: None) -> None:
    user = get_user_model().objects.create_user("manager", password=PASSWORD)
    member = StaffMember.objects.create(user=user, role=Role.ADMINISTRATOR, is_demo=True)
    client.force_login(user)
    assert client.get("/staff/members/").status_code == 200
    member.delete()
    assert client.get("/staff/members/").status_code == 404
    user.is_active = False
    user.save()
    assert client.get("/staff/members/").status_code == 302


@pytest.mark.parametrize("name", ["administrator", "nobody-of-that-name"])
def test_a_sign_in_hashes_one_password_whether_or_not_there_is_such_a_name(
    client: Client, administrator: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed, encode = [], MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    assert sign_in(client, name, "wrong").status_code == 422
    assert hashed == ["wrong"]


def test_what_a_form_does_not_ask_for_is_not_taken(client: Client, sample: None, db: None) -> None:
    from locator.models import Outlet  # noqa: PLC0415

    forget()
    outlet = Outlet.objects.first()
    assert outlet
    page = client.get(f"/outlets/{outlet.code}/report/").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    more = {"reference": "MINE", "answered_by": "1", "outcome": "fixed", "answer": "x", "id": "7"}
    client.post(f"/outlets/{outlet.code}/report/", hidden | {"about": "other", "text": "门关着"} | more)
    report = Report.objects.get()
    assert report.reference != "MINE"
    assert not report.outcome
    assert report.pk != 7


@pytest.mark.parametrize("name", ["某行\u202e行支\u202c", "\u2066支行\u2069", "\u200f支行", "支\u061c行"])
def test_a_name_keeps_one_direction(name: str) -> None:
    for tidied in (tidy(name), tidy_report(name)):
        assert not UNSHOWABLE.search(tidied)
        assert "支" in tidied
    assert UNSHOWABLE.search(name)


def test_names_are_read_as_they_are_shown_and_the_policy_names_no_exception() -> None:
    directives = production.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert not re.search(r"unsafe|data:|\*|https?:", str(directives))


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client: Client, administrator: Any) -> None:
    sign_in(client)
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
