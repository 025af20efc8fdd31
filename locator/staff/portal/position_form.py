"""The form of a position: coordinates as they were copied, and where from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from locator.models import Outlet, Point
from locator.places import Datum, Gazetteer
from locator.places.datum import to_point, to_the_decimetre
from locator.places.pasted import LONGEST, Pasted, UnreadablePositionError, read_pasted
from locator.search.moving import Move, metres_to_district, move
from locator.search.records import DistrictRecord

from .facts_form import ListedErrors

# Farther than this from every known place of its district, somebody should look twice.
REMOTE_M = 3_000
ROUNDED_M = 30
DATUMS = (
    (Datum.GCJ02.value, gettext_lazy("Amap or Tencent map")),
    (Datum.BD09.value, gettext_lazy("Baidu map")),
    (Datum.WGS84.value, gettext_lazy("GPS, telephone, Tianditu, or the map below")),
)


class PositionForm(ListedErrors):
    """A new position; what about it should be looked at twice is asked, not refused."""

    pasted = forms.CharField(
        label=gettext_lazy("Coordinates"),
        help_text=gettext_lazy("Paste both numbers in either order, such as 121.6147, 38.9140."),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Paste the coordinates, or set the point on the map.")},
    )
    datum = forms.ChoiceField(
        label=gettext_lazy("Where are the coordinates from?"),
        help_text=gettext_lazy(
            "Maps in China shift their coordinates by some 500 metres, each in its own way."
        ),
        choices=DATUMS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose where the coordinates are from.")},
    )

    def __init__(self, data: Any = None, *, outlet: Outlet, gazetteer: Gazetteer) -> None:
        super().__init__(data)
        self.outlet = outlet
        self.gazetteer = gazetteer
        self.read: Pasted | None = None
        self.move: Move | None = None

    def clean_pasted(self) -> str:
        text: str = self.cleaned_data["pasted"]
        try:
            self.read = read_pasted(text)
        except UnreadablePositionError as error:
            raise forms.ValidationError(str(error)) from error
        return text

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.read is not None and "datum" in given:
            new = to_point(self.read.latitude, self.read.longitude, Datum(given["datum"]))
            found = move(point_of(self.outlet), to_the_decimetre(new), self.gazetteer)
            if found.district is None:
                self.add_error("pasted", _("This point is not in Dalian. Copy the coordinates again."))
            else:
                self.move = found
        return given

    def doubts(self, districts: Mapping[str, DistrictRecord]) -> list[str]:
        """Return what a person should look at twice before the position is kept."""
        assert self.move is not None
        assert self.read is not None
        own, doubts = self.outlet.district_id, []
        names = {"found": _name(districts.get(self.move.district or "")), "own": _name(districts.get(own))}
        if self.move.district != own:
            doubts.append(_("The places around this point are in %(found)s, the outlet in %(own)s.") % names)
        metres = metres_to_district(self.move.point, own, self.gazetteer)
        if metres is not None and metres > REMOTE_M:
            said = _("The nearest known place of %(own)s is %(kilometres)s km away.")
            doubts.append(said % (names | {"kilometres": f"{metres / 1000:.1f}"}))
        if self.read.rounding_m > ROUNDED_M:
            said = _("The numbers are rounded: the spot may lie %(metres)d metres from here.")
            doubts.append(said % {"metres": self.read.rounding_m})
        return doubts

    @property
    def values(self) -> dict[str, Any]:
        assert self.move is not None
        return {
            "latitude": self.move.point.latitude,
            "longitude": self.move.point.longitude,
            "position_source": Outlet.PositionSource.STAFF.value,
            "position_verified": True,
        }


def point_of(outlet: Outlet) -> Point | None:
    if outlet.latitude is None or outlet.longitude is None:
        return None
    return Point(outlet.latitude, outlet.longitude)


def _name(district: DistrictRecord | None) -> str:
    if district is None:
        return ""
    return district.name_en if (get_language() or "").startswith("en") else district.name
