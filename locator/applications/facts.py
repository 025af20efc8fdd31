"""What an application says of persons: one object, encrypted as a whole."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from .secrecy import decrypted, encrypted, fingerprint, fingerprints

if TYPE_CHECKING:
    from locator.models import MailApplication

PERSONAL, PHOTO, PERSON, TELEPHONE = "personal", "photo", "person", "telephone"


@dataclass(frozen=True, slots=True)
class PersonalFacts:
    """Everything personal but the photo; days are ISO text, and what does not apply is empty.

    ``valid_until`` is empty for a document that is valid without end. The guardian's fields are filled where
    the holder is a child.
    """

    name: str
    document: str
    number: str
    valid_until: str
    born: str
    sex: str
    phone: str
    recipient: str
    recipient_phone: str
    province: str
    city: str
    district: str
    address: str
    guardian_name: str = ""
    guardian_document: str = ""
    guardian_number: str = ""
    guardian_relation: str = ""
    guardian_phone: str = ""

    @property
    def who(self) -> str:
        """What tells that two applications are for one person: the document, whoever applies."""
        return f"{self.document}:{self.number}"


FIELDS = tuple(field.name for field in fields(PersonalFacts))


def sealed(facts: PersonalFacts) -> bytes:
    return encrypted(json.dumps(asdict(facts), ensure_ascii=False).encode(), PERSONAL)


def opened(application: MailApplication) -> PersonalFacts:
    """Return what an application says; raises ErasedError if it was erased, or UnreadableError."""
    if application.personal is None:
        raise ErasedError(application.reference)
    kept: dict[str, Any] = json.loads(decrypted(bytes(application.personal), PERSONAL))
    return PersonalFacts(**kept)


def person(facts: PersonalFacts) -> str:
    """Return the fingerprint of the holder under the newest key."""
    return fingerprint(facts.who, PERSON)


def persons(facts: PersonalFacts) -> list[str]:
    """Return the holder's fingerprint under each of the keys."""
    return fingerprints(facts.who, PERSON)


class ErasedError(LookupError):
    """What was personal in this application has been erased."""
