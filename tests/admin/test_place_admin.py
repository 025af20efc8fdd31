"""In the administration the same holds for a place as in the staff pages."""

from __future__ import annotations

from typing import Any

import pytest

from locator.models import Act, Place

NEW = {
    "name": "甲乙丙丁大厦", "kind": "landmark", "district": "210204", "aliases": "丙丁大厦",
    "latitude": "38.9143", "longitude": "121.5906", "radius_m": "250", "source": "现场核对",
}  # fmt: skip


@pytest.fixture
def page() -> str:
    return "/admin/locator/place/"


def test_a_place_is_kept_with_its_act_and_leads_to_the_map(administrator: Any, page: str) -> None:
    assert administrator.post(f"{page}add/", NEW).status_code == 302
    place = Place.objects.get()
    assert place.history.get().act == Act.objects.get()
    assert (
        f"/staff/places/{place.pk}/correct/"
        in administrator.get(f"{page}{place.pk}/change/").content.decode()
    )
    # Saved again as it stands, nothing is in the way of itself.
    assert administrator.post(f"{page}{place.pk}/change/", NEW).status_code == 302


WRONG = [
    ({"name": "甲"}, "name"),
    ({"aliases": "丙丁\n丙 丁"}, "aliases"),
    ({"aliases": "西安路"}, "aliases"),
    ({"radius_m": "5"}, "radius_m"),
    ({"radius_m": "60000"}, "radius_m"),
    ({"latitude": "39.9", "longitude": "116.4"}, "latitude"),
    ({"latitude": "38.85", "longitude": "121.26"}, "latitude"),
    ({"latitude": "91"}, "latitude"),
    ({"source": ""}, "source"),
]


def test_what_is_wrong_is_refused_at_its_field(administrator: Any, page: str) -> None:
    unsaid = []
    for changed, field in WRONG:
        answer = administrator.post(f"{page}add/", NEW | changed)
        said = answer.status_code == 200 and set(answer.context["adminform"].form.errors) == {field}
        if not said or Place.objects.exists() or Act.objects.exists():
            unsaid.append(changed)
    assert unsaid == []


def test_a_name_that_differs_in_writing_alone_is_refused(administrator: Any, page: str) -> None:
    administrator.post(f"{page}add/", NEW)
    answer = administrator.post(f"{page}add/", NEW | {"name": "甲乙丙丁 大廈", "aliases": ""})
    assert set(answer.context["adminform"].form.errors) == {"name"}
    assert Place.objects.count() == 1
