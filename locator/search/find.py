"""From what a person types to the nearest outlets: results, a question back, or a reasoned no."""

from __future__ import annotations

from datetime import datetime

from locator.places import NotFound, Origin, WhichPlace, resolve
from locator.places.asking import Online

from .answer import Results
from .criteria import Criteria
from .nearest import nearest
from .snapshot import Snapshot


def find(
    snapshot: Snapshot, text: str, criteria: Criteria, now: datetime, online: Online | None = None
) -> Results | WhichPlace | NotFound:
    """Find the place that the text names, and the outlets nearest to it; `online` may be asked for it."""
    place = resolve(text, snapshot.gazetteer, criteria.district, online)
    return nearest(snapshot, place, criteria, now) if isinstance(place, Origin) else place


def find_from(snapshot: Snapshot, origin: Origin, criteria: Criteria, now: datetime) -> Results:
    """Find the outlets nearest to a place that is known already."""
    return nearest(snapshot, origin, criteria, now)
