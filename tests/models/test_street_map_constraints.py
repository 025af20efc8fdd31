"""What the database refuses of street maps and of geocoders' answers, whoever asks."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from locator.models import GeocodedAddress, MapBorder, MapDoor, MapPlace, StreetMap

pytestmark = pytest.mark.django_db
SPOT = {"district_id": "210204", "latitude": 38.9, "longitude": 121.6}


def street_map(**values):
    given = {"code": "osm", "kind": "osm", "attribution": "x", "licence": "x", "imported_at": timezone.now()}
    return StreetMap.objects.create(**given | values)


def place(**values):
    of = StreetMap.objects.filter(code="osm").first() or street_map()
    given = {"street_map": of, "ref": "way/1", "name": "x", "kind": "road", "radius_m": 100}
    MapPlace.objects.create(**given | SPOT | values)


def door(**values):
    of = StreetMap.objects.filter(code="osm").first() or street_map()
    MapDoor.objects.create(**{"street_map": of, "ref": "way/1", "street": "x", "number": "1"} | SPOT | values)


def border():
    of = StreetMap.objects.filter(code="osm").first() or street_map()
    MapBorder.objects.create(street_map=of, district_id="210204", rings="[]")


def answer(**values):
    GeocodedAddress.objects.create(**{"key": "x", "provider": "amap", "expires_at": timezone.now()} | values)


def twice(make):
    def both():
        make()
        make()

    return both


BROKEN = {
    "street_map_kind_known": [(street_map, {"kind": "dream"})],
    "map_place_once": [(twice(place), {})],
    "map_place_on_earth": [(place, {"latitude": 121.6}), (place, {"longitude": -180.1})],
    "map_door_once": [(twice(door), {})],
    "map_door_on_earth": [(door, {"latitude": 90.1}), (door, {"longitude": 181})],
    "map_border_once": [(twice(border), {})],
    "geocoded_address_whole_or_nothing": [
        (answer, {"latitude": 38.9}),
        (answer, {"longitude": 121.6}),
        (answer, {"latitude": 91, "longitude": 121.6}),
    ],
}
FIELDS = {
    constraint.name: getattr(constraint, "fields", ())
    for model in apps.get_app_config("locator").get_models()
    for constraint in model._meta.constraints
}


@pytest.mark.parametrize(
    ("name", "broken", "values"),
    [(name, broken, values) for name, ways in BROKEN.items() for broken, values in ways],
)
def test_the_database_refuses(name, broken, values):
    names = [name, *(f"UNIQUE constraint failed: .*{field}" for field in FIELDS[name][:1])]
    with pytest.raises(IntegrityError, match="|".join(names)), transaction.atomic():
        broken(**values)


@pytest.mark.parametrize("sound", [street_map, place, door, border, answer])
def test_the_sound_row_is_accepted(sound):
    sound()


def test_an_answer_that_knew_nothing_has_no_point():
    answer(latitude=None, longitude=None)
