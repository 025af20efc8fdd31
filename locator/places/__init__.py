"""From what people type to a point in Dalian, with its precision and its radius."""

from .answer import Kind, NotFound, Origin, Precision, Remark, Suggestion, WhichPlace
from .coordinates import is_near_dalian, locate
from .datum import Datum, convert
from .entry import StaffPlace
from .gazetteer import Gazetteer
from .resolve import resolve
from .shape import Shape
from .tables import TableError

__all__ = [
    "Datum",
    "Gazetteer",
    "Kind",
    "NotFound",
    "Origin",
    "Precision",
    "Remark",
    "Shape",
    "StaffPlace",
    "Suggestion",
    "TableError",
    "WhichPlace",
    "convert",
    "is_near_dalian",
    "locate",
    "resolve",
]
