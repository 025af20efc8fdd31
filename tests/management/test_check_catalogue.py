"""The command that checks the catalogue says what is wrong, and fails where something is."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from locator.models import Outlet
from tests import sample_rows

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("check_catalogue", *arguments, "--today", TODAY.isoformat(), stdout=out, no_color=True)
    return out.getvalue()


def test_the_command_is_content_with_the_sample_and_lists_the_warnings():
    sample_rows.load(today=TODAY)
    printed = run()
    assert "sample-f-05 latitude" in printed
    assert "53" in printed
    assert "2026-12-31" in printed


def test_the_command_expects_fifty_three_outlets_of_the_sample():
    sample_rows.load(today=TODAY)
    Outlet.objects.filter(code="sample-a-01").delete()
    with pytest.raises(CommandError):
        run()
    run("--expect", "52")


def test_the_command_fails_and_names_outlet_and_field_when_something_is_wrong():
    sample_rows.load(today=TODAY)
    Outlet.objects.filter(code="sample-a-01").update(phones=["nobody"])
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_catalogue", today=TODAY, stdout=out, no_color=True)
    assert "sample-a-01 phones" in out.getvalue()


def test_an_empty_catalogue_is_an_honest_state_unless_outlets_are_expected():
    run()
    with pytest.raises(CommandError):
        run("--expect", "53")
