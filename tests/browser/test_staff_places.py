"""Places are pinned with keys, by a press on a sketch without any script, and made one."""

import pytest
from playwright.sync_api import expect

from locator.models import Place, Role
from tests.thorough import one_in

from .conftest import PHONE_AND_SCREEN, assert_accessible, assert_fits, follow, look_over

HOME = "/en/staff/places/"
SCREENS = pytest.mark.parametrize("width", one_in(2, [360, 1280]))
KNOWN = f"{HOME}known/210204-西安路/"
KEYS = "key=210202-友谊医院&key=210202-大连市友谊医院"


def plain(path):
    return path.removeprefix("/en")


def fill(page):
    page.locator("[name=name]").fill("甲乙丙丁大厦")
    page.locator("[name=kind][value=landmark]").check()
    page.locator("[name=district]").select_option("210204")
    page.locator("[name=aliases]").fill("丙丁大厦")
    page.locator("[name=source]").fill("现场核对")


@pytest.mark.long
def test_the_pages_of_the_places_fit_and_keep_nobody_out(sign_in):
    page = sign_in(Role.ADMINISTRATOR)
    Place.objects.create(
        name="甲乙丙丁大厦", kind="landmark", district_id="210204", latitude=38.9143, longitude=121.5906,
        radius_m=250, source="现场核对", aliases=["丙丁大厦"],
    )  # fmt: skip
    own = f"{HOME}{Place.objects.get().pk}/"
    # What is kept by staff has the pages that a place of the tables has.
    ends = ["names/", "correct/", "retire/"]
    alike = [each + end for end in ends for each in (KNOWN, own)]
    paths = [f"{HOME}?name=西安路", f"{HOME}doubles/", f"{HOME}merge/?{KEYS}", KNOWN, own, *one_in(2, alike)]
    look_over(page, list(map(plain, paths)), ["", "/en"], elsewhere=[plain(HOME), plain(f"{HOME}new/")])


@pytest.mark.long
@SCREENS
def test_a_spot_is_set_with_the_arrow_keys_looked_over_and_kept(sign_in, width):
    page = sign_in(width=width)
    page.goto(f"{HOME}new/")
    fill(page)
    page.locator(".spot-new").press("ArrowUp")
    # The city's middle is far from the district: the mark has filled the field, and is corrected by hand.
    expect(page.locator("[name=datum][value=wgs84]")).to_be_checked()
    page.locator("[name=pasted]").fill("121.5906, 38.9143")
    page.locator("[name=pasted]").press("Enter")
    expect(page.locator("main")).to_contain_text("finds 甲乙丙丁大厦 in Shahekou District, radius 300 m")
    assert_fits(page, *PHONE_AND_SCREEN)
    assert_accessible(page)
    follow(page.get_by_role("button", name="Yes, keep it"))
    expect(page.get_by_role("status").first).to_contain_text("Residents find it from now on")
    assert Place.objects.get().latitude == 38.9143


@pytest.mark.long
@SCREENS
def test_a_spot_is_pressed_on_the_sketch_without_a_script(sign_in, width):
    page = sign_in(Role.ADMINISTRATOR, width=width, script=False)
    page.goto(f"{KNOWN}correct/")
    sketch = page.locator("input[type=image]")
    before = page.locator("[name=pasted]").input_value()
    follow(page.get_by_role("button", name="Closer"))
    box = sketch.bounding_box()
    assert (box["width"], box["height"]) == (320, 320)
    with page.expect_navigation():
        sketch.click(position={"x": 161, "y": 61})
    north = float(page.locator("[name=pasted]").input_value().split(", ")[0]) - float(before.split(", ")[0])
    assert north == pytest.approx(100 * 1000 / 320 / 111_195, rel=0.03)
    assert_fits(page, *PHONE_AND_SCREEN)
    page.locator("[name=source]").fill("在示意图上")
    # Enter in a field looks it over, and does not press the sketch.
    with page.expect_navigation():
        page.locator("[name=source]").press("Enter")
    expect(page.locator("h1")).to_have_text("Is this right?")
    follow(page.get_by_role("button", name="Yes, keep it"))
    assert Place.objects.get().name == "西安路"


def test_what_is_wrong_leads_to_its_field(sign_in):
    page = sign_in(width=360)
    page.goto(f"{HOME}new/")
    follow(page.get_by_role("button", name="See how it will be found"))
    assert_fits(page, *PHONE_AND_SCREEN)
    assert_accessible(page)
    page.get_by_role("alert").get_by_role("link", name="Name", exact=True).click()
    expect(page.locator("[name=name]")).to_be_focused()


@pytest.mark.long
@SCREENS
def test_two_places_are_made_one_and_that_is_undone(sign_in, width):
    page = sign_in(Role.ADMINISTRATOR, width=width)
    page.goto(f"{HOME}merge/?{KEYS}")
    page.locator("[name=keep]").nth(1).check()
    page.locator("[name=source]").fill("同一家医院")
    follow(page.get_by_role("button", name="Make them one"))
    expect(page.get_by_role("status").first).to_contain_text("under all the names")
    assert Place.objects.filter(retired=True).get().name == "友谊医院"
    follow(page.locator("main .blocks a"))
    follow(page.get_by_role("button", name="Undo"))
    assert not Place.objects.exists()
