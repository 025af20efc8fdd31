"""What exists: banks, districts, outlets, offers, hours, places, and those who keep them."""

from .act import Act, PartOfAct
from .application import ApplicationBatch, ApplicationEvent, DocumentKind, MailApplication, Sex, State
from .bank import Bank, District
from .draft import ApplicationDraft, PhoneProof
from .geocoded import GeocodedAddress
from .guide import GuideEntry
from .hours import CalendarDay, CalendarYear, HoursException
from .limit import RateCounter
from .message import OutgoingMessage
from .outlet import Offer, Outlet
from .place import Place
from .point import Point
from .proposal import Proposal, Upload
from .report import Report, SearchCount, Visit
from .service import ASKS_FOR_CARD_BANK, MAKES_A_CARD, Service
from .staff import Invitation, Role, StaffEvent, StaffMember
from .street_map import MapBorder, MapDoor, MapPlace, StreetMap, StreetMapImport
from .version import CatalogueVersion

__all__ = [
    "ASKS_FOR_CARD_BANK",
    "MAKES_A_CARD",
    "Act",
    "ApplicationBatch",
    "ApplicationDraft",
    "ApplicationEvent",
    "Bank",
    "CalendarDay",
    "CalendarYear",
    "CatalogueVersion",
    "District",
    "DocumentKind",
    "GeocodedAddress",
    "GuideEntry",
    "HoursException",
    "Invitation",
    "MailApplication",
    "MapBorder",
    "MapDoor",
    "MapPlace",
    "Offer",
    "OutgoingMessage",
    "Outlet",
    "PartOfAct",
    "PhoneProof",
    "Place",
    "Point",
    "Proposal",
    "RateCounter",
    "Report",
    "Role",
    "SearchCount",
    "Service",
    "Sex",
    "StaffEvent",
    "StaffMember",
    "State",
    "StreetMap",
    "StreetMapImport",
    "Upload",
    "Visit",
]
