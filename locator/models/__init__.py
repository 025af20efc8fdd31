"""What exists: banks, districts, outlets, offers, hours, places."""

from .hours import CalendarDay, CalendarYear, HoursException
from .outlet import Bank, District, Offer, Outlet
from .place import Place
from .point import Point
from .service import ASKS_FOR_CARD_BANK, MAKES_A_CARD, Service
from .version import CatalogueVersion

__all__ = [
    "ASKS_FOR_CARD_BANK",
    "MAKES_A_CARD",
    "Bank",
    "CalendarDay",
    "CalendarYear",
    "CatalogueVersion",
    "District",
    "HoursException",
    "Offer",
    "Outlet",
    "Place",
    "Point",
    "Service",
]
