"""The table of services: six rows an outlet, with hours, conditions and suspensions of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from locator.hours import Override
from locator.models import Service
from locator.search.records import OfferRecord, OutletRecord

from .columns import Column, Value


class OfferRow(NamedTuple):
    """One service at one outlet, and the suspension that holds or comes next."""

    outlet: OutletRecord
    offer: OfferRecord
    suspension: Override | None


def offer_rows(outlets: Iterable[OutletRecord], today: date) -> Iterable[OfferRow]:
    """Return six rows an outlet."""
    for outlet in outlets:
        for service in Service:
            offer = outlet.offers[service]
            coming = (each for each in offer.suspensions if each.last_day is None or each.last_day >= today)
            yield OfferRow(outlet, offer, min(coming, key=lambda each: each.first_day, default=None))


def _suspension(say: Callable[[Override], Value]) -> Callable[[OfferRow], Value]:
    return lambda row: say(row.suspension) if row.suspension else None


SERVICES: tuple[Column[OfferRow], ...] = (
    Column("outlet_code", _("The outlet's code"), lambda row: row.outlet.code),
    Column("sample", _("yes: the outlet is fictional"), lambda row: row.outlet.bank.is_sample),
    Column(
        "service", _("apply, activate, pin, report-loss, cancel-loss or replace"),
        lambda row: row.offer.service.value,
    ),
    Column("available", _("It belongs to what this outlet does"), lambda row: row.offer.available),
    Column(
        "hours", _("When it is done, in OpenStreetMap's opening_hours syntax"),
        lambda row: row.offer.timetable.expression,
    ),
    Column("own_bank_only", _("For this bank's own cards only"), lambda row: row.offer.own_bank_only),
    Column("proxy_allowed", _("Somebody else may come for the holder"), lambda row: row.offer.proxy_allowed),
    Column("note", _("Remark in Chinese"), lambda row: row.offer.note),
    Column("note_en", _("Remark in English"), lambda row: row.offer.note_en),
    Column(
        "suspended_from", _("The first day of the suspension that holds or comes next"),
        _suspension(lambda one: one.first_day.isoformat() if one.first_day.year > 1900 else None),
    ),
    Column(
        "suspended_until", _("Its last day; empty: until further notice"),
        _suspension(lambda one: one.last_day.isoformat() if one.last_day else None),
    ),
    Column(
        "suspension_cause", _("suspended, machine or struck-off"),
        _suspension(lambda one: one.reason.cause.value),
    ),
    Column("suspension_reason", _("Why, in Chinese"), _suspension(lambda one: one.reason.text)),
    Column("suspension_reason_en", _("Why, in English"), _suspension(lambda one: one.reason.text_en)),
)  # fmt: skip
