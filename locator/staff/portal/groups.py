"""The facts of an outlet in the groups in which staff look at them and change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from locator.catalogue.facts import FOUR_EYES
from locator.models import Outlet, Service

OFFERED = ("available", "cards", "who", "note", "note_en")
SUSPENDED = ("suspended_from", "suspended_until", "suspension_reason", "suspension_reason_en")


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that are changed on one page; ``always`` is set with them, ``required`` may not stay empty."""

    slug: str
    title: str | Promise
    facts: tuple[str, ...]
    says: str | Promise = ""
    always: Mapping[str, Any] = field(default_factory=dict)
    required: frozenset[str] = frozenset()

    @property
    def waits(self) -> bool:
        """Tell whether some of it waits for a second person."""
        return not FOUR_EYES.isdisjoint(self.facts)


CONTACT = Group("contact", _("Telephone and how to find it"), ("phones", "landmark_note", "landmark_note_en"))
ADDRESS = Group(
    "address",
    _("Name and address"),
    ("name", "name_en", "district", "functional_area", "town", "address", "address_en"),
    required=frozenset({"name", "district", "address"}),
)
SERVICES = Group(
    "services",
    _("What is done here"),
    tuple(f"{service}.{fact}" for service in Service for fact in OFFERED),
)
ACCESSIBILITY = Group(
    "accessibility",
    _("Accessibility"),
    ("step_free", "low_counter", "hearing_loop", "accessible_parking"),
    _("Choose “Not known” where nobody has looked; residents are told so."),
)
CARDS = Group(
    "cards",
    _("Cards made here"),
    ("machine_down_since", "cards_in_stock", "instant_issue", "second_generation", "third_generation"),
    _("While the machine is down or cards are out, applying and replacing are not offered here."),
)
NOTICE = Group(
    "notice",
    _("Notice to residents"),
    ("notice", "notice_en", "notice_until"),
    _("It stands at the top of the outlet's page until its last day. Empty the text to take it away."),
)
REMARK = Group("remark", _("Remark for colleagues"), ("remark",), _("Residents never see it."))
SUSPENSION = Group(
    "suspension",
    _("Suspend the outlet"),
    ("status_from", "status_until", "status_reason", "status_reason_en"),
    _("From the first day to the last, residents are sent to other outlets and told the reason."),
    {"status": Outlet.Status.SUSPENDED.value},
    frozenset({"status_from", "status_reason"}),
)


def suspension_of(service: Service) -> Group:
    facts = tuple(f"{service}.{fact}" for fact in SUSPENDED)
    return Group(
        f"suspend-{service}",
        _("Suspend a service"),
        facts,
        _("From the first day to the last, this service is not offered here, and residents see why."),
        required=frozenset({f"{service}.suspended_from", f"{service}.suspension_reason"}),
    )


# What an outlet's page shows, in this order; the two ways of suspending stand beside their facts.
SHOWN = (CARDS, NOTICE, CONTACT, SERVICES, ADDRESS, ACCESSIBILITY, REMARK)
GROUPS = {group.slug: group for group in (*SHOWN, SUSPENSION, *map(suspension_of, Service))}
GROUP_OF = {fact: group for group in GROUPS.values() for fact in group.facts}


def fields_of_ending(what: str) -> dict[str, Any]:
    """Return the facts that end a suspension: of the outlet, or of one service."""
    if what == "outlet":
        return {"status": Outlet.Status.OPEN.value}
    service = Service(what)
    return {f"{service}.suspended_from": None, f"{service}.suspended_until": None}
