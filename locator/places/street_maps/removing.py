"""Taking a street map out as a whole, with everything that came with it."""

from __future__ import annotations

from django.db import transaction

from locator.models import MapBorder, MapDoor, MapPlace, StreetMap, StreetMapImport


@transaction.atomic
def remove_map(code: str) -> None:
    """Delete a street map, its rows and the record of its imports; raises StreetMap.DoesNotExist.

    Unlike rows that vanish from a source these are not kept: a licence may have ended.
    """
    street_map = StreetMap.objects.select_for_update().get(code=code)
    for model in (MapDoor, MapPlace, MapBorder, StreetMapImport):
        model.objects.filter(street_map=street_map).delete()
    street_map.delete()
