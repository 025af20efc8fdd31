"""Finding an application again: the reference and a second secret, and one answer for whatever is wrong."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from locator.models import MailApplication
from locator.models.references import read_reference

from .facts import PersonalFacts, opened, sealed
from .identity import tidy_number
from .rules import as_facts
from .submit import REFERENCE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST = 4
# Read like any other where there is no application, so that the answer takes as long.
NOBODY = as_facts({"number": "-" * 18, "phone": "-" * 11})
# One sentence for a wrong reference, a wrong secret and what has been erased.
NOT_FOUND = _(
    "No application fits these two. Look at the receipt or at our message. Some months after its end, or "
    "when you asked for it, an application is erased."
)


def find_again(reference: str, secret: str) -> MailApplication | None:
    """Return the application of a reference, if the secret ends its document's or its telephone's number.

    A wrong reference, a wrong secret and an application that was erased are one answer, after the same work.
    """
    plain = read_reference(reference, REFERENCE_LENGTH)
    found = MailApplication.objects.select_related("bank").filter(reference=plain, redacted_at=None).first()
    facts = opened(found or MailApplication(personal=sealed(NOBODY)))
    given = tidy_number(secret).encode()
    # Both are compared, whatever the first one says.
    fits = [hmac.compare_digest(expected.encode(), given) for expected in _secrets(facts)]
    return found if found is not None and any(fits) else None


def _secrets(facts: PersonalFacts) -> Iterator[str]:
    yield facts.number[-LAST:]
    yield facts.phone[-LAST:]
