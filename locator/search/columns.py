"""What can be filtered without looking at a record: one number a positioned outlet and property."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from locator.hours import Timetable
from locator.models import Service

from .criteria import Criteria, Generation
from .records import OutletRecord

Mask = NDArray[np.bool_]
Numbers = NDArray[np.intp]
BIT = {service: 1 << number for number, service in enumerate(Service)}
# Kept masks are bounded: at a million outlets each takes a megabyte.
MASKS_KEPT = 32


class Columns:
    """Numbers instead of records, for filters that reject nearly everything."""

    def __init__(self, outlets: Sequence[OutletRecord]) -> None:
        self._banks = {code: n for n, code in enumerate(sorted({one.bank.code for one in outlets}))}
        self._districts = {code: n for n, code in enumerate(sorted({one.district.code for one in outlets}))}

        def column(value: Callable[[OutletRecord], int], kind: type) -> NDArray[np.int64]:
            return np.fromiter((value(one) for one in outlets), kind, len(outlets))

        self._bank = column(lambda one: self._banks[one.bank.code], np.int16)
        self._district = column(lambda one: self._districts[one.district.code], np.int16)
        self._offered = column(lambda one: _bits(one, own_bank_only=False), np.uint8)
        self._own_bank_only = column(lambda one: _bits(one, own_bank_only=True), np.uint8)
        self._made = column(
            lambda one: (
                one.second_generation * Generation.SECOND.bit + one.third_generation * Generation.THIRD.bit
            ),
            np.uint8,
        )
        self._step_free = column(lambda one: one.step_free is True, np.uint8)
        self.timetables, self._hours = _hours(outlets)
        self._kept: dict[tuple[object, ...], Mask] = {}

    def allowing(self, criteria: Criteria) -> Mask | None:
        """Return which outlets meet everything but the time; None where nothing was asked."""
        key = criteria.lasting()
        if not any(key):
            return None
        mask = self._kept.get(key)
        if mask is None:
            if len(self._kept) >= MASKS_KEPT:
                self._kept = {}
            mask = self._kept[key] = self._evaluate(criteria)
        return mask

    def keeping_hours(
        self, numbers: Numbers, service: Service | None, fits: Callable[[Timetable], bool]
    ) -> Mask:
        """Return which of some outlets keep hours that fit; asks once for each timetable among them."""
        hours = self._hours[service][numbers]
        among = np.zeros(len(self.timetables), np.bool_)
        among[hours] = True
        fitting = np.zeros(len(self.timetables), np.bool_)
        for number in among.nonzero()[0].tolist():
            fitting[number] = fits(self.timetables[number])
        found: Mask = fitting[hours]
        return found

    def _evaluate(self, asked: Criteria) -> Mask:
        mask: Mask = np.ones(len(self._bank), np.bool_)
        if asked.bank is not None:
            mask &= self._bank == self._banks.get(asked.bank, -1)
        if asked.district is not None:
            mask &= self._district == self._districts.get(asked.district, -1)
        if asked.service is not None:
            mask &= (self._offered & BIT[asked.service]) != 0
            if asked.card_bank is not None:
                for_any = (self._own_bank_only & BIT[asked.service]) == 0
                mask &= for_any | (self._bank == self._banks.get(asked.card_bank, -1))
        if asked.generation is not None:
            mask &= (self._made & asked.generation.bit) != 0
        if asked.step_free:
            mask &= self._step_free != 0
        return mask


def _hours(
    outlets: Sequence[OutletRecord],
) -> tuple[list[Timetable], dict[Service | None, NDArray[np.int32]]]:
    """Return the distinct timetables, and the number of each outlet's for each service and for none."""
    numbers: dict[Timetable, int] = {}
    asked: list[Service | None] = [None, *Service]
    hours = {
        service: np.fromiter(
            (numbers.setdefault(one.hours_of(service), len(numbers)) for one in outlets),
            np.int32,
            len(outlets),
        )
        for service in asked
    }
    return list(numbers), hours


def _bits(outlet: OutletRecord, *, own_bank_only: bool) -> int:
    return sum(
        BIT[offer.service]
        for offer in outlet.offers.values()
        if (offer.own_bank_only if own_bank_only else offer.available)
    )
