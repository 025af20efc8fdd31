"""The place that a page is about: a row of the staff's, or one of the tables."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from locator.catalogue.place_facts import PlaceFacts
from locator.catalogue.place_revision import NO_ROW, mark_of
from locator.catalogue.place_rules import district_name
from locator.models import Place
from locator.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Subject:
    """A place with the mark of the state that is shown; ``place`` is None where staff keep no row of it."""

    facts: PlaceFacts
    seen: str
    place: Place | None
    key: str
    gazetteer: Gazetteer

    @classmethod
    def find(cls, gazetteer: Gazetteer, *, pk: int = 0, key: str = "") -> Subject:
        """Return the place of an address; raises Http404."""
        if pk:
            # The mark before the facts: a change between the two is noticed rather than written over.
            seen = mark_of(get_object_or_404(Place, pk=pk))
            place = get_object_or_404(Place.objects.select_related("district"), pk=pk)
            return cls(PlaceFacts.of(place), seen, place, "", gazetteer)
        entry = gazetteer.entry(key)
        facts = PlaceFacts.of_entry(entry) if entry else None
        if entry is None or facts is None:
            raise Http404
        # A row may be younger than the worker's gazetteer.
        row = Place.objects.filter(name=entry.name, district=entry.district).first()
        return cls.find(gazetteer, pk=row.pk) if row else cls(facts, NO_ROW, None, key, gazetteer)

    @property
    def district(self) -> str:
        return district_name(self.facts.district, self.gazetteer)

    @property
    def kind(self) -> str:
        return str(Place.Kind(self.facts.kind).label)

    @property
    def page(self) -> str:
        return self._to("place")

    @property
    def names_page(self) -> str:
        return self._to("place_names")

    @property
    def correct_page(self) -> str:
        return self._to("place_correct")

    @property
    def retire_page(self) -> str:
        return self._to("place_retire")

    def _to(self, name: str) -> str:
        named = {"pk": self.place.pk} if self.place else {"key": self.key}
        return reverse(f"staff:{name}", kwargs=named)
