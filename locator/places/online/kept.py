"""What geocoders answered, kept for a while under a keyed hash: never what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from locator.models import GeocodedAddress, Point

from ..answer import Precision
from ..asking import Question
from .grades import Grade
from .providers import Service

FOUND_DAYS, NOTHING_DAYS = 90, 1
# At most so many answers that are over are dropped at once: nobody waits for the broom.
SWEPT_AT_ONCE = 200
Placed = tuple[Point, Grade]


def key_of(question: Question, service: Service) -> str:
    """Return the keyed hash of a question to a service at its address and in its datum."""
    asked = [question.text, *sorted(question.districts), service.name, service.address, service.datum]
    return salted_hmac("locator.places.online", "\n".join(asked), algorithm="sha256").hexdigest()


def kept(question: Question, services: Sequence[Service]) -> dict[str, Placed | None]:
    """Return what is still known of each service's answer; raises the database's Error."""
    keys = {key_of(question, service): service.name for service in services}
    rows = GeocodedAddress.objects.filter(key__in=keys, expires_at__gt=timezone.now())
    return {keys[row.key]: _placed(row) for row in rows}


def keep(question: Question, service: Service, placed: Placed | None, district: str) -> None:
    """Keep an answer, whoever else is about to; raises the database's Error."""
    days = FOUND_DAYS if placed else NOTHING_DAYS
    row = GeocodedAddress(
        key=key_of(question, service),
        provider=service.name,
        latitude=placed[0].latitude if placed else None,
        longitude=placed[0].longitude if placed else None,
        precision=placed[1].precision.value if placed else "",
        radius_m=placed[1].radius_m if placed else 0,
        district=district,
        expires_at=timezone.now() + timedelta(days=days),
    )
    told = ["provider", "latitude", "longitude", "precision", "radius_m", "district", "expires_at"]
    with transaction.atomic():
        GeocodedAddress.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["key"], update_fields=told
        )
        _sweep()


def _sweep() -> None:
    over = GeocodedAddress.objects.filter(expires_at__lte=timezone.now()).select_for_update(skip_locked=True)
    keys = list(over.values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    if keys:
        GeocodedAddress.objects.filter(pk__in=keys).delete()


def _placed(row: GeocodedAddress) -> Placed | None:
    if row.latitude is None or row.longitude is None:
        return None
    return Point(row.latitude, row.longitude), Grade(Precision(row.precision), row.radius_m)
