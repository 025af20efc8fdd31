"""Numbers that belong to a person, which nobody needs to write to say what is wrong with an outlet."""

from __future__ import annotations

import re
import unicodedata

BETWEEN = r"[ -]?"
# The digits of a number may stand in the groups in which people write it. Two telephone numbers of an
# outlet beside each other are eight and eight digits, so a card's sixteen count in fours or in one piece.
PERSONAL = re.compile(
    rf"""(?<!\d)(?:
        \d{{6}}{BETWEEN}\d{{8}}{BETWEEN}\d{{3}}[\dXx]               # an identity number
      | \d{{15,19}}                                                 # an old one; a bank card
      | \d{{4}}(?:[ -]\d{{4}}){{3}}(?:[ -]?\d{{3}})?                # a bank card in fours
      | (?:86{BETWEEN})?1[3-9]\d{BETWEEN}\d{{4}}{BETWEEN}\d{{4}}    # a mobile telephone
    )(?!\d)""",
    re.VERBOSE | re.ASCII,
)


def names_a_person(text: str) -> bool:
    """Tell whether a text holds what looks like an identity, card or mobile number, in any form of digits."""
    return PERSONAL.search(unicodedata.normalize("NFKC", text)) is not None
