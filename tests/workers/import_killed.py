"""An import of a street map that is killed at one point of writing after another.

``python -m tests.workers.import_killed FIRST THEN`` brings in the table FIRST, then forks a child for each
point, which imports the table THEN and is killed there; a line of JSON for each tells the points and the rows
of every table afterwards. The points are those right before and right behind each statement to the database,
and right behind the end of the transaction. Then all of it once more where every statement is a transaction
of its own, until something is half there: the control.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import django

import tests.environment  # noqa: F401 - before the settings are read

django.setup()

from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from locator.management.commands import import_places  # noqa: E402
from locator.models import MapBorder, MapDoor, MapPlace, StreetMap, StreetMapImport  # noqa: E402
from locator.places import Gazetteer  # noqa: E402
from locator.places.street_maps import writing  # noqa: E402

TABLES = (StreetMap, StreetMapImport, MapPlace, MapDoor, MapBorder)
# Several statements a table, from a file that is quick to read.
ROWS_A_STATEMENT = 20


def main(first: Path, then: Path) -> None:
    writing.BATCH = ROWS_A_STATEMENT
    import_places._prepare = lambda: None  # the index is built from what is written, and is no part of it
    Gazetteer.shipped()  # once for all children
    for careless in (False, True):
        bring_in(first)
        before = left()
        point, killed = 0, True
        while killed:
            killed = killed_at(then, point, careless=careless)
            became = {"careless": careless, "point": point, "killed": killed, "left": left()}
            sys.stdout.write(f"{json.dumps(became)}\n")
            sys.stdout.flush()  # or the next child would have it to write as well
            if careless and became["left"]["MapPlace"] != before["MapPlace"]:
                return
            point += 1
        call_command("import_places", "--remove", "streets", "--apply", stdout=StringIO())


def bring_in(file: Path, *options: str) -> None:
    source = ("--map", "streets", "--attribution", "大连某局", "--licence", "CC BY 4.0")
    call_command("import_places", file, "--apply", *source, *options, stdout=StringIO(), stderr=StringIO())


def left() -> dict[str, list[Any]]:
    """Return how many rows each table has, how many of them are retired, and the number of the map."""
    counted: dict[str, list[Any]] = {model.__name__: [model._base_manager.count()] for model in TABLES}
    for model in (MapPlace, MapDoor):
        counted[model.__name__].append(model._base_manager.filter(retired=True).count())
    counted["StreetMap"] += StreetMap.objects.values_list("number", flat=True)
    return counted


def killed_at(file: Path, point: int, *, careless: bool) -> bool:
    connections.close_all()  # a child on its parent's connection would end that one's transactions
    child = os.fork()
    if not child:
        _die_on_the_way(file, point, careless=careless)
    _, status = os.waitpid(child, 0)
    assert status in {0, signal.SIGKILL}, status
    return status == signal.SIGKILL


def _die_on_the_way(file: Path, point: int, *, careless: bool) -> None:
    reached = -1

    def step() -> None:
        nonlocal reached
        reached += 1
        if reached == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(execute: Any, *statement: Any) -> Any:
        step()
        done = execute(*statement)
        # A commit would close a cursor that is still read from.
        if careless and not statement[0].startswith("SELECT"):
            connection.connection.commit()
        step()
        return done

    status = 1
    try:
        with connection.execute_wrapper(around):
            bring_in(file, "--retire", "80")
            step()
        status = 0
    except CommandError:
        status = 0 if careless else 1  # what was left half there is refused
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
