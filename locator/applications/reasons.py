"""Why something is to be corrected or was not accepted: lists, so that nobody writes about a person."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(NamedTuple):
    """The words that the applicant reads, and the fields that are to be corrected."""

    words: str | Promise
    fields: tuple[str, ...] = ()


CORRECTIONS = {
    "photo": Reason(_("The photo does not show the face clearly enough. Upload another."), ("photo",)),
    "photo-person": Reason(_("The photo does not fit the document. Upload another."), ("photo",)),
    "name": Reason(_("The name is not the one in the document."), ("name",)),
    # Day of birth and sex follow from most numbers, so they are corrected with it.
    "number": Reason(_("The number is not the one in the document."), ("number", "born", "sex")),
    "validity": Reason(_("The document is no longer valid, or its last day is wrong."), ("valid_until",)),
    "guardian": Reason(
        _("What is said of the guardian does not fit."),
        ("guardian_name", "guardian_document", "guardian_number", "guardian_relation", "guardian_phone"),
    ),
    "address": Reason(
        _("The postal address is not complete, down to the door."),
        ("province", "city", "district", "address"),
    ),
    "phone": Reason(_("Nobody answers at the telephone number."), ("recipient_phone",)),
}
REJECTIONS = {
    "not-this-person": Reason(_("Somebody else applied in this name.")),
    "has-a-card": Reason(_("There is a valid card already. For a replacement apply anew and choose that.")),
    "not-insured": Reason(_("No social insurance was found for this person. Please ask 12333.")),
    "counter": Reason(_("This can only be done at a counter. Please bring the document to an outlet.")),
    "not-corrected": Reason(_("What was to be corrected was not corrected in time.")),
    "undeliverable": Reason(_("The card could not be delivered. Please fetch it at an outlet of the bank.")),
}
