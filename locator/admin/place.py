"""Places that staff added or corrected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from locator.catalogue.kept_places import kept_of
from locator.catalogue.place_facts import PlaceFacts
from locator.catalogue.place_rules import errors_in_place
from locator.models import Place, Point
from locator.search.current import current

from .kept import KeptAdmin
from .lines import LinesField


class PlaceForm(forms.ModelForm):
    """A place's facts, its other names one a line; the same holds for it as in the staff pages."""

    aliases = LinesField(label=_("Other names"), help_text=_("One a line."))

    class Meta:
        model = Place
        fields = "__all__"  # noqa: DJ007 - an administrator may set every fact

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return given
        try:
            point = Point(given["latitude"], given["longitude"])
        except ValueError:
            return given  # the fields' own limits, which are looked at next, say what is wrong
        facts = PlaceFacts(
            name=given["name"],
            kind=given["kind"],
            district=given["district"].pk,
            aliases=tuple(given["aliases"]),
            point=point,
            radius_m=given["radius_m"],
            source=given["source"],
            retired=given["retired"],
        )
        before = PlaceFacts.of(Place.objects.get(pk=self.instance.pk)) if self.instance.pk else None
        for field, said in errors_in_place(facts, current().snapshot.gazetteer, before).items():
            self.add_error("latitude" if field == "position" else field, said)
        standing = kept_of(facts)
        if standing is not None and standing.pk != self.instance.pk:
            self.add_error("name", _("There is a place of this name in this district. Change that one."))
        return given


@admin.register(Place)
class PlaceAdmin(KeptAdmin):
    """The rows laid over the shipped gazetteer."""

    form = PlaceForm
    list_display = ("name", "kind", "district", "radius_m", "source", "retired", "on_the_map")
    list_filter = ("kind", "district", "retired")
    list_select_related = ("district",)
    list_per_page = 50
    search_fields = ("name",)
    readonly_fields = ("on_the_map",)

    @admin.display(description=_("Position"))
    def on_the_map(self, place: Place) -> str:
        """Lead to where the point is set on a map and looked over."""
        if not place.pk:
            return "-"
        page = reverse("staff:place_correct", kwargs={"pk": place.pk})
        return format_html('<a href="{}">{}</a>', page, _("Set it on the map"))
