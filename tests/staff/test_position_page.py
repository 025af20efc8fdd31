"""A position is pasted with its datum, looked at, and waits for a second person."""

import json
import re

import pytest

from locator.catalogue.editing import edit, revision
from locator.models import Outlet, Point, Proposal
from locator.places import Datum, convert
from locator.places.entry import metres_between

from .conftest import words

CODE = "sample-a-02"
PAGE = f"/en/staff/outlets/{CODE}/position/"


def stored():
    outlet = Outlet.objects.get(code=CODE)
    return Point(outlet.latitude, outlet.longitude)


def moved(north=0.0, east=0.0):
    """Return the outlet's point some metres farther, as somebody would paste it."""
    old = stored()
    return f"{old.latitude + north / 111195:.6f}, {old.longitude + east / 86300:.6f}"


def send(browser, pasted, *, datum="wgs84", do="save", **more):
    given = {"pasted": pasted, "datum": datum, "do": do, "seen": revision(CODE)}
    return browser.post(PAGE, given | more)


def waiting():
    return Proposal.objects.filter(outlets=CODE, state=Proposal.State.WAITING)


def test_a_new_position_is_looked_at_first_and_changes_nothing_yet(clerk, as_):
    answer = send(as_(clerk), moved(north=240), do="look")
    assert answer.status_code == 200
    assert re.search(r"(2[34]\d|250) m\w* · North", words(answer))
    assert "Known places nearby" in words(answer)
    assert not waiting().exists()


def test_a_position_waits_for_a_second_person(clerk, as_):
    before = stored()
    assert send(as_(clerk), moved(north=240, east=-50)).status_code == 302
    assert stored() == before
    new = waiting().get().changes[0]["new"]
    assert new["latitude"] == pytest.approx(before.latitude + 240 / 111195, abs=1e-6)
    assert "position" in words(as_(clerk).get(f"/en/staff/outlets/{CODE}/")).lower()


@pytest.mark.parametrize("datum", list(Datum))
def test_coordinates_of_every_map_come_to_the_same_spot(clerk, as_, datum):
    target = Point(stored().latitude + 0.001, stored().longitude)
    latitude, longitude = convert(target.latitude, target.longitude, Datum.WGS84, datum)
    assert send(as_(clerk), f"{longitude:.7f}，{latitude:.7f}", datum=datum.value).status_code == 302
    new = waiting().get().changes[0]["new"]
    found = Point(new["latitude"], new.get("longitude", target.longitude))
    assert metres_between(found, target) < 0.5


REFUSED = [
    ("", "wgs84", "Paste the coordinates"),
    ("here", "wgs84", "not a pair of coordinates"),
    ("121.61, 38.91", "", "Choose where the coordinates are from"),
    ("121.61, 38.91", "mars", "mars"),
    ("116.397128, 39.916527", "gcj02", "not in Dalian"),
    ("121.614786, 138.913962", "gcj02", "digit is missing"),
    ("1" * 500, "gcj02", "at most 120"),
]


def test_what_is_no_position_is_refused_with_what_was_typed(clerk, as_):
    browser, unsaid = as_(clerk), []
    for pasted, datum, said in REFUSED:
        answer = send(browser, pasted, datum=datum, do="look")
        told = answer.status_code == 422 and said in words(answer)
        kept = f'value="{pasted}"' in answer.text or not pasted
        if not told or not kept or waiting().exists():
            unsaid.append((pasted, datum, answer.status_code))
    assert unsaid == []


def test_both_missing_answers_are_said_at_once(clerk, as_):
    said = words(send(as_(clerk), "", datum=""))
    assert "Paste the coordinates" in said
    assert "Choose where the coordinates are from" in said


def test_a_point_in_another_district_is_asked_about(clerk, as_):
    far = "121.262, 38.851"  # in Lüshunkou
    answer = send(as_(clerk), far, do="look")
    assert "Look twice" in words(answer)
    assert "The places around this point are in Lüshunkou District, the outlet in" in words(answer)
    assert send(as_(clerk), far).status_code == 422
    assert not waiting().exists()
    assert send(as_(clerk), far, sure="on").status_code == 302
    assert waiting().exists()


def test_rounded_numbers_are_asked_about(clerk, as_):
    old = stored()
    answer = send(as_(clerk), f"{old.longitude:.2f}, {old.latitude:.2f}", do="look")
    assert "The numbers are rounded" in words(answer)


def test_the_position_so_far_is_confirmed_with_one_press(clerk, as_):
    Outlet.objects.filter(code=CODE).update(position_verified=False)
    browser = as_(clerk)
    assert "It is right as it is" in words(browser.get(PAGE))
    assert browser.post(PAGE, {"do": "right", "seen": revision(CODE)}).status_code == 302
    assert Outlet.objects.get(code=CODE).position_verified
    assert "It is right as it is" not in words(browser.get(PAGE))


def test_an_outlet_without_a_position_gets_one(clerk, as_):
    near = moved()
    Outlet.objects.filter(code=CODE).update(
        latitude=None, longitude=None, position_source="none", position_verified=False
    )
    browser = as_(clerk)
    assert "has no position yet" in words(browser.get(PAGE))
    assert "There was no position before" in words(send(browser, near, do="look"))
    assert send(browser, near).status_code == 302
    assert waiting().exists()


def test_a_second_proposal_of_a_position_says_that_one_waits(clerk, as_):
    send(as_(clerk), moved(north=240, east=30))
    answer = send(as_(clerk), moved(north=300, east=60))
    assert answer.status_code == 422
    assert words(answer).count("waits for a second person already") == 1
    assert waiting().count() == 1


def test_somebody_elses_change_is_shown_before_the_position_is_kept(clerk, manager, as_):
    seen = revision(CODE)
    edit(CODE, {"phones": ["12345"]}, by=manager, seen=None)
    new = moved(north=240)
    answer = send(as_(clerk), new, seen=seen)
    assert answer.status_code == 409
    assert "manager changed this outlet" in words(answer)
    assert f'value="{new}"' in answer.text
    assert not waiting().exists()
    assert send(as_(clerk), new).status_code == 302


def test_back_keeps_what_was_typed(clerk, as_):
    new = moved(north=240)
    answer = send(as_(clerk), new, datum="bd09", do="back")
    assert f'value="{new}"' in answer.text
    assert re.search(r'value="bd09"[^>]*checked', answer.text)


def test_the_map_knows_the_places_around(clerk, as_):
    page = as_(clerk).get(PAGE).text
    found = json.loads(re.search(r'id="map-points"[^>]*>(.*?)</script>', page)[1])
    assert 5 < len(found["places"]) <= 60
    assert found["now"] == found["spot"] == [stored().latitude, stored().longitude]
    names = [name for name, *_ in found["places"]]
    assert len(set(names)) == len(names)
    for _name, latitude, longitude in found["places"]:
        assert metres_between(stored(), Point(latitude, longitude)) <= 3_000


def test_another_banks_position_is_not_there(stranger, as_):
    assert as_(stranger).get(PAGE).status_code == 404
    assert send(as_(stranger), "121.61, 38.91").status_code == 404
    assert not waiting().exists()
