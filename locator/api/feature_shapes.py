# ruff: noqa: D101 - the fields of a shape speak for it
"""The shapes of the answers in GeoJSON, for the definition of the API alone."""

from __future__ import annotations

from rest_framework.serializers import CharField, FloatField, IntegerField, ListField, Serializer, URLField

from . import shapes


class Point(Serializer):
    type = shapes.one_of(("Point",))
    coordinates = ListField(
        child=FloatField(), min_length=2, max_length=2, help_text="Longitude, latitude (RFC 7946)."
    )


class ListedProperties(shapes.ListedOutlet):
    latitude = longitude = None


class MatchProperties(shapes.Match):
    latitude = longitude = None


class Feature(Serializer):
    type = shapes.one_of(("Feature",))
    id = CharField()
    geometry = Point(allow_null=True, help_text="Null where the position is not known.")


class ListedFeature(Feature):
    properties = ListedProperties()


class MatchFeature(Feature):
    properties = MatchProperties()


class PropertiesInFull(shapes.OutletInFull):
    latitude = longitude = sample = notice = catalogue = None


class FeatureInFull(Feature, shapes.Answer):
    properties = PropertiesInFull()


class Collection(Serializer):
    type = shapes.one_of(("FeatureCollection",))


class ListedFeatures(Collection, shapes.Answer):
    count = IntegerField()
    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    features = ListedFeature(many=True)


class NearestFeatures(Collection, shapes.Nearest):
    results = None
    features = MatchFeature(many=True)
