"""Places that staff added or corrected, laid over the tables that ship with the project."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bank import District
from .kept_history import kept_history


class Place(models.Model):
    """A named spot that a resident may type."""

    class Kind(models.TextChoices):
        LANDMARK = "landmark", _("Landmark")
        ROAD = "road", _("Road")
        STATION = "station", _("Metro station")
        COMMUNITY = "community", _("Community or estate")
        TOWN = "town", _("Town or subdistrict")

    name = models.CharField(_("Name"), max_length=80)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    district = models.ForeignKey(
        District, verbose_name=_("District"), on_delete=models.PROTECT, related_name="places"
    )
    aliases = models.JSONField(_("Other names"), default=list, blank=True)
    latitude = models.FloatField(_("Latitude"), validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(
        _("Longitude"), validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    radius_m = models.PositiveIntegerField(
        _("Radius in metres"), help_text=_("How far the true spot may lie from the point, in metres.")
    )
    source = models.CharField(_("Source"), max_length=200)
    retired = models.BooleanField(
        _("Retired"),
        default=False,
        help_text=_("Takes the place of the same name and district out of the search."),
    )

    history = kept_history()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("name", "district")
        constraints = (
            models.UniqueConstraint(name="place_once_per_district", fields=("name", "district")),
            models.CheckConstraint(
                name="place_on_earth",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
            models.CheckConstraint(
                name="place_kind_known",
                condition=Q(kind__in=["landmark", "road", "station", "community", "town"]),
            ),
        )

    def __str__(self) -> str:
        return self.name
