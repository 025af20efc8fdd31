# ruff: noqa: D101 - the fields of a shape speak for it
"""The shapes of what is sent, for the definition of the API alone: the reading is done elsewhere."""

from __future__ import annotations

from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    FloatField,
    IntegerField,
    RegexField,
    Serializer,
)

from locator.models import Service
from locator.places import Datum

from .paging import CODE
from .shapes import one_of


class Criteria(Serializer):
    service = one_of(Service, required=False)
    bank = CharField(required=False, help_text="Outlets of this bank only.")
    card_bank = CharField(required=False, help_text="The bank printed on the card.")
    district = CharField(required=False, help_text="A GB/T 2260 code, such as 210204.")
    generation = ChoiceField(
        ["2", "3"], required=False, help_text="The generation of card that the outlet must make."
    )
    step_free = BooleanField(required=False, help_text="Outlets known to have step-free access only.")
    open_at = CharField(
        required=False, help_text="now, arrival (open when one gets there on foot), or an ISO time."
    )
    limit = IntegerField(min_value=1, max_value=100, default=8)


class Public(Criteria):
    latitude = FloatField(required=False)
    longitude = FloatField(required=False)
    datum = one_of(Datum, default=Datum.WGS84.value)
    place = CharField(required=False, help_text="The key of a public place, in the place of coordinates.")


class Personal(Public):
    address = CharField(required=False, help_text="As one would type it; in the place of coordinates.")


class Paging(Serializer):
    service = one_of(Service, required=False)
    bank = CharField(required=False)
    district = CharField(required=False)
    after = RegexField(CODE.pattern, required=False, help_text="The page that begins after this code.")
    before = RegexField(CODE.pattern, required=False, help_text="The page that ends before this code.")
    page_size = IntegerField(min_value=1, max_value=200, default=50)


class Typed(Serializer):
    q = CharField(required=True)
