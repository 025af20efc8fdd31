"""Putting back what an act changed at one outlet, with what came later kept: an edit like any other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from locator.models import Act

from .acts import act
from .editing import Outcome, edit
from .exceptions import put_days_back
from .history import values_before

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def put_back(done: Act, code: str, *, by: User) -> Outcome:
    """Bring an outlet's facts and single days back to what they were before an act, as one act.

    Raises Refused, and then nothing has been changed.
    """
    values = values_before(done, code, user=by)
    with act(by=by, how=Act.How.PORTAL) as row:
        outcome = edit(code, values, by=by, seen=None)
        days = put_days_back(done, code, by=by)
        if outcome.act is None and days is None:
            row.delete()
    return replace(outcome, act=outcome.act or days)
