"""Writing a reading into the tables of a street map: all of it in one transaction, or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from locator.models import MapBorder, MapDoor, MapPlace, StreetMap, StreetMapImport

from .plan import MapRow, Plan, TablePlan, columns_of, make_plan
from .reading import DoorRow, PlaceRow, Progress, Reading

T = TypeVar("T")
BATCH = 2_000


class ImportRefusedError(Exception):
    """The import may not be written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a street map comes from; what is empty stays as the map has it."""

    code: str
    kind: str
    attribution: str = ""
    attribution_url: str = ""
    licence: str = ""
    data_date: date | None = None


def plan_import(source: Source, reading: Reading) -> Plan:
    """Return what an import would change, and refuse it if it could not be written; writes nothing."""
    _completed(source, StreetMap.objects.filter(code=source.code).first())
    return make_plan(source.code, reading)


def write_import(
    source: Source,
    reading: Reading,
    *,
    by_name: str = "",
    skipped: int = 0,
    retire: int | None = None,
    show: Callable[[Plan], None],
    tell: Progress,
) -> Plan:
    """Bring a street map to what a reading says; `show` is given the plan before anything is written.

    Raises ImportRefusedError if too much would be retired, or the source says too little of itself.
    """
    with transaction.atomic():
        street_map, completed = _locked(source)
        plan = make_plan(source.code, reading)
        show(plan)
        refuse_braked(plan, retire)
        if plan.changes_rows:
            _write_rows(street_map, plan, tell)
        if _update(street_map, completed, plan):
            StreetMapImport.objects.create(
                street_map=street_map,
                by_name=by_name,
                data_date=street_map.data_date,
                added=plan.total("added"),
                changed=plan.total("changed", "revived"),
                retired=plan.retiring,
                unchanged=plan.total("unchanged"),
                skipped=skipped,
            )
    return plan


def refuse_braked(plan: Plan, retire: int | None) -> None:
    """Refuse a plan that retires more than a fifth, unless the exact number was named."""
    if plan.brakes and plan.retiring != retire:
        standing = plan.places.standing + plan.doors.standing
        raise ImportRefusedError(
            f"{plan.retiring} of {standing} rows would be retired, more than "
            f"a fifth of the places or of the doors. If that is right, add --retire {plan.retiring}."
        )


def _locked(source: Source) -> tuple[StreetMap, Source]:
    """Return the street map, held against other imports until the end of the transaction."""
    held = StreetMap.objects.select_for_update().filter(code=source.code).first()
    completed = _completed(source, held)
    if held is None:
        # The key decides who is first: the other waits here, and then finds the row.
        StreetMap.objects.get_or_create(
            code=source.code,
            defaults={**_facts(completed), "kind": source.kind, "imported_at": timezone.now()},
        )
        held = StreetMap.objects.select_for_update().get(code=source.code)
    return held, completed


def _completed(source: Source, held: StreetMap | None) -> Source:
    """Return the source with what the map has of it; raises ImportRefusedError for what is missing."""
    if held is None:
        if missing := [name for name in ("attribution", "licence") if not getattr(source, name)]:
            raise ImportRefusedError(
                "A street map names its source the first time: add "
                + " and ".join(f"--{name} TEXT" for name in missing)
                + "."
            )
        return source
    if held.kind != source.kind:
        raise ImportRefusedError(
            f"The street map “{source.code}” is of another kind ({held.kind}): choose another --map."
        )
    return replace(
        source,
        attribution=source.attribution or held.attribution,
        attribution_url=source.attribution_url or held.attribution_url,
        licence=source.licence or held.licence,
    )


def _facts(source: Source) -> dict[str, Any]:
    names = ("attribution", "attribution_url", "licence", "data_date")
    return {name: getattr(source, name) for name in names}


def _update(street_map: StreetMap, source: Source, plan: Plan) -> bool:
    """Bring the row of the map up to date; tell whether it changed."""
    if source.data_date is None and not plan.changes_rows:
        source = replace(source, data_date=street_map.data_date)
    facts = _facts(source)
    if not plan.changes_rows and all(getattr(street_map, name) == value for name, value in facts.items()):
        return False
    for name, value in facts.items():
        setattr(street_map, name, value)
    street_map.imported_at = timezone.now()
    if plan.changes_rows:
        # From the clock: a map that was taken out and brought in again never repeats a number.
        street_map.number = max(street_map.number + 1, time.time_ns())
    street_map.save()
    return True


def _write_rows(street_map: StreetMap, plan: Plan, tell: Progress) -> None:
    _write_table(MapPlace, PlaceRow, street_map, plan.places, tell)
    _write_table(MapDoor, DoorRow, street_map, plan.doors, tell)
    MapBorder.objects.filter(street_map=street_map, district__in=plan.borders_gone).delete()
    MapBorder.objects.bulk_create(
        [MapBorder(street_map=street_map, district_id=d, rings=rings) for d, rings in plan.borders.items()],
        update_conflicts=True,
        unique_fields=["street_map", "district"],
        update_fields=["rings"],
    )


def _write_table(
    model: MapRow,
    kind_of_row: type[PlaceRow] | type[DoorRow],
    street_map: StreetMap,
    plan: TablePlan[PlaceRow] | TablePlan[DoorRow],
    tell: Progress,
) -> None:
    columns = [name.removesuffix("_id") for name in columns_of(kind_of_row) if name != "ref"]
    what = "Writing places" if model is MapPlace else "Writing doors"
    done = 0
    written: Iterable[PlaceRow | DoorRow] = plan.written
    made: Any = model  # one of two models, each with its own rows
    for some in _batches(written):
        # One statement for new rows and known ones: what a row was is known from the plan.
        model.objects.bulk_create(
            [made(street_map=street_map, **_fields(row)) for row in some],
            update_conflicts=True,
            unique_fields=["street_map", "ref"],
            update_fields=[*columns, "retired"],
        )
        done += len(some)
        tell(what, done / len(plan.written))
    for keys in _batches(plan.retired):
        model.objects.filter(pk__in=keys).update(retired=True)


def _fields(row: PlaceRow | DoorRow) -> dict[str, Any]:
    facts = asdict(row)
    facts["district_id"] = facts.pop("district")
    if "aliases" in facts:
        facts["aliases"] = list(facts["aliases"])
    return facts


def _batches(all_of_them: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(all_of_them)
    while some := list(islice(remaining, BATCH)):
        yield some
