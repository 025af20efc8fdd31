"""What street maps and online geocoders brought in: to be read here; the command changes it."""

from __future__ import annotations

from django.contrib import admin

from locator.models import GeocodedAddress, MapBorder, MapDoor, MapPlace, StreetMap, StreetMapImport

from .looked_at import LookedAt


@admin.register(StreetMap)
class StreetMapAdmin(LookedAt):
    """Street maps that an operator brought in, with their licences and dates."""

    list_display = ("code", "kind", "attribution", "licence", "data_date", "imported_at")
    list_filter = ("kind",)
    search_fields = ("code", "attribution")
    fields = (
        "code", "kind", "attribution", "attribution_url", "licence", "data_date", "number", "imported_at",
    )  # fmt: skip


@admin.register(StreetMapImport)
class StreetMapImportAdmin(LookedAt):
    """What each import changed."""

    list_display = ("street_map", "at", "by_name", "data_date", "added", "changed", "retired", "skipped")
    list_filter = ("street_map",)
    list_select_related = ("street_map",)
    search_fields = ("by_name",)
    fields = (
        "street_map", "at", "by_name", "data_date", "added", "changed", "retired", "unchanged", "skipped",
    )  # fmt: skip
    date_hierarchy = "at"


@admin.register(MapPlace)
class MapPlaceAdmin(LookedAt):
    """The places of street maps; one that is wrong is corrected among the staff's own places."""

    list_display = ("name", "kind", "district", "street_map", "radius_m", "retired")
    list_filter = ("street_map", "kind", "retired")
    list_select_related = ("district", "street_map")
    search_fields = ("name",)
    fields = (
        "name", "name_en", "pinyin", "kind", "sort", "district", "town", "aliases", "latitude", "longitude",
        "radius_m", "street_map", "ref", "retired",
    )  # fmt: skip


@admin.register(MapDoor)
class MapDoorAdmin(LookedAt):
    """The house numbers of street maps."""

    list_display = ("street", "number", "district", "street_map", "interpolated", "retired")
    list_filter = ("street_map", "interpolated", "retired")
    list_select_related = ("district", "street_map")
    search_fields = ("street",)
    fields = (
        "street", "number", "district", "latitude", "longitude", "interpolated", "street_map", "ref",
        "retired",
    )  # fmt: skip


@admin.register(MapBorder)
class MapBorderAdmin(LookedAt):
    """Which districts a street map draws."""

    list_display = ("district", "street_map")
    list_select_related = ("district", "street_map")
    search_fields = ("district__name",)
    fields = ("district", "street_map")


@admin.register(GeocodedAddress)
class GeocodedAddressAdmin(LookedAt):
    """How many answers of online geocoders are kept; whose they are, or where, is nobody's to read."""

    list_display = ("provider", "precision", "district", "expires_at")
    list_filter = ("provider", "precision")
    search_fields = ("provider",)
    fields = ("provider", "precision", "district", "expires_at")
    ordering = ("expires_at",)
