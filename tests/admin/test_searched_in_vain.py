"""What was searched in vain is shown to administrators by shape and district."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from locator.admin.searched_in_vain import in_vain
from locator.models import District, SearchCount

TODAY = timezone.localdate


def counted(days_ago: int, district: str, shape: str, hits: int, reason: str = "unknown") -> None:
    SearchCount.objects.create(
        day=TODAY() - timedelta(days=days_ago), kind="not-understood", district=district, shape=shape,
        hits=hits, reason=reason,
    )  # fmt: skip


def rows() -> list[tuple[str, tuple[int, ...]]]:
    return [(row.district.code if row.district else "", row.hits) for row in in_vain(TODAY())]


def test_searches_in_vain_are_added_up_by_shape_and_district_the_most_first(db: None) -> None:
    counted(0, "", "road", 2)
    counted(89, "", "road", 1)
    counted(90, "", "road", 100)
    counted(1, "210204", "estate", 5, "detail-dropped")
    counted(1, "210204", "station", 1)
    counted(1, "210204", "other", 1)
    counted(1, "210204", "", 50)
    assert rows() == [("210204", (0, 5, 1, 1)), ("", (3, 0, 0, 0))]


def test_the_overview_shows_them(administrator: Any) -> None:
    counted(0, "210204", "road", 7, "detail-dropped")
    page = administrator.get("/admin/overview/")
    assert [(row.district.code, row.total) for row in page.context["in_vain"]] == [("210204", 7)]
    assert page.context["not_found"] == [], "an answer with the district is not a place that was not found"


def test_it_asks_as_often_for_many_districts_as_for_few(db: None) -> None:
    asked = []
    for districts in (1, 10):
        for district in District.objects.all()[:districts]:
            counted(districts, district.code, "road", 1)
        with CaptureQueriesContext(connection) as captured:
            rows()
        asked.append(len(captured))
    assert asked[0] == asked[1] == 2


def test_the_list_of_counts_is_narrowed_to_a_shape(administrator: Any) -> None:
    counted(0, "", "road", 1)
    counted(0, "", "estate", 1)
    found = administrator.get("/admin/locator/searchcount/", {"shape": "estate"})
    assert [row.shape for row in found.context["cl"].result_list] == ["estate"]
