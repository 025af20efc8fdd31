"""An import of a street map that kills itself: ``python -m tests.workers.killed_import AT [careless]``.

It dies at its AT-th word on how far it is, none where AT is 0; with ``careless`` it writes without a
transaction: the control.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import nullcontext
from types import SimpleNamespace

import django

django.setup()

from django.db.models import QuerySet  # noqa: E402

from locator.places.street_maps import writing  # noqa: E402
from locator.places.street_maps.reading import DoorRow, PlaceRow, Reading  # noqa: E402

ROWS, BATCH = 40, 10
SOURCE = writing.Source("streets", "table", "某局", "", "CC BY 4.0", None)


def reading() -> Reading:
    spot = {"district": "210204", "latitude": 38.91, "longitude": 121.59}
    places = [PlaceRow(f"p/{at}", f"试验{at}路", "road", radius_m=500, **spot) for at in range(ROWS)]
    doors = [DoorRow(f"d/{at}", "试验1路", str(at + 1), **spot) for at in range(ROWS)]
    return Reading(places=places, doors=doors, borders={"210204": "[]"})


def main(at: int, careless: bool) -> None:
    told = 0

    def tell(what: str, share: float | None) -> None:
        nonlocal told
        told += 1
        if told == at:
            os.kill(os.getpid(), signal.SIGKILL)

    writing.BATCH = BATCH
    if careless:
        writing.transaction = SimpleNamespace(atomic=nullcontext)
        QuerySet.select_for_update = lambda rows, **how: rows
    writing.write_import(SOURCE, reading(), show=lambda plan: None, tell=tell)
    print(told)  # noqa: T201 - for whoever started it


main(int(sys.argv[1]), "careless" in sys.argv)
