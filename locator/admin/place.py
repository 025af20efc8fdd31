"""Places that staff added or corrected."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from locator.models import Place

from .kept import KeptAdmin
from .lines import LinesField


class PlaceForm(forms.ModelForm):
    """A place's facts, its other names one a line."""

    aliases = LinesField(label=_("Other names"), help_text=_("One a line."))

    class Meta:
        model = Place
        fields = "__all__"  # noqa: DJ007 - an administrator may set every fact


@admin.register(Place)
class PlaceAdmin(KeptAdmin):
    """The rows laid over the shipped gazetteer."""

    form = PlaceForm
    list_display = ("name", "kind", "district", "radius_m", "source", "retired")
    list_filter = ("kind", "district", "retired")
    list_select_related = ("district",)
    search_fields = ("name",)
