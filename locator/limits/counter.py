"""Counting in the database, one atomic statement at a time, so that no hit is lost between workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from locator.models import RateCounter

if TYPE_CHECKING:
    from collections.abc import Sequence

# At most so many windows that are over are dropped by one hit: nobody waits for the broom.
SWEPT_AT_ONCE = 200
# Without the database nothing can be counted; whoever asks is told to come back in a minute.
AGAIN_WITHOUT_DATABASE = 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an attempt is within its limit, and if not, in how many seconds to try again.

    ``counted`` is false where the database is away: nobody came too often then, but nobody may go on.
    """

    allowed: bool
    retry_after: int = 0
    counted: bool = True

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` attempts at ``action`` by one subject within ``seconds``."""

    action: str
    most: int
    seconds: int

    def hit(self, subject: str, *, within: bool = False) -> Verdict:
        return hit(self.action, subject, self.most, self.seconds, within=within)

    def spent(self, subject: str) -> Verdict:
        return spent(self.action, subject, self.most, self.seconds)

    def give_back(self, subject: str) -> None:
        give_back(self.action, subject, self.seconds)


def hit(action: str, subject: str, limit: int, seconds: int, *, within: bool = False) -> Verdict:
    """Count one attempt and tell whether it is still within the limit.

    Call it before the attempt and outside a transaction: a count that is rolled back with a failure
    is no count, so inside one this raises RuntimeError, unless it is said to be ``within`` one that holds
    nothing else. Without the database the answer is no.
    """
    key, ends_at = _window(action, subject, seconds)
    try:
        with transaction.atomic(durable=not within):
            # The row exists, whoever was first; the update then holds it until the number is read.
            RateCounter.objects.bulk_create([RateCounter(key=key, ends_at=ends_at)], ignore_conflicts=True)
            RateCounter.objects.filter(key=key).update(hits=F("hits") + 1)
            hits = RateCounter.objects.values_list("hits", flat=True).get(key=key)
        if hits == 1:
            _sweep()
    except DatabaseError:
        return Verdict(allowed=False, retry_after=AGAIN_WITHOUT_DATABASE, counted=False)
    return _verdict(hits <= limit, ends_at)


def hit_all(limits: Sequence[tuple[Limit, str]]) -> Verdict:
    """Count one attempt against several limits; the longest wait is the answer.

    That the database is away is said before anything else.
    """
    verdicts = [limit.hit(subject) for limit, subject in limits]
    refused = [verdict for verdict in verdicts if not verdict]
    worst = max(refused, key=lambda verdict: (not verdict.counted, verdict.retry_after), default=None)
    return Verdict(allowed=True) if worst is None else worst


def spent(action: str, subject: str, limit: int, seconds: int) -> Verdict:
    """Tell whether another attempt would be within the limit, without counting one."""
    key, ends_at = _window(action, subject, seconds)
    try:
        hits = RateCounter.objects.values_list("hits", flat=True).filter(key=key).first() or 0
    except DatabaseError:
        return Verdict(allowed=False, retry_after=AGAIN_WITHOUT_DATABASE, counted=False)
    return _verdict(hits < limit, ends_at)


def give_back(action: str, subject: str, seconds: int) -> None:
    """Uncount an attempt that turned out well: only the failed ones are to add up."""
    key, _ = _window(action, subject, seconds)
    RateCounter.objects.filter(key=key, hits__gt=0).update(hits=F("hits") - 1)


def _window(action: str, subject: str, seconds: int) -> tuple[str, datetime]:
    number = int(timezone.now().timestamp()) // seconds
    # The subject may be an address or a name: what is stored is its HMAC under the site's own key.
    mark = salted_hmac(f"locator.limits:{action}", subject, algorithm="sha256").hexdigest()[:40]
    ends_at = datetime.fromtimestamp((number + 1) * seconds, tz=UTC)
    return f"{action}:{seconds}:{number}:{mark}", ends_at


def _verdict(allowed: bool, ends_at: datetime) -> Verdict:
    left = (ends_at - timezone.now()).total_seconds()
    return Verdict(allowed=allowed, retry_after=0 if allowed else max(1, int(left) + 1))


def _sweep() -> None:
    with transaction.atomic():
        over = RateCounter.objects.filter(ends_at__lt=timezone.now()).select_for_update(skip_locked=True)
        RateCounter.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:SWEPT_AT_ONCE])).delete()
