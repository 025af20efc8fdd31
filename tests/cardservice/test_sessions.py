"""Nobody stays signed in for ever, staff have a second step, and residents have no session at all."""

import time

import pytest
from django.contrib.auth import get_user_model

from cardservice import sessions
from cardservice import settings as production
from locator.models import Role, StaffMember

MINUTE, HOUR = 60, 3600


@pytest.fixture
def clock(monkeypatch):
    """Let time pass: ``clock(minutes)``."""
    start, passed = time.time(), [0.0]
    monkeypatch.setattr(sessions.time, "time", lambda: start + passed[0])

    def later(minutes):
        passed[0] += minutes * MINUTE

    return later


@pytest.fixture
def administrator(db):
    return get_user_model().objects.create_superuser("administrator", password="!")


@pytest.fixture
def signed_in(client, administrator, clock):
    client.force_login(administrator)
    return client


def test_after_half_an_hour_of_nothing_one_signs_in_again_and_is_told_why(signed_in, clock):
    clock(29)
    assert signed_in.get("/admin/").status_code == 200
    clock(31)
    response = signed_in.get("/admin/")
    assert response.url == "/accounts/login/?why=idle&next=%2Fadmin%2F"
    assert "半小时" in signed_in.get(response.url).text or "half an hour" in signed_in.get(response.url).text


def test_who_keeps_working_stays_signed_in_but_not_longer_than_a_day(signed_in, clock):
    for _ in range(24):
        clock(29)
        assert signed_in.get("/admin/").status_code == 200
    clock(29)
    assert signed_in.get("/admin/").url.startswith("/accounts/login/?why=long")


def test_what_is_sent_after_the_end_changes_nothing(signed_in, clock):
    clock(31)
    assert signed_in.post("/admin/logout/").url.startswith("/accounts/login/?why=idle")


def test_on_a_public_page_an_old_session_just_ends(signed_in, clock):
    clock(31)
    assert signed_in.get("/").status_code == 200
    assert "_auth_user_id" not in signed_in.session


def test_a_session_is_written_at_most_once_a_minute(signed_in, clock, django_assert_num_queries):
    signed_in.get("/")
    before = signed_in.session["seen_at"]
    clock(0.5)
    signed_in.get("/")
    assert signed_in.session["seen_at"] == before
    clock(1)
    signed_in.get("/")
    assert signed_in.session["seen_at"] > before


def test_a_resident_gets_no_session_and_no_query(client, db):
    response = client.get("/")
    assert not response.cookies
    assert not response.wsgi_request.session.accessed


@pytest.mark.parametrize("path", ["/staff/", "/admin/", "/staff/members/account/", "/en/staff/"])
def test_staff_without_a_second_step_are_sent_to_set_it_up(signed_in, settings, path):
    settings.SECOND_STEP_REQUIRED = True
    assert signed_in.get(path).url.endswith("/accounts/second-step/")


def test_a_demo_account_needs_no_second_step_while_there_is_a_demonstration(
    signed_in, administrator, settings
):
    settings.SECOND_STEP_REQUIRED = True
    member = StaffMember.objects.create(user=administrator, role=Role.ADMINISTRATOR, is_demo=True)
    assert signed_in.get("/admin/").status_code == 200
    member.is_demo = False
    member.save()
    assert signed_in.get("/admin/").status_code == 302


def test_a_second_step_is_asked_for_unless_somebody_changes_the_code():
    # tests/conftest.py switches it off for the other tests; the settings themselves say yes.
    assert production.SECOND_STEP_REQUIRED is True
