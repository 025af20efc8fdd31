"""The texts that are agreed to, and the version of them that holds.

What is handed on is agreed to apart, and names who gets it (Personal Information Protection Law, article 23).
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

CONSENTS = ("notice", "bank", "courier", "child")
# A change of the words below or in templates/apply/notice.html is a new version; a test sees to it.
CONSENT_VERSION = "2026-11-26"
LABELS = {
    "notice": _("I have read what happens with these data and agree to it."),
    "bank": _("I agree that these data are handed to %(bank)s, to make the card."),
    "courier": _(
        "I agree that name, telephone and address are handed to EMS (China Postal Express & Logistics), "
        "to deliver it."
    ),
    "child": _("As the guardian I agree to the use of the child’s data, who is younger than %(age)s."),
}


def agreement(consent: str, *, bank: str) -> str:
    """Return the sentence that is agreed to, with the name of the chosen bank."""
    return str(LABELS[consent]) % {"bank": bank, "age": settings.CHILD_DATA_BELOW_AGE}
