"""How the whole catalogue is doing, on one page: open now, overdue, not found, passed over, too far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import Count, Q, Sum
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.applications.promise import late_before
from locator.applications.queue import FOR_THE_BANK, is_late
from locator.catalogue.verification import unverified
from locator.hours import State, Status
from locator.models import Bank, District, MailApplication, Outlet, Proposal, Report, SearchCount, Service
from locator.search.answer import Why
from locator.search.counting import ONLY_THE_REGION
from locator.search.coverage import FAR_M, reaches
from locator.search.current import current
from locator.search.reasons import OUT_OF_SERVICE
from locator.search.wording import SENTENCES

from .applications_by_age import by_state_and_age
from .searched_in_vain import DAYS as IN_VAIN_DAYS
from .searched_in_vain import SHAPES, in_vain
from .town_map import draw

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from cardservice.administration_site import CatalogueSite
    from locator.hours import Timetable
    from locator.search.records import OutletRecord
    from locator.search.snapshot import Snapshot

COUNTED_DAYS = 30
PASSED_OVER_LISTED = 20
OUT = "out"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An outlet that searches passed over, why, and how often."""

    code: str
    name: str
    why: str
    hits: int


def overview(request: HttpRequest) -> HttpResponse:
    """Show the state of everything that administrators answer for."""
    now, today = timezone.now(), timezone.localdate()
    held, since = current(), today - timedelta(days=COUNTED_DAYS - 1)
    asked = request.GET.get("service", "")
    service = Service(asked) if asked in Service.values else None
    late = late_before(today, held.snapshot.calendar)
    towns = reaches(held.snapshot, today)
    standing = [outlet for outlet in held.snapshot.outlets if not outlet.is_struck_off(today)]
    far = sorted((town for town in towns if town.is_far(service)), key=lambda town: -town.farthest)
    context = admin.site.each_context(request) | {
        "title": _("Overview"),
        "now": now,
        "stale": held.stale,
        "open_now": _open_now(held.snapshot, standing, now),
        "overdue": _overdue(today, late),
        "applications": by_state_and_age(today, held.snapshot.calendar),
        "not_found": _not_found(since),
        "in_vain": in_vain(today),
        "in_vain_days": IN_VAIN_DAYS,
        "shapes": list(SHAPES.values()),
        "passed_over": _passed_over(since),
        "days": COUNTED_DAYS,
        "services": list(Service),
        "service": service,
        "far_m": FAR_M,
        "far_km": FAR_M // 1000,
        "towns": len(towns),
        "far": [(reach, [(each, reach.metres[each]) for each in Service]) for reach in far],
        "drawing": draw(towns, standing, service),
    }
    return TemplateResponse(request, "admin/overview.html", context)


def _open_now(
    snapshot: Snapshot, standing: list[OutletRecord], now: datetime
) -> list[tuple[Any, Counter[str]]]:
    """Count the outlets of each district by their state, the sum of all districts last."""
    known: dict[Timetable, Status] = {}
    counts: dict[str, Counter[str]] = {code: Counter() for code in snapshot.districts}
    for outlet in standing:
        status = known.get(outlet.timetable)
        if status is None:  # outlets of the same hours share their timetable
            status = known[outlet.timetable] = outlet.timetable.status(now)
        out = status.state is State.CLOSED and status.reason.cause in OUT_OF_SERVICE
        counts[outlet.district.code].update(("total", OUT if out else status.state.value))
    listed: list[tuple[Any, Counter[str]]] = [
        (snapshot.districts[code], found) for code, found in sorted(counts.items())
    ]
    total: Counter[str] = Counter()
    for _district, found in listed:
        total.update(found)
    return [*listed, (None, total)]


def _overdue(today: date, late_from: datetime) -> list[dict[str, Any]]:
    """Count by bank what has waited too long, in five queries; what concerns several banks comes last."""
    standing = Outlet.objects.open_to_public(today)
    unanswered = Report.objects.filter(answered_at=None)
    waiting = Proposal.objects.filter(state=Proposal.State.WAITING)
    found = (
        _by("bank_id", standing, outlets=Count("pk"), late=Count("pk", filter=unverified(today))),
        _by(
            "outlet__bank_id",
            unanswered,
            reports=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
        ),
        _by("bank_id", waiting, proposals=Count("pk")),
        _by(
            "bank_id",
            MailApplication.objects.filter(state__in=FOR_THE_BANK),
            applications=Count("state"),
            late_applications=Count("state", filter=is_late(late_from)),
        ),
    )
    banks: list[Bank | None] = list(Bank.objects.order_by("code"))
    if None in found[2]:
        banks.append(None)
    rows = []
    for bank in banks:
        row: dict[str, Any] = {"bank": bank}
        for part in found:
            row |= part.get(bank.code if bank else None, {})
        rows.append(row)
    return rows


def _by(key: str, rows: QuerySet[Any], **counts: Any) -> dict[Any, dict[str, int]]:
    """Count rows by a key, in one query."""
    return {found.pop(key): found for found in rows.order_by().values(key).annotate(**counts)}


def _not_found(since: date) -> list[dict[str, Any]]:
    """Count the searches of each district that found no place or no outlet, most first."""
    kinds = SearchCount.Kind
    found = _by(
        "district",
        # Where the town or district was known there was an answer, counted in the table below alone.
        SearchCount.objects.filter(day__gte=since)
        .exclude(kind=kinds.PASSED_OVER)
        .exclude(reason=ONLY_THE_REGION),
        places=Sum("hits", filter=Q(kind=kinds.NOT_UNDERSTOOD), default=0),
        outlets=Sum("hits", filter=Q(kind=kinds.NOTHING_FOUND), default=0),
    )
    districts = District.objects.in_bulk(list(found))
    listed = [{"district": districts.get(code), **counts} for code, counts in found.items()]
    return sorted(listed, key=lambda row: (-row["places"] - row["outlets"], str(row["district"])))


def _passed_over(since: date) -> list[PassedOver]:
    """Return the outlets that searches passed over most often, with the reason told."""
    rows = list(
        SearchCount.objects.filter(day__gte=since, kind=SearchCount.Kind.PASSED_OVER)
        .order_by()
        .values("outlet", "reason")
        .annotate(times=Sum("hits"))
        .order_by("-times", "outlet", "reason")[:PASSED_OVER_LISTED]
    )
    names = dict(Outlet.objects.filter(code__in={row["outlet"] for row in rows}).values_list("code", "name"))
    words = {why.value: str(SENTENCES[why]) for why in Why}
    return [
        PassedOver(
            row["outlet"] if row["outlet"] in names else "",
            names.get(row["outlet"], row["outlet"]),
            words.get(row["reason"], row["reason"]),
            row["times"],
        )
        for row in rows
    ]


cast("CatalogueSite", admin.site).add_page("overview/", overview, name="overview")
