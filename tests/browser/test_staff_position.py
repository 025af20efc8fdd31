"""A position set with a finger, with keys, and without any script."""

import pytest
from playwright.sync_api import expect

from locator.models import Outlet, Proposal
from tests.thorough import one_in

from .conftest import PHONE_AND_SCREEN, assert_accessible, assert_fits, follow

CODE = "sample-a-02"
PAGE = f"/en/staff/outlets/{CODE}/position/"
SCREENS = pytest.mark.parametrize("width", one_in(2, [360, 1280]))


def numbers(page):
    return tuple(map(float, page.locator("[name=pasted]").input_value().split(", ")))


def stored():
    return Outlet.objects.values_list("latitude", "longitude").get(code=CODE)


@pytest.mark.long
@SCREENS
def test_the_mark_moves_with_the_arrow_keys_and_fills_the_fields(sign_in, width):
    page = sign_in(width=width)
    page.goto(PAGE)
    mark = page.locator(".spot-new")
    for _ in range(12):
        mark.press("ArrowUp")
    mark.press("Shift+ArrowRight")
    north, east = numbers(page)
    before = stored()
    assert north - before[0] == pytest.approx(120 / 111195, abs=2e-6)
    assert east - before[1] == pytest.approx(1 / 86500, abs=2e-6)
    expect(page.locator("[data-spot-map] [role=status]")).to_have_text(
        "120 metres North of the position so far"
    )
    expect(page.locator("[name=datum][value=wgs84]")).to_be_checked()
    assert_fits(page, *PHONE_AND_SCREEN)
    assert_accessible(page)
    follow(page.get_by_role("button", name="See where that is"))
    expect(page.locator("main")).to_contain_text("120 metres · North")
    assert_fits(page, *PHONE_AND_SCREEN)
    assert_accessible(page)
    follow(page.get_by_role("button", name="Yes, propose this position"))
    expect(page.get_by_role("status").first).to_contain_text("Waits for a second person")
    assert Proposal.objects.get().changes[0]["new"]["latitude"] == pytest.approx(north)
    assert stored() == before


def test_the_mark_is_dragged_and_the_map_pressed(sign_in):
    page = sign_in()
    page.goto(PAGE)
    page.locator(".spot-map").scroll_into_view_if_needed()
    place = page.locator(".spot-new").bounding_box()
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=5)
    page.mouse.up()
    dragged = numbers(page)
    assert dragged[1] > stored()[1]
    assert dragged[0] == pytest.approx(stored()[0], abs=1e-5)
    page.mouse.click(x, y + 60)
    assert numbers(page)[0] < stored()[0]


def test_names_on_the_map_do_not_lie_over_one_another(sign_in):
    page = sign_in(width=360)
    page.goto(PAGE)
    for zoom in (None, "Farther", "Farther", "Closer"):
        if zoom:
            page.get_by_role("button", name=zoom).click()
        boxes = page.locator(".spot-place:not(.crowded) span").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().toJSON())"
        )
        assert boxes
        assert not [
            (one, other)
            for number, one in enumerate(boxes)
            for other in boxes[:number]
            if one["left"] < other["right"] - 1 and one["right"] - 1 > other["left"]
            and one["top"] < other["bottom"] - 1 and one["bottom"] - 1 > other["top"]
        ]  # fmt: skip


@pytest.mark.long
@SCREENS
def test_a_position_is_pasted_without_a_script(sign_in, width):
    page = sign_in(width=width, script=False)
    page.goto(PAGE)
    expect(page.locator(".spot-map")).to_be_hidden()
    page.locator("[name=pasted]").fill("东经121.26，北纬38.85")
    page.locator("[name=datum][value=bd09]").check()
    follow(page.get_by_role("button", name="See where that is"))
    expect(page.locator("main")).to_contain_text("Look twice")
    follow(page.get_by_role("button", name="Yes, propose this position"))
    expect(page.get_by_role("alert")).to_contain_text("Tick this if you are sure")
    page.locator("[name=sure]").check()
    follow(page.get_by_role("button", name="Yes, propose this position"))
    expect(page.get_by_role("status").first).to_contain_text("Waits for a second person")
