"""What the database holds afterwards, beside what the people were shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """One application of the database: whose it is, and how often it was told of."""

    person: str
    reference: str
    events: int
    messages: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What is wrong, and whose application was taken though the receipt never reached them."""

    wrong: list[str]
    receipts: int
    without_receipt: int

    def __str__(self) -> str:
        said = f"{self.receipts} receipts, each in the database once"
        if self.without_receipt:
            said += f"; {self.without_receipt} more taken, whose receipt was not fetched before the end"
        return "; ".join(self.wrong) or said


def audited(
    rows: Iterable[Kept], receipts: Mapping[str, Set[str]], pressed: Set[str], stray: int = 0
) -> Audit:
    """Hold what is kept against what was shown; ``pressed`` are those who sent at least once."""
    listed = list(rows)
    of_person = Counter(row.person for row in listed)
    references = {row.person: row.reference for row in listed}
    wrong = [
        *(f"{person} has {len(shown)} receipts" for person, shown in receipts.items() if len(shown) != 1),
        *(
            f"the receipt {reference} is not in the database"
            for person, shown in receipts.items()
            for reference in shown
            if references.get(person) != reference
        ),
        *(f"{person} is in the database {times} times" for person, times in of_person.items() if times > 1),
        *(f"{row.reference} has {row.events} events" for row in listed if row.events != 1),
        *(f"{row.reference} has {row.messages} messages" for row in listed if row.messages != 1),
        *(f"{row.reference} was sent by nobody" for row in listed if row.person not in pressed),
        *([f"{stray} messages tell of no application"] if stray else []),
    ]
    return Audit(wrong, sum(map(len, receipts.values())), len(set(of_person) - set(receipts)))
