"""Whose data a page shows stands at its foot."""

import datetime as dt

import pytest
from django.utils import timezone

from locator.models import StreetMap


@pytest.fixture
def street_map(db):
    return StreetMap.objects.create(
        code="bureau", kind="table", attribution="示例测绘局", attribution_url="https://maps.example/",
        licence="示例许可", data_date=dt.date(2024, 11, 1), number=1, imported_at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("/", "2024年11月1日"),
        ("/en/", "1 November 2024"),
        ("/ja/", "2024年11月1日"),
        ("/ko/", "2024년 11월 1일"),
    ],
)
def test_every_page_names_the_street_map_its_licence_and_its_date(client, street_map, path, date):
    page = client.get(path).content.decode()
    foot = page[page.index("<footer") :]
    assert '<a href="https://maps.example/"' in foot
    assert all(said in foot for said in ("示例测绘局", "示例许可", date))


def test_without_a_street_map_none_is_named(client, db):
    page = client.get("/").content.decode()
    assert "街道地图" not in page
    assert "OpenStreetMap contributors" in page
