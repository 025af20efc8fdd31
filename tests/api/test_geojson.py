"""The same outlets as GeoJSON, for whoever asks for it, with longitude before latitude."""

from __future__ import annotations

from typing import Any

import pytest

from locator.models import CatalogueVersion, Outlet
from locator.search.current import current

from .conftest import NEAREST
from .test_definition import definition

GEOJSON = {"Accept": "application/geo+json"}
OUTLETS = "/api/v1/outlets/"
EVERY = [OUTLETS, f"{OUTLETS}sample-a-01/", f"{NEAREST}?latitude=38.914&longitude=121.6325"]


def test_a_list_and_the_nearest_say_in_geojson_what_they_say_in_json(api: Any) -> None:
    for path in (EVERY[0], EVERY[2]):
        plain, features = api.client.get(path).json(), api.client.get(path, headers=GEOJSON).json()
        assert features["type"] == "FeatureCollection"
        assert [again(one) for one in features["features"]] == [without_at(one) for one in plain["results"]]
        assert set(features) - {"type", "features"} == set(plain) - {"results"}


def test_one_outlet_is_one_feature(api: Any) -> None:
    plain, feature = (api.client.get(EVERY[1], headers=headers).json() for headers in ({}, GEOJSON))
    assert feature["type"] == "Feature"
    around = {name: feature[name] for name in ("sample", "notice", "catalogue")}
    assert {**again(feature), **around, "catalogue": 0} == {**plain, "catalogue": 0}


def again(feature: dict[str, Any]) -> dict[str, Any]:
    """Put a feature together as the outlet that it was made of."""
    longitude, latitude = feature["geometry"]["coordinates"] if feature["geometry"] else (None, None)
    assert feature["id"] == feature["properties"]["code"]
    assert latitude is None or 38 < latitude < 41 < 120 < longitude < 124
    return without_at({**feature["properties"], "latitude": latitude, "longitude": longitude})


def without_at(outlet: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in outlet.items() if name != "at"}


def test_an_outlet_without_a_position_has_no_geometry(api: Any, settings: Any) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0
    Outlet.objects.filter(code="sample-a-01").update(
        latitude=None, longitude=None, position_source="none", position_verified=False
    )
    CatalogueVersion.objects.update(number=current().snapshot.number + 1)
    assert api.client.get(EVERY[1], headers=GEOJSON).json()["geometry"] is None


def test_a_position_by_post_and_places_to_choose_from_come_as_geojson_too(api: Any) -> None:
    for address, count in (("青泥洼桥", 8), ("新华街道", 0)):
        answer = api.client.post(NEAREST, {"address": address}, "application/json", headers=GEOJSON)
        assert answer.headers["Content-Type"] == "application/geo+json"
        assert len(answer.json()["features"]) == count


@pytest.mark.parametrize(
    ("accept", "geojson"),
    [
        ("application/geo+json", True),
        ("application/geo+json, application/json;q=0.9", True),
        ("application/json;q=0.5, application/geo+json;q=0.8", True),
        ("application/geo+json;q=0.5, application/json", False),
        ("application/geo+json;q=0", False),
        ("*/*", False),
        ("text/html, */*;q=0.1", False),
        ("image/png", False),
        (";;;", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("path", EVERY)
def test_what_is_preferred_is_answered_and_json_where_it_is_nothing_of_ours(
    api: Any, path: str, accept: str, *, geojson: bool
) -> None:
    answer = api.client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == ("application/geo+json" if geojson else "application/json")
    assert "Accept" in answer.headers["Vary"].split(", ")


def test_an_error_stays_json(api: Any) -> None:
    answer = api.client.get(OUTLETS, {"page_size": "0"}, headers=GEOJSON)
    assert answer.headers["Content-Type"] == "application/json"


def test_the_definition_names_geojson_wherever_it_is_answered() -> None:
    paths = definition()["paths"]
    named = {
        (path, method)
        for path in paths
        for method, one in paths[path].items()
        if "application/geo+json" in one["responses"].get("200", {}).get("content", {})
    }
    code = f"{OUTLETS}{{code}}/"
    assert named == {(OUTLETS, "get"), (code, "get"), (NEAREST, "get"), (NEAREST, "post")}
