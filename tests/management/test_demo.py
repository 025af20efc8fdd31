"""One command makes the site ready for trying out."""

import re
import socket
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from locator.catalogue.sample import SampleRefusedError, remove_sample
from locator.management.commands.demo import ACCOUNTS, demo_accounts, refuse_a_taken_port
from locator.models import Outlet, Role, StaffMember
from locator.staff.members import invitations
from tests import sample_rows

USERS = get_user_model().objects


@pytest.fixture
def sample(db):
    sample_rows.load(today=date(2026, 11, 24))


def passwords_in(said: str) -> dict[str, str]:
    return dict(re.findall(r"account: ([a-z-]+), password: (\S+)", said))


def test_an_account_of_each_role_is_told_once(sample):
    said = passwords_in(demo_accounts())
    assert said.keys() == ACCOUNTS.keys()
    for name, password in said.items():
        member = StaffMember.objects.get(user__username=name)
        assert member.user.check_password(password)
        assert (member.role, member.is_demo) == (ACCOUNTS[name], True)
    assert passwords_in(demo_accounts()) == {}


def test_only_the_administrator_enters_the_administration(sample):
    demo_accounts()
    assert [user.username for user in USERS.filter(is_superuser=True)] == ["demo"]


def test_without_the_sample_nobody_signs_in_on_a_demo_password(db):
    assert "createsuperuser" in demo_accounts()
    assert not USERS.exists()


def test_deleted_demo_accounts_come_back_with_other_passwords(sample):
    first = passwords_in(demo_accounts())
    USERS.all().delete()
    assert passwords_in(demo_accounts())["demo"] != first["demo"]


def test_the_demo_accounts_can_have_new_passwords(sample):
    first = passwords_in(demo_accounts())
    second = passwords_in(demo_accounts(new_password=True))
    account = USERS.get(username="demo-clerk")
    assert account.check_password(second["demo-clerk"])
    assert not account.check_password(first["demo-clerk"])


def test_the_demo_accounts_go_with_the_sample_and_others_stay(sample):
    demo_accounts()
    USERS.create_superuser("real", password="!")
    remove_sample()
    assert [user.username for user in USERS.all()] == ["real"]


def test_a_demo_account_does_not_remove_the_sample_for_nobody_would_be_left(sample):
    demo_accounts()
    with pytest.raises(SampleRefusedError, match="createsuperuser"):
        remove_sample(by=USERS.get(username="demo"))
    assert Outlet.objects.count() == 53
    assert USERS.count() == len(ACCOUNTS)


def test_whom_a_demo_account_has_invited_does_not_come_in_once_it_is_gone(sample):
    demo_accounts()
    made = invitations.invite(by=USERS.get(username="demo"), name="x", role=Role.ADMINISTRATOR)
    remove_sample()
    with pytest.raises(invitations.LinkIsDeadError):
        invitations.read_link(made.signed)


def test_the_sample_is_loaded_only_where_there_is_no_catalogue(transactional_db, capsys):
    call_command("demo", "--prepare-only")
    assert Outlet.objects.count() == 53
    Outlet.objects.filter(code=Outlet.objects.first().code).update(name="改过的名字")
    call_command("demo", "--prepare-only")
    assert Outlet.objects.filter(name="改过的名字").exists()


def test_there_is_no_demo_without_demo(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo", "--prepare-only")
    assert not get_user_model().objects.exists()


def test_a_taken_port_is_told_before_the_server_starts():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="PORT="):
            refuse_a_taken_port(taken.getsockname()[1])
