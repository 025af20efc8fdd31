"""The overview counts what there is: open now, overdue, not found, passed over, too far."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import locator.admin.overview
from locator.admin.town_map import draw
from locator.models import Bank, Outlet, Point, Proposal, Report, SearchCount, Service
from locator.search import coverage
from locator.search.coverage import Reach
from locator.search.current import current
from tests import sample_rows
from tests.search.world import origin

PAGE = "/admin/overview/"
TODAY = timezone.localdate


@pytest.fixture
def sample(db: None) -> None:
    sample_rows.load(today=TODAY())


def overview(browser: Any, **query: str) -> Any:
    answer = browser.get(PAGE, query)
    assert answer.status_code == 200
    return answer


def of_bank(answer: Any, bank: str) -> dict[str, Any]:
    return next(row for row in answer.context["overdue"] if row["bank"] and row["bank"].code == bank)


def test_without_a_catalogue_it_says_so(administrator: Any) -> None:
    answer = overview(administrator)
    assert answer.context["open_now"][-1][1].total() == 0
    assert len(answer.context["far"]) == answer.context["towns"] > 140


def test_every_outlet_is_counted_once_by_its_state(administrator: Any, sample: None) -> None:
    *districts, (_all, total) = overview(administrator).context["open_now"]
    standing = [one for one in current().snapshot.outlets if not one.is_struck_off(TODAY())]
    assert total["total"] == len(standing) == sum(counts["total"] for _district, counts in districts)
    assert total["open"] + total["closed"] + total["unknown"] + total["out"] == total["total"]
    open_now = [one for one in standing if one.timetable.status(timezone.now()).state == "open"]
    assert total["open"] == len(open_now)


def test_what_waits_too_long_is_counted_by_bank(administrator: Any, sample: None) -> None:
    outlet = Outlet.objects.order_by("code")[0]
    before = of_bank(overview(administrator), outlet.bank_id)
    Outlet.objects.filter(bank=outlet.bank).update(verified_on=TODAY() - timedelta(days=90))
    Outlet.objects.filter(pk=outlet.pk).update(verified_on=TODAY() - timedelta(days=91))
    for number, due in enumerate((-1, 0, 1)):
        Report.objects.create(
            reference=f"R{number}", token=f"t{number}", outlet=outlet, about="hours",
            due_on=TODAY() + timedelta(days=due),
        )  # fmt: skip
    Proposal.objects.create(kind="change", bank=outlet.bank, changes=[], proposed_by=User.objects.get())
    row = of_bank(overview(administrator), outlet.bank_id)
    assert row["outlets"] == before["outlets"]
    assert (row["late"], row["reports"], row["overdue"], row["proposals"]) == (1, 3, 1, 1)


def test_searches_without_an_answer_are_counted_by_district(administrator: Any) -> None:
    def counted(day: int, kind: str, district: str, hits: int) -> None:
        day_ = TODAY() - timedelta(days=day)
        SearchCount.objects.create(day=day_, kind=kind, district=district, hits=hits, service="apply")

    counted(0, "not-understood", "210204", 3)
    counted(29, "not-understood", "210204", 2)
    counted(30, "not-understood", "210204", 100)
    counted(0, "nothing-found", "210204", 1)
    counted(0, "not-understood", "", 40)
    listed = overview(administrator).context["not_found"]
    assert [(str(row["district"] or ""), row["places"], row["outlets"]) for row in listed] == [
        ("", 40, 0),
        ("沙河口区", 5, 1),
    ]


def test_outlets_passed_over_are_listed_with_the_reason_most_often_first(
    administrator: Any, sample: None
) -> None:
    code = Outlet.objects.order_by("code")[0].code
    facts = {"kind": "passed-over", "district": "210204"}
    for days, service in ((0, "apply"), (1, "apply"), (0, "pin")):
        day = TODAY() - timedelta(days=days)
        SearchCount.objects.create(
            day=day, outlet=code, reason="machine-down", hits=5, service=service, **facts
        )
    SearchCount.objects.create(day=TODAY(), outlet="gone", reason="closed", hits=7, **facts)
    first, second = overview(administrator).context["passed_over"]
    assert (first.code, first.hits) == (code, 15)
    assert first.why == "制卡机故障，暂不能制卡" or "机" in first.why
    assert (second.code, second.name, second.hits) == ("", "gone", 7), "what is no longer there has no page"


def test_towns_are_too_far_by_the_service_that_was_asked(administrator: Any, sample: None) -> None:
    everything = overview(administrator)
    one = overview(administrator, service="replace")
    assert 0 < len(one.context["far"]) <= len(everything.context["far"])
    assert all(reach.is_far(Service.REPLACE) for reach, _ways in one.context["far"])
    assert overview(administrator, service="fly").context["service"] is None


def test_the_drawing_shows_every_town_and_every_outlet_with_a_position(
    administrator: Any, sample: None
) -> None:
    answer = overview(administrator)
    text = re.search(r'<svg class="town-map".*?</svg>', answer.text, re.DOTALL)[0]
    svg = ElementTree.fromstring(text)
    kinds = [shape.get("class") for shape in svg]
    assert kinds.count("far") == len(answer.context["far"])
    assert kinds.count("far") + kinds.count("near") == answer.context["towns"]
    assert kinds.count("outlet") == len(
        [one for one in current().snapshot.positioned if not one.is_struck_off(TODAY())]
    )


def test_a_drawing_has_north_up_and_one_scale() -> None:
    def town(latitude: float, longitude: float) -> Reach:
        return Reach(origin(Point(latitude, longitude)), dict.fromkeys(Service, 10.0))

    drawing = draw([town(39.0, 121.5), town(39.5, 121.5), town(39.0, 122.0)], [])
    south_west, north, east = drawing.towns
    assert north.y < south_west.y
    assert east.x > south_west.x
    # Half a degree north is longer than half a degree east, by the cosine of the latitude.
    assert (south_west.y - north.y) / (east.x - south_west.x) == pytest.approx(1.29, abs=0.01)
    assert drawing.bar == pytest.approx((south_west.y - north.y) * 20_000 / (0.5 * 111_195), rel=0.01)
    assert draw([], []) is None
    assert draw([town(39.0, 121.5)], []).height > 0


@pytest.mark.usefixtures("no_looks")
@pytest.mark.parametrize("banks", [3, 30])
def test_it_asks_as_often_for_many_banks_as_for_few(administrator: Any, banks: int) -> None:
    for number in range(banks):
        Bank.objects.create(code=f"b-{number}", name=f"银行{number}", short_name="行")
        SearchCount.objects.create(day=TODAY(), kind="passed-over", outlet=f"o-{number}", reason="closed")
        SearchCount.objects.create(day=TODAY(), kind="nothing-found", service=f"{number}", district="210204")
    overview(administrator)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            overview(administrator)
        return len(captured)

    # Session, account, five for what is overdue, one for applications by post, five for searches.
    assert queries() == QUERIES


QUERIES = 13


def test_a_way_is_marked_as_far_where_the_search_calls_it_far(
    administrator: Any, sample: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (coverage, locator.admin.overview):
        monkeypatch.setattr(module, "FAR_M", 20_000)
    answer = overview(administrator)
    ways = [metres for _reach, ways in answer.context["far"] for _service, metres in ways]
    assert any(metres and metres < 20_000 for metres in ways)
    assert answer.text.count('<td class="far"') == sum(metres is None or metres > 20_000 for metres in ways)
