"""Telephone numbers as they are dialled in Dalian."""

import phonenumbers

# National short numbers that need no area code: the social security line and the city's own line.
SERVICE_LINES = frozenset({"12333", "12345"})


def is_phone(number: str) -> bool:
    """Tell whether a number can be dialled: a line with area code, a mobile, 955xx or a service line."""
    if number in SERVICE_LINES or (
        len(number) == 5 and number.isascii() and number.isdigit() and number[:3] == "955"
    ):
        return True
    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed)
