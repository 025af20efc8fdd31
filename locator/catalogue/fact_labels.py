"""The facts of an outlet in the order in which pages and tables show them, called as the models call them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from locator.models import Offer, Outlet

if TYPE_CHECKING:
    from django.db.models import Model

OUTLET_FACTS = (
    "bank",
    "name",
    "name_en",
    "district",
    "functional_area",
    "town",
    "address",
    "address_en",
    "landmark_note",
    "landmark_note_en",
    "phones",
    "latitude",
    "longitude",
    "position_source",
    "position_verified",
    "hours",
    "card_hours",
    "status",
    "status_from",
    "status_until",
    "status_reason",
    "status_reason_en",
    "instant_issue",
    "second_generation",
    "third_generation",
    "machine_down_since",
    "cards_in_stock",
    "step_free",
    "low_counter",
    "hearing_loop",
    "accessible_parking",
    "notice",
    "notice_en",
    "notice_until",
    "remark",
    "source",
    "verified_on",
    "checked_on",
)
OFFER_FACTS = (
    "available",
    "suspended_from",
    "suspended_until",
    "suspension_reason",
    "suspension_reason_en",
    "hours",
    "cards",
    "who",
    "note",
    "note_en",
)


def _labels(model: type[Model], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: model._meta.get_field(name).verbose_name for name in names}  # type: ignore[union-attr]


OUTLET_LABELS = _labels(Outlet, OUTLET_FACTS)
OFFER_LABELS = _labels(Offer, OFFER_FACTS)
