"""What exists: banks, districts, outlets, offers, hours, places, and those who keep them."""

from .act import Act, PartOfAct
from .bank import Bank, District
from .guide import GuideEntry
from .hours import CalendarDay, CalendarYear, HoursException
from .limit import RateCounter
from .outlet import Offer, Outlet
from .place import Place
from .point import Point
from .proposal import Proposal, Upload
from .report import Report, SearchCount, Visit
from .service import ASKS_FOR_CARD_BANK, MAKES_A_CARD, Service
from .staff import Invitation, Role, StaffEvent, StaffMember
from .version import CatalogueVersion

__all__ = [
    "ASKS_FOR_CARD_BANK",
    "MAKES_A_CARD",
    "Act",
    "Bank",
    "CalendarDay",
    "CalendarYear",
    "CatalogueVersion",
    "District",
    "GuideEntry",
    "HoursException",
    "Invitation",
    "Offer",
    "Outlet",
    "PartOfAct",
    "Place",
    "Point",
    "Proposal",
    "RateCounter",
    "Report",
    "Role",
    "SearchCount",
    "Service",
    "StaffEvent",
    "StaffMember",
    "Upload",
    "Visit",
]
