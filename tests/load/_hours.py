"""Reads answers of the nearest search as JSON lines and prints those that the hours do not bear out.

A line holds an outlet's code, the service asked for, since one may keep hours of its own, the moment that the
answer names, and what it says: state and next change.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime

import django

django.setup()

from locator.models import Service  # noqa: E402
from locator.search.current import current  # noqa: E402

outlets = {outlet.code: outlet for outlet in current().snapshot.outlets}
for line in sys.stdin:
    code, service, at, state, change = json.loads(line)
    hours = outlets[code].hours_of(Service(service) if service else None)
    status = hours.status(datetime.fromisoformat(at))
    expected = [status.state.value, status.until.isoformat() if status.until else None]
    if [state, change] != expected:
        sys.stdout.write(f"{code} at {at} is {state} until {change}, not {expected}\n")
