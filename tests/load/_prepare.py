"""Fills a fresh database with the sample, somebody who imports, and two outlets that change at midnight."""

from __future__ import annotations

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from locator.catalogue.sample import load_sample  # noqa: E402
from locator.models import Outlet, Role, StaffMember  # noqa: E402

from ._importing import BY, phone_of  # noqa: E402

# Closes at midnight every day; and closed on holidays, so that it opens at the midnight that ends them.
CHANGE_AT_MIDNIGHT = {
    "sample-a-01": "Mo-Su,PH 08:00-24:00",
    "sample-b-01": "Mo-Su 00:00-24:00; PH off",
}

call_command("migrate", verbosity=0)
load_sample(today=timezone.localdate())
Outlet.objects.update(phones=[phone_of(0)])
for code, hours in CHANGE_AT_MIDNIGHT.items():
    # Hours of card matters, where there are some, go before those of the bank.
    Outlet.objects.filter(code=code).update(hours=hours, card_hours="")
user = User.objects.create(username=BY, password="!")
StaffMember.objects.create(user=user, role=Role.ADMINISTRATOR)
