"""Writing down who let whom in or out, in the same transaction as the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locator.models import StaffEvent

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from locator.models import Bank


def note(action: str, *, by: User, about: str, bank: Bank | None) -> None:
    StaffEvent.objects.create(
        action=action, by=by, by_name=by.get_username(), about_name=about[:150], bank=bank
    )
