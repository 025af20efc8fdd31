"""Accounts from before keep what they kept: the whole bank where no outlet was named, else those named."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from locator.models import Invitation, StaffMember

migration = import_module("locator.migrations.0006_scope_is_said")


def test_an_empty_list_is_said_to_be_the_whole_bank_once_and_for_all(outlet):
    for name, outlets in (("all", []), ("some", [outlet])):
        user = User.objects.create(username=name)
        StaffMember.objects.create(user=user, role="clerk", bank=outlet.bank).outlets.set(outlets)
        until = timezone.now()
        invited = Invitation.objects.create(name=name, role="clerk", bank=outlet.bank, expires_at=until)
        invited.outlets.set(outlets)

    migration.say_it(apps, SimpleNamespace(connection=connection))

    said = {"all": True, "some": False}
    assert dict(StaffMember.objects.values_list("user__username", "whole_bank")) == said
    assert dict(Invitation.objects.values_list("name", "whole_bank")) == said
