"""When outlets are open: the week, the national calendar and dated overrides, laid over one another."""

from .calendar import Calendar, CalendarError
from .expression import HoursError
from .state import Cause, Interval, Override, Reason, State, Status, departure
from .timetable import SHANGHAI, Timetable
from .words import calendar_note, describe, is_soon, reason_in_words, when

__all__ = [
    "SHANGHAI",
    "Calendar",
    "CalendarError",
    "Cause",
    "HoursError",
    "Interval",
    "Override",
    "Reason",
    "State",
    "Status",
    "Timetable",
    "calendar_note",
    "departure",
    "describe",
    "is_soon",
    "reason_in_words",
    "when",
]
