"""Street maps that an operator has brought in: their places, doors and borders, and what each import did."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bank import District


class StreetMap(models.Model):
    """A source of places: an OpenStreetMap extract, or a table; its licence is shown wherever it is used.

    The rows of its places raise no version of the catalogue by themselves: whoever changes them raises
    ``number`` in the same transaction, which does, and which names the prepared index of the places.
    """

    class Kind(models.TextChoices):
        OSM = "osm", _("OpenStreetMap")
        TABLE = "table", _("Table")

    code = models.CharField(
        _("Code"), max_length=40, primary_key=True, validators=[RegexValidator(r"^[a-z0-9-]+$")]
    )
    kind = models.CharField(_("Kind"), max_length=5, choices=Kind.choices)
    attribution = models.CharField(_("Attribution"), max_length=200)
    attribution_url = models.URLField(_("Address of the attribution"), blank=True)
    licence = models.CharField(_("Licence"), max_length=100)
    data_date = models.DateField(_("Date of the data"), null=True, blank=True)
    number = models.BigIntegerField(_("Number"), default=0)
    imported_at = models.DateTimeField(_("Imported at"))

    class Meta:
        verbose_name = _("street map")
        verbose_name_plural = _("street maps")
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(name="street_map_kind_known", condition=Q(kind__in=["osm", "table"])),
        )

    def __str__(self) -> str:
        return self.attribution


class StreetMapImport(models.Model):
    """One run of an import that changed something: who ran it, and how many rows it touched."""

    street_map = models.ForeignKey(
        StreetMap, verbose_name=_("Street map"), on_delete=models.PROTECT, related_name="imports"
    )
    at = models.DateTimeField(_("When"), auto_now_add=True)
    by_name = models.CharField(_("Who"), max_length=150, blank=True)
    data_date = models.DateField(_("Date of the data"), null=True, blank=True)
    added = models.PositiveIntegerField(_("Added"), default=0)
    changed = models.PositiveIntegerField(_("Changed"), default=0)
    retired = models.PositiveIntegerField(_("Retired"), default=0)
    unchanged = models.PositiveIntegerField(_("Unchanged"), default=0)
    skipped = models.PositiveIntegerField(_("Skipped as wrong"), default=0)

    class Meta:
        verbose_name = _("import of a street map")
        verbose_name_plural = _("imports of street maps")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.street_map_id} {self.at:%Y-%m-%d}"


class FromMap(models.Model):
    """What every row of a street map has: the source's own reference, a point, whether it still stands."""

    street_map = models.ForeignKey(
        StreetMap, verbose_name=_("Street map"), on_delete=models.PROTECT, related_name="%(class)ss"
    )
    # What the source calls it ("way/123"), or what tells it apart from its namesakes (a road in a district).
    ref = models.CharField(_("Reference"), max_length=80)
    district = models.ForeignKey(
        District, verbose_name=_("District"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    latitude = models.FloatField(_("Latitude"))
    longitude = models.FloatField(_("Longitude"))
    # No longer in the source; kept, so that a place that comes back is the same row.
    retired = models.BooleanField(_("Retired"), default=False)

    class Meta:
        abstract = True


class MapPlace(FromMap):
    """A named place of a street map; a road has its line (see ``locator.places.lines``)."""

    name = models.CharField(_("Name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    # As the map gives it: syllables with spaces between, without tones.
    pinyin = models.CharField(_("Pinyin"), max_length=200, blank=True)
    # One of locator.places.Kind, and the source's own class, of which radius and rank follow.
    kind = models.CharField(_("Kind"), max_length=10)
    sort = models.CharField(_("Class"), max_length=30, blank=True)
    town = models.CharField(_("Town"), max_length=40, blank=True)
    aliases = models.JSONField(_("Other names"), default=list, blank=True)
    radius_m = models.PositiveIntegerField(_("Radius in metres"))
    line = models.TextField(_("Line"), blank=True)

    class Meta:
        verbose_name = _("place of a street map")
        verbose_name_plural = _("places of street maps")
        ordering = ("street_map", "ref")
        constraints = (
            models.UniqueConstraint(name="map_place_once", fields=("street_map", "ref")),
            models.CheckConstraint(
                name="map_place_on_earth",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        )

    def __str__(self) -> str:
        return self.name


class MapDoor(FromMap):
    """A house number on a road, or in a named place: the door alone, never a building, a unit or a room.

    ``interpolated`` doors stand between two that the map knows.
    """

    street = models.CharField(_("Road or place"), max_length=80)
    number = models.CharField(_("House number"), max_length=20)
    interpolated = models.BooleanField(_("Interpolated"), default=False)

    class Meta:
        verbose_name = _("house number")
        verbose_name_plural = _("house numbers")
        ordering = ("street_map", "ref")
        constraints = (
            models.UniqueConstraint(name="map_door_once", fields=("street_map", "ref")),
            models.CheckConstraint(
                name="map_door_on_earth",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.street}{self.number}"


class MapBorder(models.Model):
    """The border of a district in a street map: rings of points, written as the lines of roads are."""

    street_map = models.ForeignKey(
        StreetMap, verbose_name=_("Street map"), on_delete=models.PROTECT, related_name="borders"
    )
    district = models.ForeignKey(
        District, verbose_name=_("District"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Outer and inner rings alike: a point is inside if it lies within an odd number of them.
    rings = models.TextField(_("Rings"))

    class Meta:
        verbose_name = _("border of a district")
        verbose_name_plural = _("borders of districts")
        ordering = ("street_map", "district")
        constraints = (models.UniqueConstraint(name="map_border_once", fields=("street_map", "district")),)

    def __str__(self) -> str:
        return f"{self.street_map_id} {self.district_id}"
