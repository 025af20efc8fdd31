"""The words of a message: what happened, the reference, and nothing about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from locator.models.references import spelled

SENTENCES = {
    "code": _("Your code is %(code)s. It holds for ten minutes; give it to nobody, not even to the bank."),
    "submitted": _("Application %(reference)s has been received. Follow it with this reference."),
    "needs-correction": _(
        "Application %(reference)s: something is to be corrected. Please look it up with the reference."
    ),
    "accepted": _("Application %(reference)s has been accepted. The card will be made."),
    "making": _("Application %(reference)s: the card is being made."),
    "posted": _("Application %(reference)s: the card is in the post."),
    "delivered": _(
        "Application %(reference)s: the card has been delivered. Activate it at an outlet of its bank."
    ),
    "failed": _("Application %(reference)s: making the card did not work. The bank makes it again."),
    "returned": _(
        "Application %(reference)s: the card could not be delivered. "
        "Look it up with the reference and enter the address anew."
    ),
    "rejected": _("Application %(reference)s was not accepted. Look up the reason with the reference."),
    "changed": _(
        "Application %(reference)s: the postal address has been changed. If you did not do that, call 12333."
    ),
    "corrected": _("Application %(reference)s: your correction has been received."),
    "erased": _("Application %(reference)s: your data have been erased."),
    "withdrawn": _("Application %(reference)s has been withdrawn."),
}


def words(topic: str, *, language: str, reference: str = "", code: str = "") -> str:
    """Return the text of a message; raises KeyError for a topic that there is not."""
    with override(language):
        return str(SENTENCES[topic]) % {"reference": spelled(reference), "code": code}
