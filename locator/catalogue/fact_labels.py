"""What the facts of an outlet are called, in the order in which pages and tables show them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

OUTLET_LABELS = {
    "bank": _("Bank"),
    "name": _("Name"),
    "name_en": _("Name in English"),
    "district": _("District"),
    "functional_area": _("Functional area"),
    "town": _("Town or subdistrict"),
    "address": _("Address"),
    "address_en": _("Address in English"),
    "landmark_note": _("How to find it"),
    "landmark_note_en": _("How to find it, in English"),
    "phones": _("Telephone numbers"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "position_source": _("Where the position is from"),
    "position_verified": _("Position verified"),
    "hours": _("Opening hours"),
    "card_hours": _("Hours for card matters"),
    "status": _("Open or closed"),
    "status_from": _("Out of service from"),
    "status_until": _("Out of service until"),
    "status_reason": _("Reason"),
    "status_reason_en": _("Reason in English"),
    "instant_issue": _("Makes cards on the spot"),
    "second_generation": _("Second-generation cards"),
    "third_generation": _("Third-generation cards"),
    "machine_down_since": _("Card machine down since"),
    "cards_in_stock": _("Blank cards in stock"),
    "step_free": _("Step-free access"),
    "low_counter": _("Low counter"),
    "hearing_loop": _("Hearing loop"),
    "accessible_parking": _("Accessible parking"),
    "notice": _("Notice"),
    "notice_en": _("Notice in English"),
    "notice_until": _("Notice shown until"),
    "source": _("Source"),
    "verified_on": _("Verified on"),
    "checked_on": _("Report last looked into on"),
}

OFFER_LABELS = {
    "available": _("Offered here"),
    "suspended_from": _("Suspended from"),
    "suspended_until": _("Suspended until"),
    "suspension_reason": _("Reason of the suspension"),
    "suspension_reason_en": _("Reason of the suspension, in English"),
    "hours": _("Own hours"),
    "cards": _("Whose cards"),
    "who": _("Who may come"),
    "note": _("Remark"),
    "note_en": _("Remark in English"),
}
