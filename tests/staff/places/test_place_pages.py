"""Places are added, named, corrected and made one on their pages, looked over first."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from locator.catalogue.place_revision import mark_of
from locator.models import Act, Place
from tests.staff.conftest import words

HOME = "/en/staff/places/"
XIAN = f"{HOME}known/210204-西安路/"
NEW = {
    "name": "甲乙丙丁大厦", "kind": "landmark", "district": "210204", "aliases": "丙丁大厦\n",
    "pasted": "121.5906, 38.9143", "datum": "wgs84", "radius_m": "", "source": "现场核对",
}  # fmt: skip


def send(browser, *, do="save", page=f"{HOME}new/", **changed):
    return browser.post(page, NEW | {"do": do, "seen": "0"} | changed)


def add(browser, **changed):
    assert send(browser, **changed).status_code == 302
    return Place.objects.get(name=changed.get("name", NEW["name"]))


def test_a_place_is_looked_over_first_and_nothing_is_kept_yet(clerk, as_):
    answer = send(as_(clerk), do="look")
    said = words(answer)
    assert answer.status_code == 200
    assert "finds nothing" in said
    assert "finds 甲乙丙丁大厦 in Shahekou District, radius 300 m" in said
    assert "Known places nearby" in said
    assert not Place.objects.exists()
    assert not Act.objects.exists()


def test_a_clerk_adds_a_place_and_finds_it_in_the_list_and_in_the_history(clerk, as_):
    browser = as_(clerk)
    place = add(browser)
    assert (place.radius_m, place.aliases, place.source) == (300, ["丙丁大厦"], "现场核对")
    assert "甲乙丙丁大厦" in words(browser.get(HOME))
    act = Act.objects.get()
    assert "甲乙丙丁大厦" in words(browser.get(f"/en/staff/history/{act.pk}/"))
    assert browser.post(f"/en/staff/history/{act.pk}/undo/").status_code == 302
    assert not Place.objects.exists()


def test_pressing_twice_adds_once(clerk, as_):
    browser = as_(clerk)
    place = add(browser)
    assert send(browser).url == f"{HOME}{place.pk}/"
    assert Act.objects.count() == 1


WRONG = [
    ({"source": ""}, "Fill this in."),
    ({"pasted": ""}, "Paste the coordinates, or say how far"),
    ({"pasted": "here"}, "not a pair of coordinates"),
    ({"datum": ""}, "Choose where the coordinates are from"),
    ({"pasted": "116.4, 39.9"}, "not in Dalian"),
    ({"pasted": "121.262, 38.851"}, "Choose Lüshunkou District as the district"),
    ({"pasted": "", "from_place": "中国银行"}, "Several places go by this name"),
    ({"pasted": "", "from_place": "谁也不认识"}, "does not know this place"),
    ({"pasted": "", "from_place": "西安路", "north_m": "99999"}, "less than or equal to 20000"),
    ({"radius_m": "5"}, "10 to 50000"),
    ({"name": "西安路", "kind": "road"}, "Give that one another name instead"),
    ({"aliases": "西安路"}, "is the name of a place in Shahekou District"),
    ({"district": "110101"}, "not one of the available choices"),
    ({"name": "甲\0乙"}, "Null characters are not allowed"),
]


@pytest.mark.parametrize("do", ["look", "save"])
def test_what_is_wrong_is_said_before_it_is_looked_over(clerk, as_, do):
    browser, unsaid = as_(clerk), []
    for changed, said in WRONG:
        answer = send(browser, do=do, **changed)
        if answer.status_code != 422 or said not in words(answer) or Place.objects.exists():
            unsaid.append((changed, answer.status_code))
    assert unsaid == []


def test_a_spot_is_measured_from_a_known_place(clerk, as_):
    place = add(as_(clerk), pasted="", datum="", from_place="西安路站", north_m="100", east_m="-50")
    assert 38.90 < place.latitude < 38.93


def test_a_press_on_the_sketch_fills_the_coordinates_and_keeps_what_was_typed(clerk, as_):
    answer = send(as_(clerk), do="", **{"spot.x": "160", "spot.y": "160", "sketch": "38.910000,121.590000,2"})
    assert answer.status_code == 200
    assert 'value="38.910000, 121.590000"' in answer.text
    assert 'value="甲乙丙丁大厦"' in answer.text
    assert re.search(r'value="wgs84"[^>]*checked', answer.text)
    north = send(as_(clerk), do="", **{"spot.x": "160", "spot.y": "0", "sketch": "38.910000,121.590000,2"})
    (latitude,) = re.findall(r'value="(38\.\d+), 121\.590000"', north.text)
    assert float(latitude) - 38.91 == pytest.approx(1250 / 111_195, abs=1e-5)


def test_the_sketch_is_moved_and_nothing_is_lost(clerk, as_):
    browser = as_(clerk)
    for do in ("north", "south", "east", "west", "closer", "farther", "back"):
        answer = send(browser, do=do, sketch="38.910000,121.590000,2")
        assert answer.status_code == 200, do
        assert 'value="121.5906, 38.9143"' in answer.text, do
        moved = re.search(r'name="sketch" value="([^"]+)"', answer.text)[1]
        assert (moved == "38.910000,121.590000,2") == (do == "back"), do


def test_a_sketch_that_cannot_be_read_is_drawn_of_the_district(clerk, as_):
    browser = as_(clerk)
    for sketch in ("", "x", "1,2", "91,0,1", "38.9,121.6,99", "nan,nan,1", "89,121,1"):
        answer = browser.get(f"{HOME}sketch.svg?{urlencode({'sketch': sketch, 'spot': 'x'})}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml"), sketch
        assert send(browser, do="closer", sketch=sketch).status_code == 200, sketch


def test_the_sketch_names_the_places_around(clerk, as_):
    drawn = as_(clerk).get("/staff/places/sketch.svg?sketch=38.9143,121.5906,2&spot=38.9143,121.5906").text
    assert drawn.count("<text") > 3
    assert "西安路" in drawn


def test_everybody_gives_a_known_place_more_names(clerk, as_):
    browser = as_(clerk)
    assert "Only administrators move a place" in words(browser.get(XIAN))
    answer = browser.post(f"{XIAN}names/", {"aliases": "老西安大街", "source": "居民", "seen": "0"})
    place = Place.objects.get()
    assert answer.url == f"{HOME}{place.pk}/"
    assert place.aliases[0] == "老西安大街"
    assert f'href="{HOME}{place.pk}/names/"' in browser.get(XIAN).text


def test_a_clerk_does_not_correct_retire_or_merge(clerk, manager, as_):
    place = add(as_(clerk))
    for person in (clerk, manager):
        browser = as_(person)
        for page in (f"{place.pk}/correct/", f"{place.pk}/retire/", "doubles/", "merge/"):
            assert browser.get(HOME + page).status_code == 404
            assert browser.post(HOME + page, NEW).status_code == 404


def test_an_administrator_corrects_a_place_of_the_tables_and_the_name_stays(administrator, as_):
    given = {"kind": "road", "name": "别的名字", "radius_m": "1800", "pasted": "121.5950, 38.9130"}
    assert send(as_(administrator), page=f"{XIAN}correct/", **given).status_code == 302
    place = Place.objects.get()
    assert (place.name, place.radius_m, place.latitude) == ("西安路", 1800, 38.913)


def test_somebody_elses_change_is_shown_and_nothing_typed_is_lost(administrator, clerk, as_):
    browser = as_(administrator)
    place = add(as_(clerk))
    seen = mark_of(place)
    place.radius_m = 777
    place.save()
    answer = send(browser, page=f"{HOME}{place.pk}/correct/", seen=seen, radius_m="888", source="另一处")
    assert answer.status_code == 409
    assert "777" in words(answer)
    assert 'value="888"' in answer.text
    again = re.search(r'name="seen" value="(\d+)"', answer.text)[1]
    assert send(browser, page=f"{HOME}{place.pk}/correct/", seen=again, radius_m="888").status_code == 302
    names = browser.post(f"{HOME}{place.pk}/names/", {"aliases": "另名一个", "source": "x", "seen": seen})
    assert names.status_code == 409


def test_a_place_is_retired_and_brought_back(administrator, clerk, as_):
    browser, place = as_(administrator), add(as_(clerk))
    page = f"{HOME}{place.pk}/retire/"
    gone = {"source": "拆了", "retired": "yes", "seen": mark_of(place)}
    for _press in range(2):
        assert browser.post(page, gone).status_code == 302
        assert Place.objects.get().retired
    assert "the search does not find it" in words(browser.get(f"{HOME}{place.pk}/"))
    back = {"source": "还在", "retired": "no", "seen": mark_of(Place.objects.get())}
    assert browser.post(page, back).status_code == 302
    assert not Place.objects.get().retired


KEYS = ["210202-友谊医院", "210202-大连市友谊医院"]


def test_suspected_doubles_are_listed_and_made_one(administrator, as_):
    browser = as_(administrator)
    listed = browser.get(f"{HOME}doubles/").text
    assert urlencode([("key", key) for key in KEYS]).replace("&", "&amp;") in listed
    shown = browser.get(f"{HOME}merge/", {"key": KEYS, "keep": KEYS[1]})
    assert "Retired 友谊医院" in words(shown)
    given = {"key": KEYS, "keep": KEYS[1], "seen": ["0", "0"], "do": "merge"}
    assert browser.post(f"{HOME}merge/", given).status_code == 422
    answer = browser.post(f"{HOME}merge/", given | {"source": "同一家"})
    assert answer.status_code == 302
    assert Place.objects.filter(retired=True).get().name == "友谊医院"
    assert Act.objects.get().note == "places merged"
    undone = browser.post(f"/en/staff/history/{Act.objects.get().pk}/undo/")
    assert undone.status_code == 302
    assert not Place.objects.exists()


def test_places_that_changed_meanwhile_are_not_made_one(administrator, clerk, as_):
    as_(clerk).post(f"{HOME}known/{KEYS[0]}/names/", {"aliases": "友好大医院", "source": "x", "seen": "0"})
    given = {"key": KEYS, "keep": KEYS[1], "seen": ["0", "0"], "do": "merge", "source": "同一家"}
    answer = as_(administrator).post(f"{HOME}merge/", given)
    assert answer.status_code == 409
    assert not Place.objects.filter(retired=True).exists()


def test_fewer_than_two_places_lead_back_to_the_list(administrator, as_):
    browser = as_(administrator)
    for keys in ([], KEYS[:1], ["x", "y"], ["210202-中山区", "210203-西岗区"]):
        answer = browser.get(f"{HOME}merge/", {"key": keys})
        assert (answer.status_code, answer.url) == (302, f"{HOME}doubles/"), keys


ASKED = [
    ({"name": "乙丙"}, True), ({"name": "丙丁大"}, True), ({"name": "jiayibing"}, True),
    ({"name": "jyb"}, True),
    ({"kind": "landmark", "district": "210204", "state": "standing"}, True), ({"name": "戊己"}, False),
    ({"kind": "road"}, False), ({"district": "210202"}, False), ({"state": "retired"}, False),
    ({"kind": "x", "district": "x", "state": "x", "page": "x"}, True),
]  # fmt: skip


def test_places_are_found_by_name_pinyin_kind_district_and_state(clerk, as_):
    browser = as_(clerk)
    place = add(browser)
    shown = [place in browser.get(HOME, asked).context["page"].object_list for asked, _found in ASKED]
    assert list(zip(ASKED, shown, strict=True)) == [((asked, found), found) for asked, found in ASKED]


def test_beside_stands_what_the_site_knows_under_the_name(clerk, as_):
    said = words(as_(clerk).get(HOME, {"name": "西安路"}))
    assert "Typed alone, “西安路” finds 西安路 in Shahekou District, radius 2500 m." in said


def test_the_list_asks_as_often_for_many_places_as_for_few(clerk, as_, no_looks):
    browser, asked = as_(clerk), []
    for many in (3, 60):
        where = {"district_id": "210204", "latitude": 38.91, "longitude": 121.59, "radius_m": 900}
        Place.objects.bulk_create(
            Place(name=f"甲乙{many}丙{n}", kind="road", source="x", **where) for n in range(many)
        )
        browser.get(HOME, {"name": "甲乙"})
        with CaptureQueriesContext(connection) as captured:
            browser.get(HOME, {"name": "甲乙"})
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_what_staff_cannot_keep_has_no_page(administrator, as_):
    browser = as_(administrator)
    paths = [
        f"{HOME}{page}{end}"
        for page in ("known/210202-中山区/", "known/x/", "999999/")
        for end in ("", "names/", "correct/", "retire/")
    ]
    assert [path for path in paths if browser.get(path).status_code != 404] == []
