"""One command makes the site ready for trying out."""

import socket

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from locator.management.commands.demo import ACCOUNT, demo_account, refuse_a_taken_port
from locator.models import Outlet


def password_in(said: str) -> str:
    return said.split("password: ")[1].split(maxsplit=1)[0]


def test_the_demo_account_is_told_once(db):
    password = password_in(demo_account())
    account = get_user_model().objects.get(username=ACCOUNT)
    assert account.check_password(password)
    assert account.is_superuser
    assert password not in demo_account()


def test_a_deleted_demo_account_comes_back_with_another_password(db):
    first = password_in(demo_account())
    get_user_model().objects.all().delete()
    assert password_in(demo_account()) != first


def test_the_demo_account_can_have_a_new_password(db):
    first = password_in(demo_account())
    second = password_in(demo_account(new_password=True))
    account = get_user_model().objects.get(username=ACCOUNT)
    assert account.check_password(second)
    assert not account.check_password(first)


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
