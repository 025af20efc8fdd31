# ruff: noqa: D101 - the fields of a shape speak for it
"""The shapes of answers, for the definition of the API alone: answers are written as plain values.

``tests/api/test_definition.py`` holds real answers against them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
    ListField,
    Serializer,
    URLField,
)

from locator.hours import Cause
from locator.hours import State as Hours
from locator.models import Service
from locator.places import Precision
from locator.search.answer import Why


def one_of(values: Iterable[str], **options: Any) -> ChoiceField:
    return ChoiceField([str(value) for value in values], **options)


class Standing(Serializer):
    changed_at = DateTimeField()
    read_at = DateTimeField()
    stale = BooleanField(help_text="The database could not be asked; the answer comes from the last copy.")
    age_seconds = IntegerField(help_text="Since the database last confirmed the catalogue.")
    calendar_known_until = DateField()


class Answer(Serializer):
    sample = BooleanField(help_text="The outlets are fictional.")
    notice = CharField(help_text="A sentence to show while the outlets are fictional, else empty.")
    catalogue = Standing()


class Remark(Serializer):
    code = CharField()
    text = CharField()


class Origin(Serializer):
    label = CharField()
    latitude = FloatField()
    longitude = FloatField()
    precision = one_of(Precision)
    radius_m = IntegerField(help_text="The true spot lies this far from the point at most, in metres.")
    source = CharField(help_text="Which table or map it comes from; online:<name> for an online geocoder.")
    district = CharField(allow_null=True)
    key = CharField(help_text="Names a public place in a link; empty for anything else.")
    kind = CharField()
    remarks = Remark(many=True)


class Named(Serializer):
    code = CharField()
    name = CharField()


class State(Serializer):
    state = one_of(Hours)
    next_change = DateTimeField(allow_null=True)
    next_state = one_of(Hours, allow_null=True)
    cause = one_of(Cause)
    cause_text = CharField()
    calendar_published = BooleanField()


class Offer(Serializer):
    code = one_of(Service)
    available = BooleanField()
    own_bank_only = BooleanField()
    proxy_allowed = BooleanField()
    note = CharField()


class Outlet(Serializer):
    code = CharField()
    name = CharField()
    bank = Named()
    district = Named()
    functional_area = CharField()
    town = CharField()
    address = CharField()
    landmark_note = CharField()
    phones = ListField(child=CharField())
    latitude = FloatField(allow_null=True)
    longitude = FloatField(allow_null=True)
    position_verified = BooleanField()
    services = Offer(many=True)
    generations = ListField(child=IntegerField())
    instant_issue = BooleanField()
    step_free = BooleanField(
        allow_null=True, help_text="Null where nobody has looked; so are the next three."
    )
    low_counter = BooleanField(allow_null=True)
    hearing_loop = BooleanField(allow_null=True)
    accessible_parking = BooleanField(allow_null=True)
    source = CharField()
    verified_on = DateField(allow_null=True)


class Match(Outlet, State):
    distance_m = FloatField(
        allow_null=True, help_text="A straight line over the ground; null without a position."
    )
    direction = one_of(("N", "NE", "E", "SE", "S", "SW", "W", "NW"), allow_null=True)
    walking_minutes = IntegerField(allow_null=True, help_text="Null beyond 5 km and across water.")
    ferry = BooleanField()
    at = DateTimeField(help_text="The moment that the state is about.")


class PassedOver(Serializer):
    code = CharField()
    reason = one_of(Why)
    state = one_of(Hours)
    name = CharField()
    distance_m = FloatField(allow_null=True)
    until = DateField(allow_null=True, help_text="The last day of the reason, where it has one.")
    next_change = DateTimeField(allow_null=True)
    sentence = CharField()


class Asked(Serializer):
    service = one_of(Service, allow_null=True)
    bank = CharField(allow_null=True)
    card_bank = CharField(allow_null=True)
    district = CharField(allow_null=True)
    generation = IntegerField(allow_null=True)
    step_free = BooleanField()
    open_at = CharField(allow_null=True)
    limit = IntegerField()


class Walking(Serializer):
    detour_factor = FloatField()
    metres_a_minute = FloatField()


class Nearest(Answer):
    origin = Origin(allow_null=True, help_text="Null where the address may mean several places.")
    results = Match(many=True)
    passed_over = PassedOver(many=True)
    passed_over_total = IntegerField(required=False)
    order_uncertain = BooleanField(required=False)
    asked = Asked(required=False)
    walking = Walking(required=False)
    which_place = Origin(
        many=True, required=False, help_text="Only where the address may mean several places."
    )


class ListedOutlet(Outlet, State):
    pass


class OutletPage(Answer):
    count = IntegerField()
    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    results = ListedOutlet(many=True)


class Stretch(Serializer):
    start = CharField(help_text="Beijing time, such as 08:30.")
    end = CharField(help_text="Not included; 24:00 ends the day.")
    state = one_of(("open", "unknown"))


class Day(Serializer):
    date = DateField()
    hours = Stretch(many=True)
    cause = one_of(Cause)
    reason = CharField()


class OfferInFull(Offer, State):
    days = Day(many=True)


class OutletInFull(ListedOutlet, Answer):
    closed_from = DateField(allow_null=True)
    machine_down_since = DateField(allow_null=True)
    cards_in_stock = BooleanField()
    outlet_notice = CharField(help_text="What the outlet tells residents just now, else empty.")
    outlet_notice_until = DateField(allow_null=True, help_text="The last day of the notice.")
    checked_on = DateField(
        allow_null=True, help_text="When a resident's report about the outlet was last looked into."
    )
    days = Day(many=True, help_text="When card matters are done, the next fourteen days.")
    bank_days = Day(many=True, help_text="When the bank is open.")
    services = OfferInFull(many=True)


class GuideLine(Serializer):
    audience = CharField()
    section = CharField()
    text = CharField()
    known = BooleanField(help_text="False where nobody knows it for Dalian: the text says whom to ask.")
    source = CharField()
    checked_on = DateField()


class ServiceWithGuide(Named):
    asks_for_card_bank = BooleanField()
    makes_a_card = BooleanField()
    guide = GuideLine(many=True)


class Bank(Named):
    short_name = CharField()
    phone = CharField()
    sample = BooleanField()
    mail_applications = BooleanField(help_text="It takes applications by post.")
    outlets = IntegerField()


class District(Named):
    latitude = FloatField()
    longitude = FloatField()
    radius_m = IntegerField()
    outlets = IntegerField()


class Suggestion(Serializer):
    key = CharField()
    name = CharField()
    name_en = CharField()
    kind = CharField()
    district = CharField(allow_null=True)
    area = CharField()


class Services(Answer):
    results = ServiceWithGuide(many=True)


class Banks(Answer):
    results = Bank(many=True)


class Districts(Answer):
    results = District(many=True)


class Places(Answer):
    results = Suggestion(many=True)


class Error(Serializer):
    code = CharField(help_text="For programs.")
    detail = CharField(help_text="For people: what to do, in the language asked for.")
    attr = CharField(allow_null=True, help_text="The field that it is about.")


class Errors(Serializer):
    type = one_of(("validation_error", "client_error", "server_error"))
    errors = Error(many=True)
