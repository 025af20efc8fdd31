"""When outlets are open: the week, the national calendar and dated overrides, by one function for every view."""

from .calendar import Calendar, CalendarError
from .expression import HoursError
from .state import Cause, Interval, Override, Reason, State, Status
from .timetable import SHANGHAI, Timetable

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
]
