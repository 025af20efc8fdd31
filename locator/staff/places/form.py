"""The forms of a place; what its facts may be, the catalogue's own rules say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from locator.catalogue.place_facts import USUAL_RADIUS_M, PlaceFacts
from locator.models import Place
from locator.places import Gazetteer
from locator.staff.portal.facts_form import ListedErrors
from locator.staff.portal.fields import FILL_IN

from .position import PositionFields

WHERE_FROM = {
    "label": gettext_lazy("Where do you know it from?"),
    "help_text": gettext_lazy("Such as: looked at on the spot, the list of a district, a resident asked."),
    "max_length": 200,
    "error_messages": FILL_IN,
}


class OneALine(forms.CharField):
    """Names, one a line, blanks dropped."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return tuple(line for raw in str(value or "").splitlines() if (line := raw.strip()))


class PlaceErrors(ListedErrors):
    """Puts what the catalogue refused about a place beside the fields of its form."""

    def refuse(self, errors: Mapping[str, list[str]]) -> None:
        for field, said in errors.items():
            beside = {"position": "pasted"}.get(field, field)
            self.add_error(beside if beside in self.fields else None, said)


class NamesForm(PlaceErrors):
    """More names for a place."""

    aliases = OneALine(
        label=gettext_lazy("More names"),
        help_text=gettext_lazy("As residents say or write them, one a line."),
        error_messages=FILL_IN,
    )
    source = forms.CharField(**WHERE_FROM)


class RetireForm(PlaceErrors):
    """Why a place goes, or comes back."""

    source = forms.CharField(**WHERE_FROM)


class PlaceForm(PositionFields, PlaceErrors):
    """All of a place; of one that stands already, name and district say which it is and are not asked."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, error_messages=FILL_IN)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Place.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one from the list.")},
    )
    district = forms.ChoiceField(
        label=gettext_lazy("District"),
        error_messages={"required": gettext_lazy("Choose one from the list.")},
    )
    aliases = OneALine(
        label=gettext_lazy("Other names"),
        help_text=gettext_lazy("As residents say or write them, one a line."),
        required=False,
    )
    radius_m = forms.IntegerField(
        label=gettext_lazy("Radius in metres"),
        help_text=gettext_lazy(
            "How far the true spot may lie from the point. Left empty: 300 for a landmark, 400 for a "
            "station, 500 for an estate, 1500 for a road, 3000 for a town."
        ),
        required=False,
    )
    source = forms.CharField(**WHERE_FROM)
    field_order = (
        "name",
        "kind",
        "district",
        "aliases",
        "pasted",
        "datum",
        "from_place",
        "north_m",
        "east_m",
    )

    def __init__(
        self, data: Any = None, *, gazetteer: Gazetteer, before: PlaceFacts | None = None, initial: Any = None
    ) -> None:
        super().__init__(data, gazetteer=gazetteer, initial=initial or _initial(before))
        self.before = before
        if before is not None:
            del self.fields["name"], self.fields["district"]
            return
        english = (get_language() or "").startswith("en")
        districts = sorted(gazetteer.districts.items())
        self.fields["district"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")), *((code, each.name_en if english else each.name) for code, each in districts)
        ]  # fmt: skip

    @property
    def facts(self) -> PlaceFacts:
        """The place as it was typed; asked of a form that is valid."""
        given, before = self.cleaned_data, self.before
        assert self.point is not None
        return PlaceFacts(
            name=before.name if before else given["name"],
            kind=given["kind"],
            district=before.district if before else given["district"],
            aliases=given["aliases"],
            point=self.point,
            radius_m=USUAL_RADIUS_M[given["kind"]] if given["radius_m"] is None else given["radius_m"],
            source=given["source"],
            retired=before.retired if before else False,
        )

    def district_of_place(self) -> str:
        return self.before.district if self.before else str(self.data.get("district", ""))


def _initial(before: PlaceFacts | None) -> dict[str, Any]:
    if before is None:
        return {}
    return {
        "kind": before.kind,
        "aliases": before.aliases,
        "pasted": f"{before.point.latitude:.6f}, {before.point.longitude:.6f}",
        "datum": "wgs84",
        "radius_m": before.radius_m,
        "source": before.source,
    }
