"""Where a place lies: coordinates as they were copied, or so many metres from a place that is known."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locator.models import Point
from locator.places import Datum, Gazetteer, Origin, WhichPlace, lines, resolve
from locator.places.datum import to_point, to_the_decimetre
from locator.places.normalise import LONGEST as LONGEST_TEXT
from locator.places.pasted import LONGEST, UnreadablePositionError, read_pasted
from locator.staff.portal.position_form import DATUMS

FARTHEST_M = 20_000


class PositionFields(forms.Form):
    """A position in one of two ways; ``point`` holds it once the form is clean."""

    pasted = forms.CharField(
        label=gettext_lazy("Coordinates"),
        help_text=gettext_lazy("Paste both numbers in either order, such as 121.6147, 38.9140."),
        max_length=LONGEST,
        required=False,
    )
    datum = forms.ChoiceField(
        label=gettext_lazy("Where are the coordinates from?"),
        help_text=gettext_lazy(
            "Maps in China shift their coordinates by some 500 metres, each in its own way."
        ),
        choices=DATUMS,
        widget=forms.RadioSelect,
        required=False,
    )
    from_place = forms.CharField(
        label=gettext_lazy("Or measured from a known place"),
        help_text=gettext_lazy("Its name, such as 西安路站. It counts where no coordinates are given."),
        max_length=LONGEST_TEXT,
        required=False,
    )
    north_m = forms.IntegerField(
        label=gettext_lazy("Metres north of it"),
        help_text=gettext_lazy("With a minus for south."),
        min_value=-FARTHEST_M,
        max_value=FARTHEST_M,
        required=False,
    )
    east_m = forms.IntegerField(
        label=gettext_lazy("Metres east of it"),
        help_text=gettext_lazy("With a minus for west."),
        min_value=-FARTHEST_M,
        max_value=FARTHEST_M,
        required=False,
    )

    def __init__(self, data: Any = None, *, gazetteer: Gazetteer, **options: Any) -> None:
        super().__init__(data, **options)
        self.gazetteer = gazetteer
        self.point: Point | None = None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("pasted"):
            self._read(given)
        elif given.get("from_place"):
            self._measure(given)
        elif "pasted" not in self.errors and "from_place" not in self.errors:
            said = _("Paste the coordinates, or say how far it is from a known place.")
            self.add_error("pasted", said)
        return given

    def district_of_place(self) -> str:
        """Return the district in which a known place is looked for first."""
        return ""

    def _read(self, given: dict[str, Any]) -> None:
        if not given.get("datum"):
            self.add_error("datum", _("Choose where the coordinates are from."))
            return
        try:
            read = read_pasted(given["pasted"])
        except UnreadablePositionError as error:
            self.add_error("pasted", str(error))
            return
        self.point = to_the_decimetre(to_point(read.latitude, read.longitude, Datum(given["datum"])))

    def _measure(self, given: dict[str, Any]) -> None:
        found = resolve(given["from_place"], self.gazetteer, self.district_of_place() or None)
        if isinstance(found, WhichPlace):
            self.add_error("from_place", _("Several places go by this name. Put its district before it."))
        elif not isinstance(found, Origin) or found.precision in {"town", "district"}:
            self.add_error("from_place", _("The site does not know this place. Take another near it."))
        elif "north_m" in given and "east_m" in given:
            self.point = moved(found.point, given["north_m"] or 0, given["east_m"] or 0)


def moved(point: Point, north: float, east: float) -> Point:
    """Return the point so many metres north and east of another, to the decimetre."""
    return to_the_decimetre(lines.moved(point, north, east))
