"""Small catalogues made of rows, as they come from the database, and what to search them with."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from locator.models import Point, Service
from locator.places import Origin, Precision
from locator.search.answer import Results
from locator.search.build import build
from locator.search.criteria import Criteria
from locator.search.nearest import nearest
from locator.search.rows import BankRow, DistrictRow, ExceptionRow, OfferRow, OutletRow, Rows
from locator.search.snapshot import Snapshot

BEIJING = ZoneInfo("Asia/Shanghai")
# A Wednesday far from every festival, in a year whose calendar is published.
NOON = datetime(2026, 7, 15, 12, 0, tzinfo=BEIJING)
CENTRE = Point(38.914, 121.615)
DISTRICTS = Path(__file__).parents[2] / "locator" / "data" / "districts.csv"


def outlet(code: str, **columns: Any) -> OutletRow:
    """An outlet at the centre that is always open, unless the columns say otherwise."""
    row = OutletRow(
        code=code, bank_id="one", district_id="210203", name=f"网点{code}", name_en=f"Outlet {code}",
        functional_area="", town="", address="某路1号", address_en="", landmark_note="", landmark_note_en="",
        phones=["12333"], instant_issue=True, second_generation=True, third_generation=False,
        machine_down_since=None, cards_in_stock=True, step_free=None, low_counter=None, hearing_loop=None,
        accessible_parking=None, latitude=CENTRE.latitude, longitude=CENTRE.longitude,
        position_verified=True, hours="24/7", card_hours="", status="open", status_from=None,
        status_until=None, status_reason="", status_reason_en="", notice="", notice_en="",
        notice_until=None, source="test", verified_on="2026-07-01", checked_on=None,
    )  # fmt: skip
    return row._replace(**columns)


def at(code: str, north_m: float, east_m: float = 0.0, **columns: Any) -> OutletRow:
    """An outlet about so many metres north and east of the centre."""
    latitude = CENTRE.latitude + north_m / 111_000
    longitude = CENTRE.longitude + east_m / 86_600
    return outlet(code, latitude=latitude, longitude=longitude, **columns)


def offer(code: str, service: str, **columns: Any) -> OfferRow:
    row = OfferRow(
        outlet_id=code, service=service, available=True, suspended_from=None, suspended_until=None,
        suspension_reason="", suspension_reason_en="", hours="", cards="any", who="holder",
        note="", note_en="",
    )  # fmt: skip
    return row._replace(**columns)


def rows(
    outlets: Iterable[OutletRow], offers: Iterable[OfferRow] = (), exceptions: Iterable[ExceptionRow] = ()
) -> Rows:
    """A catalogue of two banks, the ten districts, and six offers an outlet; ``offers`` replace theirs."""
    listed = list(outlets)
    by_key = {(one.outlet_id, one.service): one for one in offers}
    with DISTRICTS.open(encoding="utf-8", newline="") as lines:
        districts = [
            DistrictRow(
                row["code"], row["name"], row["name_en"],
                float(row["latitude"]), float(row["longitude"]), int(float(row["radius_m"])),
            )
            for row in csv.DictReader(lines)
        ]  # fmt: skip
    return Rows(
        number=1,
        changed_at="2026-07-01T00:00:00+00:00",
        read_at="2026-07-15T03:00:00+00:00",
        banks=[
            BankRow(code, f"银行{code}", f"Bank {code}", code, "", mail_applications=True, is_sample=False)
            for code in ("one", "two")
        ],
        districts=districts,
        outlets=listed,
        offers=[
            by_key.get((row.code, service.value), offer(row.code, service.value))
            for row in listed
            for service in Service
        ],
        exceptions=list(exceptions),
        years=[],
        days=[],
        places=[],
        maps=[],
        guides=[],
    )


def catalogue(*outlets: OutletRow, **more: Any) -> Snapshot:
    return build(rows(outlets, **more))


def origin(point: Point = CENTRE, radius_m: int = 0, district: str | None = "210203") -> Origin:
    return Origin(
        label="某处", label_en="Somewhere", point=point, precision=Precision.LANDMARK, radius_m=radius_m,
        source="test", district=district, key="", kind="landmark",
    )  # fmt: skip


def search(snapshot: Snapshot, now: datetime = NOON, start: Origin | None = None, **criteria: Any) -> Results:
    return nearest(snapshot, start or origin(), Criteria(**criteria), now)


def codes(results: Results) -> list[str]:
    return [match.outlet.code for match in results.matches]


def reasons(results: Results) -> dict[str, str]:
    return {passed.outlet.code: passed.why.value for passed in results.passed_over}
