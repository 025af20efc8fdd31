"""Real searches over the catalogue in force: what residents type, and what must not be found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from locator.models import Service
from locator.places import NotFound, Origin, WhichPlace, resolve
from locator.search.answer import Results
from locator.search.criteria import Criteria
from locator.search.find import find
from locator.search.snapshot import Snapshot

from .verdict import Line, NotWell, checked

# A place that everybody there knows, by the code of its district.
KNOWN = {
    "210202": "青泥洼桥",
    "210203": "大连火车站",
    "210204": "星海广场",
    "210211": "大连北站",
    "210212": "旅顺博物馆",
    "210213": "金石滩",
    "210214": "普兰店",
    "210224": "大长山岛镇",
    "210281": "复州城镇",
    "210283": "庄河市",
}
TYPED = {
    "coordinates": ("38.914,121.6147", "210203"),
    "an address": ("西安路107号", "210204"),
    "pinyin": ("qingniwaqiao", "210202"),
}
# No such road, and a place that is not in Dalian: an answer to either would send somebody astray.
UNKNOWN = {"谁也不认识巷七七七号": "unknown", "北京市天安门": "outside"}
CENTRE = KNOWN["210202"]


def searches(snapshot: Snapshot) -> Iterator[Line]:
    """Search as residents do, but ask nobody online; nothing is counted."""
    now = timezone.now()
    for district, place in KNOWN.items():
        record = snapshot.districts.get(district)
        name = f"search in {record.name_en if record else district}"
        yield checked(name, lambda place=place, district=district: _found(snapshot, place, district, now))
    for what, (text, district) in TYPED.items():
        yield checked(
            f"search by {what}", lambda text=text, district=district: _found(snapshot, text, district, now)
        )
    for service in Service:
        yield checked(f"service {service.value}", lambda service=service: _served(snapshot, service, now))
    for text, reason in UNKNOWN.items():
        yield checked(
            f"not found: {reason}", lambda text=text, reason=reason: _nowhere(snapshot, text, reason)
        )


def _found(snapshot: Snapshot, text: str, district: str, now: datetime) -> str:
    answer = find(snapshot, text, Criteria(), now)
    if not isinstance(answer, Results):
        raise NotWell(f"{text} was not understood. Look under /staff/places/, and at the street maps.")
    if answer.origin.district != district:
        raise NotWell(
            f"{text} was found in the district {answer.origin.district}. Look under /staff/places/."
        )
    return _nearest(text, answer)


def _served(snapshot: Snapshot, service: Service, now: datetime) -> str:
    answer = find(snapshot, CENTRE, Criteria(service=service), now)
    if not isinstance(answer, Results):
        raise NotWell(f"{CENTRE} was not understood. Look under /staff/places/.")
    return _nearest(CENTRE, answer)


def _nearest(text: str, answer: Results) -> str:
    if not answer.matches:
        raise NotWell(
            f"{text} is known, but no outlet is offered. Bring the list in, or look at the suspensions."
        )
    nearest = answer.matches[0]
    distance = "no position" if nearest.distance_m is None else f"{nearest.distance_m:.0f} m"
    return f"{text}: {nearest.outlet.code}, {distance}"


def _nowhere(snapshot: Snapshot, text: str, reason: str) -> str:
    place: Origin | WhichPlace | NotFound = resolve(text, snapshot.gazetteer)
    if not isinstance(place, NotFound) or place.reason != reason:
        raise NotWell(f"{text} was found, and must not be. Look at the places that staff have added.")
    return f"{text}: not found, as it should be"
