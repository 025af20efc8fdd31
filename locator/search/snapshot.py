"""The frozen catalogue that every search is answered from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from locator.catalogue.guides import GuideLine
from locator.hours import SHANGHAI, Calendar
from locator.models import Service
from locator.places import Gazetteer

from .columns import Columns
from .records import BankRecord, DistrictRecord, MapRecord, OutletRecord
from .tree import Tree


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The catalogue at one version, with everything that a search needs; nothing in it ever changes.

    ``outlets`` are in order of their codes, those closed for good included. ``read_at`` is when the rows
    were read from the database, ``changed_at`` when somebody last changed them.
    """

    number: int
    read_at: datetime
    changed_at: datetime
    outlets: tuple[OutletRecord, ...]
    banks: dict[str, BankRecord]
    districts: dict[str, DistrictRecord]
    guides: Mapping[Service, tuple[GuideLine, ...]]
    calendar: Calendar
    gazetteer: Gazetteer
    # Derived from the outlets by ``of``: those with a position in the numbering of the tree, and the others.
    positioned: tuple[OutletRecord, ...] = field(repr=False)
    unpositioned: tuple[OutletRecord, ...] = field(repr=False)
    tree: Tree = field(repr=False)
    columns: Columns = field(repr=False)
    is_sample: bool = False
    # The street maps that places come from; and the edition of them that is still being prepared.
    maps: tuple[MapRecord, ...] = ()
    awaited: str = ""
    # Told apart from every other snapshot of this worker, for what is kept of pages.
    edition: str = field(default_factory=lambda: uuid4().hex, repr=False)
    # What is made once for everybody: the facts of an outlet, files, changes; a key begins with its kind.
    made: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    # Blocks of pages, made once for each way in which an outlet is shown; see the pages.
    blocks: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    # Pages written once with gaps for what one person asked and got.
    outlines: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    _by_code: dict[str, OutletRecord] = field(default_factory=dict, repr=False)
    _lists: dict[tuple[str | None, str | None], tuple[OutletRecord, ...]] = field(
        default_factory=dict, repr=False
    )

    @classmethod
    def of(
        cls,
        *,
        number: int,
        read_at: datetime,
        changed_at: datetime,
        outlets: Iterable[OutletRecord],
        banks: Iterable[BankRecord],
        districts: Iterable[DistrictRecord],
        guides: Mapping[Service, tuple[GuideLine, ...]],
        calendar: Calendar,
        gazetteer: Gazetteer,
        maps: tuple[MapRecord, ...] = (),
        awaited: str = "",
    ) -> Snapshot:
        """Put records together and build what is derived from them."""
        ordered = tuple(sorted(outlets, key=lambda outlet: outlet.code))
        positioned = tuple(outlet for outlet in ordered if outlet.point is not None)
        by_bank = {bank.code: bank for bank in banks}
        return cls(
            number=number,
            read_at=read_at,
            changed_at=changed_at,
            outlets=ordered,
            banks=by_bank,
            districts={district.code: district for district in districts},
            guides=guides,
            calendar=calendar,
            gazetteer=gazetteer,
            maps=maps,
            awaited=awaited,
            positioned=positioned,
            unpositioned=tuple(outlet for outlet in ordered if outlet.point is None),
            tree=Tree([outlet.point for outlet in positioned if outlet.point is not None]),
            columns=Columns(positioned),
            is_sample=any(bank.is_sample for bank in by_bank.values()),
            _by_code={outlet.code: outlet for outlet in ordered},
        )

    def banks_by_post(self) -> list[BankRecord]:
        """Return the banks that take applications by post."""
        return [bank for bank in self.banks.values() if bank.mail_applications]

    def outlet(self, code: str) -> OutletRecord | None:
        """Return an outlet by its code, closed for good or not."""
        return self._by_code.get(code)

    def outlets_of(
        self, district: str | None = None, bank: str | None = None, today: date | None = None
    ) -> tuple[OutletRecord, ...]:
        """Return the outlets of a district, a bank or both in order of code, without those closed for good.

        An outlet that will close for good stands until the day from which it is closed.
        """
        if district not in {None, *self.districts} or bank not in {None, *self.banks}:
            return ()
        listed = self._lists.get((district, bank))
        if listed is None:
            listed = self._lists[district, bank] = tuple(
                outlet
                for outlet in self.outlets
                if district in {None, outlet.district.code} and bank in {None, outlet.bank.code}
            )
        day = today or datetime.now(SHANGHAI).date()
        return tuple(outlet for outlet in listed if not outlet.is_struck_off(day))
