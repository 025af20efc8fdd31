"""Makes the site ready for trying out on one's own machine, and serves it."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from locator.models import Outlet

if TYPE_CHECKING:
    from argparse import ArgumentParser

ACCOUNT = "demo"


class Command(BaseCommand):
    """Migrates, loads the sample where there is no catalogue, and hands over to gunicorn."""

    help = "Serve the site with a sample catalogue and a demo account; needs DEMO=1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--new-password", action="store_true", help="Give the demo account a new password."
        )
        parser.add_argument(
            "--prepare-only", action="store_true", help="Make everything ready, but do not serve."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is for trying the site out: set DEMO=1.")
        self._prepare()
        said = demo_account(new_password=options["new_password"])
        if options["prepare_only"]:
            self.stdout.write(said)
            return
        port = options["port"]
        refuse_a_taken_port(port)
        self.stdout.write(f"\nhttp://localhost:{port}\n{said}\nCtrl-C stops it.\n")
        self.stdout.flush()
        bind = f"127.0.0.1:{port}"
        serve = ["-m", "gunicorn", "-c", "python:cardservice.gunicorn", "--bind", bind, "cardservice.wsgi"]
        # Gunicorn takes this process's place, so that Ctrl-C reaches it and nothing else.
        os.execv(sys.executable, [sys.executable, *serve])  # noqa: S606

    def _prepare(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if not Outlet.objects.exists():
            call_command("load_sample", stdout=self.stdout)
        call_command("collectstatic", verbosity=0, interactive=False)


def demo_account(*, new_password: bool = False) -> str:
    """Return the line about the demo account; the password is in it only when it has just been made up."""
    users = get_user_model()._default_manager
    account = users.filter(username=ACCOUNT).first()
    if account and not new_password:
        renew = "DEMO=1 .venv/bin/python manage.py demo --new-password --prepare-only"
        return (
            f"/admin/ account: {ACCOUNT}, with the password printed when it was made. For a new one: {renew}"
        )
    password = secrets.token_urlsafe(12)
    if account is None:
        account = users.model(username=ACCOUNT, is_staff=True, is_superuser=True)
    account.set_password(password)
    account.save()
    return f"/admin/ account: {ACCOUNT}, password: {password} (printed this once)"


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
