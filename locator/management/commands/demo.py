"""Makes the site ready for trying out on one's own machine, and serves it."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from locator.models import Bank, Outlet, Role, StaffMember

if TYPE_CHECKING:
    from argparse import ArgumentParser

# One account of each role; those of a bank belong to the sample, and go with it.
BANK = "sample-a"
ACCOUNTS = {"demo": Role.ADMINISTRATOR, "demo-manager": Role.MANAGER, "demo-clerk": Role.CLERK}


class Command(BaseCommand):
    """Migrates, loads the sample where there is no catalogue, and hands over to gunicorn."""

    help = "Serve the site with a sample catalogue and an account of each role; needs DEMO=1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--new-password", action="store_true", help="Give the demo accounts new passwords."
        )
        parser.add_argument(
            "--prepare-only", action="store_true", help="Make everything ready, but do not serve."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is for trying the site out: set DEMO=1.")
        self._prepare()
        said = demo_accounts(new_password=options["new_password"])
        if options["prepare_only"]:
            self.stdout.write(said)
            return
        port = options["port"]
        refuse_a_taken_port(port)
        self.stdout.write(f"\nhttp://localhost:{port}\n{said}\nCtrl-C stops it.\n")
        self.stdout.flush()
        bind = f"127.0.0.1:{port}"
        serve = ["-m", "gunicorn", "-c", "python:cardservice.gunicorn", "--bind", bind, "cardservice.wsgi"]
        send_messages_meanwhile()
        # Gunicorn takes this process's place, so that Ctrl-C reaches it and nothing else.
        os.execv(sys.executable, [sys.executable, *serve])  # noqa: S606

    def _prepare(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if not Outlet.objects.exists():
            call_command("load_sample", stdout=self.stdout)
        call_command("collectstatic", verbosity=0, interactive=False)


def demo_accounts(*, new_password: bool = False) -> str:
    """Return the lines about the demo accounts; a password is in them only when it has just been made up."""
    if not Bank.objects.filter(code=BANK, is_sample=True).exists():
        return (
            "No demo accounts: they went with the fictional sample. "
            "For an account: DEMO=1 .venv/bin/python manage.py createsuperuser"
        )
    lines = [_account(name, role, new_password=new_password) for name, role in ACCOUNTS.items()]
    if not all("printed this once" in line for line in lines):
        lines.append(
            "For new passwords: DEMO=1 .venv/bin/python manage.py demo --new-password --prepare-only"
        )
    return "\n".join(lines)


def _account(name: str, role: Role, *, new_password: bool) -> str:
    users = get_user_model()._default_manager
    account = users.filter(username=name).first()
    if account and not new_password:
        return f"/staff/ account: {name}, with the password printed when it was made"
    password = secrets.token_urlsafe(12)
    if account is None:
        administers = role is Role.ADMINISTRATOR
        account = users.model(username=name, is_staff=administers, is_superuser=administers)
    account.set_password(password)
    with transaction.atomic():
        account.save()
        StaffMember.objects.get_or_create(
            user=account,
            defaults={"role": role, "bank_id": _bank_of(role), "whole_bank": True, "is_demo": True},
        )
    return f"/staff/ account: {name}, password: {password} (printed this once)"


def _bank_of(role: Role) -> str | None:
    return None if role is Role.ADMINISTRATOR else BANK


def send_messages_meanwhile() -> subprocess.Popen[bytes]:
    """Show the text messages, codes too, where the demonstration runs; it ends with this process."""
    manage = settings.BASE_DIR / "manage.py"
    command = [sys.executable, str(manage), "send_messages", "--follow", "--with-parent"]
    return subprocess.Popen(command)  # noqa: S603 - this project, by its own path


def refuse_a_taken_port(port: int) -> None:
    """Raise CommandError if somebody listens there already: gunicorn would only try again and again."""
    with socket.socket() as probe:
        # As gunicorn does, or a port that was just left would count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Try: PORT=8001 make run"
            ) from error
