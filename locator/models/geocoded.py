"""What online geocoders answered, so that nobody is asked twice; never what was typed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class GeocodedAddress(models.Model):
    """One geocoder's answer to a text that only its keyed hash names; without a point it knew nothing."""

    # HMAC of the normalised text, the districts that it had to lie in, and the geocoder's name.
    key = models.CharField(_("Key"), max_length=64, primary_key=True)
    provider = models.CharField(_("Geocoder"), max_length=20)
    latitude = models.FloatField(_("Latitude"), null=True)
    longitude = models.FloatField(_("Longitude"), null=True)
    precision = models.CharField(_("Precision"), max_length=10, blank=True)
    radius_m = models.PositiveIntegerField(_("Radius in metres"), default=0)
    district = models.CharField(_("Code of the district"), max_length=6, blank=True)
    expires_at = models.DateTimeField(_("Expires at"), db_index=True)

    class Meta:
        verbose_name = _("answer of a geocoder")
        verbose_name_plural = _("answers of geocoders")
        constraints = (
            models.CheckConstraint(
                name="geocoded_address_whole_or_nothing",
                # Named as not null: a range of nothing is neither true nor false, and would pass.
                condition=Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                )
                | Q(latitude__isnull=True, longitude__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.provider} {self.precision}"
