"""Putting a plan into force: all of it in one transaction, or nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from locator.models import MapBorder, MapDoor, MapPlace, StreetMap, StreetMapImport

from .plan import (
    ADDED,
    CHANGED,
    DOOR_COLUMNS,
    PLACE_COLUMNS,
    RETIRED,
    UNCHANGED,
    Changes,
    Plan,
    columns,
)
from .reading import DoorRow, PlaceRow, Progress

BATCH = 1_000
T = TypeVar("T")
R = TypeVar("R", PlaceRow, DoorRow)


class MapMoved(Exception):  # noqa: N818 - named for what it says
    """Somebody else has changed the map since the plan was made."""


@dataclass(frozen=True, slots=True)
class Source:
    """What has to be said of a street map wherever its places are shown."""

    kind: str
    attribution: str
    attribution_url: str
    licence: str
    data_date: date | None


def put_into_force(plan: Plan, source: Source, by: str, tell: Progress) -> StreetMapImport | None:
    """Write a plan; return its event, or nothing where there was nothing to write.

    Raises MapMoved where the map is no longer what the plan was held against, and changes nothing then.
    """
    with transaction.atomic():
        street_map = _locked(plan, source)
        says = {name: getattr(street_map, name) for name in source.__dataclass_fields__}
        if not plan.changes_anything and says == asdict(source) and plan.number is not None:
            return None
        _write(MapPlace, plan.code, plan.places, PLACE_COLUMNS, tell)
        _write(MapDoor, plan.code, plan.doors, DOOR_COLUMNS, tell)
        if plan.borders_change:
            _write_borders(plan)
        for name, value in asdict(source).items():
            setattr(street_map, name, value)
        street_map.imported_at = timezone.now()
        # From the clock: a map that was taken out and comes back never repeats a number.
        street_map.number = max(time.time_ns(), street_map.number + 1)
        street_map.save()
        return StreetMapImport.objects.create(
            street_map=street_map,
            by_name=by,
            data_date=source.data_date,
            added=plan.total(ADDED),
            changed=plan.total(CHANGED),
            retired=plan.total(RETIRED),
            unchanged=plan.total(UNCHANGED),
            skipped=len({trouble.where for trouble in plan.reading.troubles}),
        )


def take_out(code: str) -> None:
    """Delete a street map with all that is of it; raises StreetMap.DoesNotExist where there is none."""
    with transaction.atomic():
        street_map = StreetMap.objects.select_for_update().get(code=code)
        for model in (MapPlace, MapDoor, MapBorder, StreetMapImport):
            model._default_manager.filter(street_map=street_map).delete()
        street_map.delete()


def _locked(plan: Plan, source: Source) -> StreetMap:
    """Return the map's row, held until the end: another import of it waits, and then finds it moved."""
    row, new = StreetMap.objects.select_for_update().get_or_create(
        code=plan.code, defaults={**asdict(source), "imported_at": timezone.now()}
    )
    if new != (plan.number is None) or (plan.number is not None and row.number != plan.number):
        raise MapMoved
    return row


def _write(
    model: type[MapPlace] | type[MapDoor],
    code: str,
    changes: Changes[R],
    fields: Sequence[str],
    tell: Progress,
) -> None:
    rows: Any = model._default_manager
    whole, done = len(changes.added) + len(changes.changed) + len(changes.retired), 0
    for batch in _batches(changes.added):
        rows.bulk_create([_row(model, code, row) for row in batch])
        done += len(batch)
        tell("writing", done / whole)
    for pairs in _batches(changes.changed):
        rows.bulk_update(
            [_row(model, code, row, pk) for pk, row in pairs], [*columns(fields), "retired"], BATCH // 4
        )
        done += len(pairs)
        tell("writing", done / whole)
    for keys in _batches(changes.retired):
        rows.filter(pk__in=keys).update(retired=True)
        done += len(keys)
        tell("writing", done / whole)


def _row(
    model: type[MapPlace] | type[MapDoor], code: str, row: PlaceRow | DoorRow, pk: int | None = None
) -> Any:
    values = {name: getattr(row, name) for name in row.__dataclass_fields__}
    values["district_id"] = values.pop("district")
    if "aliases" in values:
        values["aliases"] = list(values["aliases"])
    return model(pk=pk, street_map_id=code, **values)


def _write_borders(plan: Plan) -> None:
    MapBorder.objects.filter(street_map=plan.code).delete()
    MapBorder.objects.bulk_create(
        MapBorder(street_map_id=plan.code, district_id=district, rings=rings)
        for district, rings in sorted(plan.reading.borders.items())
    )


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
