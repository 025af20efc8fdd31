"""What the offline pages say: every sentence of theirs, translated here, with room for what goes in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from locator.models import ASKS_FOR_CARD_BANK, MAKES_A_CARD, Service
from locator.public.words import MARKS, SOON
from locator.search.answer import Why
from locator.search.walking import DETOUR_FACTOR, METRES_A_MINUTE, SHOWN_UP_TO_M
from locator.search.wording import DIRECTIONS, SENTENCES

from .hours import STATES


def words() -> dict[str, Any]:
    """Return the words of the active language for the script, and the few numbers that go with them."""
    return {
        "age": _age(),
        "state": _states(),
        "distance": _distances(),
        "list": _lists(),
        "outlet": _outlets(),
        "near": _near(),
        "services": [[service.value, str(service.label)] for service in Service],
        "makes_a_card": [service.value for service in Service if service in MAKES_A_CARD],
        "asks_card_bank": [service.value for service in Service if service in ASKS_FOR_CARD_BANK],
    }


def _age() -> dict[str, str]:
    return {
        "today": _("Data of %(day)s, today."),
        "one": _days_old(1),
        "many": _days_old(2),
        "offline": _("You are offline. %(age)s"),
        "unreached": _("The page could not be fetched. This is what has been kept on this device."),
        "again": _("Try the page again"),
        "expired": _(
            "The opening hours that were kept have run out. Connect to a network once to renew them."
        ),
        "changed": _("The list of outlets was last changed on %(when)s."),
        "clock": _("This device’s clock is set to a day before the data. Please look at its date."),
    }


def _days_old(days: int) -> str:
    return ngettext("Data of %(day)s, %(days)s day old.", "Data of %(day)s, %(days)s days old.", days)


def _states() -> dict[str, Any]:
    return {
        "marks": [list(MARKS[state]) for state in STATES],
        "soon": list(SOON),
        "open_until": _("Open until %(time)s"),
        "open_until_unknown": _("Open until %(time)s, not known after that"),
        "opens": _("%(what)s, opens %(time)s"),
        "closed_until_unknown": _("%(what)s, not known after %(time)s"),
        "tomorrow": _("tomorrow %(clock)s"),
        "unknown": _("Not known, please call first"),
        "plain_week": _("; these are the hours of a plain week"),
    }


def _distances() -> dict[str, Any]:
    return {
        "near": _("less than 10 metres"),
        "metres": _("%(metres)d metres").replace("%(metres)d", "%(metres)s"),
        "kilometres": _("%(kilometres)s kilometres"),
        "directions": {key: str(name) for key, name in DIRECTIONS.items()},
        "on_foot": [_on_foot(1), _on_foot(2)],
        "metres_a_minute": METRES_A_MINUTE / DETOUR_FACTOR,
        "walked_up_to": SHOWN_UP_TO_M,
        "island": _("on an island: a ferry is needed, unless you are there already"),
        "none": _("Its position is not known, so neither is the distance. Please see the address."),
    }


def _on_foot(minutes: int) -> str:
    return ngettext("about %(minutes)s minute on foot", "about %(minutes)s minutes on foot", minutes)


def _lists() -> dict[str, Any]:
    return {
        "outlets": [_count(1), _count(2)],
        "back": _("All outlets"),
        "home": _("All that is kept"),
        "search": _("Search by name, bank or address"),
        "none": _("No outlet is listed here."),
        "districts": _("By district"),
        "banks": _("By bank"),
        "guides": _("How-to guides"),
        "gone": _("This is not among what is kept on this device."),
        "comma": _(", "),
    }


def _count(outlets: int) -> str:
    return ngettext("%(count)s outlet", "%(count)s outlets", outlets)


def _outlets() -> dict[str, Any]:
    return {
        "notice": _("Notice of this outlet:"),
        "coming": _("The coming days"),
        "days_hours": [_("Day"), _("Card matters")],
        "today": _("today"),
        "way": _("How to get there"),
        "address": _("Address"),
        "telephone": _("Telephone"),
        "no_phone": _("Not known; ask 12333:"),
        "position": _("Position"),
        "no_position": _("Not known yet. Please go by the address."),
        "unsure": _("Not checked on the spot yet; the address is what counts."),
        "cards": _("Cards made here"),
        "accessibility": _("Accessibility"),
        "access": [_("Step-free access"), _("Low counter"), _("Hearing loop"), _("Accessible parking")],
        "yes": _("Yes"),
        "no": _("No"),
        "not_known": _("Not known"),
        "done_here": _("What can be done here"),
        "not_offered": _("Not offered here"),
        "own_bank": _("This bank's cards only"),
        "any_bank": _("Any bank's card"),
        "proxy": _("The holder or a proxy"),
        "in_person": _("The holder in person"),
        "own_hours": _("Own hours"),
        "bring": _("What to bring"),
        "guide": _("Guide: %(service)s"),
        "ask": _("Ask 12333"),
        "call": _("Call %(phone)s"),
        "call_first": _(
            "Report the loss by telephone first; there is no need to go to an outlet before that."
        ),
        "no_guide": _("Nothing has been written down for this service yet."),
        "verified": _("Verified on %(when)s"),
        "unverified": _("Not verified yet"),
        "source": _("Source:"),
        "colon": _(": "),
    }


def _near() -> dict[str, Any]:
    return {
        "title": _("Nearest to my position"),
        "service": _("What do you need?"),
        "any": _("Anything"),
        "card_bank": _("Which bank is on your card?"),
        "any_card": _("I do not know"),
        "ask": _("Show the nearest"),
        "help": _("It is worked out on this device. Your position is sent to nobody and kept nowhere."),
        "waiting": _("Asking your device for its position…"),
        "denied": _("Your device did not allow it. Please look in the list by district."),
        "failed": _("Your device could not tell its position. Please look in the list by district."),
        "accuracy": _("Your device knows its position to within about %(distance)s."),
        "straight": _("Distances are straight lines."),
        "none": _("No outlet that is kept does this now. Please ask 12333."),
        "left_out": _("Nearer, but left out"),
        "not_offered": str(SENTENCES[Why.SERVICE_NOT_OFFERED]),
        "own_bank": str(SENTENCES[Why.OWN_BANK_ONLY]),
        "more": _("Show more"),
    }
