"""Keys, staff's rows, towns and the district of a point."""

import pytest

from locator.models import Point
from locator.places import (
    Datum,
    Gazetteer,
    Kind,
    NotFound,
    Origin,
    StaffPlace,
    is_near_dalian,
    locate,
    resolve,
)

TOKYO = (35.6812, 139.7671)


def test_every_key_leads_back_to_its_place_and_no_door_has_one(gazetteer):
    keys = [entry.key for entry in gazetteer.entries if entry.key]
    assert len(set(keys)) == len(keys)
    for entry in gazetteer.entries:
        if entry.kind is Kind.ADDRESS:
            assert entry.key == ""
        else:
            assert gazetteer.place(entry.key).label == entry.name


@pytest.mark.parametrize(
    ("key", "label"),
    [("210204-西安路", "西安路"), ("210202-青泥洼桥站", "青泥洼桥站"), ("210281-瓦房店市", "瓦房店市")],
)
def test_a_shared_link_keeps_its_meaning(gazetteer, key, label):
    assert gazetteer.place(key).label == label


def test_an_unknown_key_names_nothing(gazetteer):
    assert gazetteer.place("") is None
    assert gazetteer.place("210204-不存在") is None


def test_two_builds_give_the_same_answers(gazetteer):
    again = Gazetteer.of(reversed(gazetteer.entries), gazetteer.names.readings)
    for text in ("西安路", "新华街道", "星巴克", "xianlu", "万达", "中山区建设银行"):
        assert resolve(text, again) == resolve(text, gazetteer)


def test_english_labels_are_words(gazetteer):
    labels = {entry.key: entry.english for entry in gazetteer.entries}
    assert labels["210204-西安路"] == "Xi'an Lu"
    assert labels["210202-中山广场"] == "Zhongshan Guangchang"
    assert labels["210224-长海县"] == "Changhai County"
    assert all(labels.values())


def test_every_district_offers_its_towns(gazetteer):
    assert len(gazetteer.districts) == 10
    for district in gazetteer.districts:
        assert gazetteer.towns(district)
    assert sum(len(gazetteer.towns(district)) for district in gazetteer.districts) == 149


def test_a_point_has_the_district_of_the_places_around_it(gazetteer):
    assert gazetteer.district_of(Point(38.9144, 121.6147)) == "210203"
    assert gazetteer.district_of(Point(39.2744, 122.5890)) == "210224"
    assert gazetteer.district_of(Point(*TOKYO)) is None


@pytest.mark.parametrize("spot", [(38.3, 121.6), (39.0, 120.2), (39.6, 124.5), (0.0, 0.0), TOKYO])
def test_the_open_sea_and_far_cities_are_outside(gazetteer, spot):
    assert not is_near_dalian(Point(*spot))
    assert locate(*spot, Datum.WGS84, gazetteer) == NotFound("outside")


@pytest.mark.parametrize("spot", [(float("nan"), 121.6), (38.9, float("inf")), (91.0, 121.6), (38.9, 181.0)])
def test_what_is_not_on_earth_is_an_error(gazetteer, spot):
    with pytest.raises(ValueError, match="Not a position on Earth"):
        locate(*spot, Datum.WGS84, gazetteer)


def test_a_swapped_pair_is_told_and_not_turned(gazetteer):
    answer = locate(121.6147, 38.9144, Datum.WGS84, gazetteer)
    assert answer.remarks[0].code == "swapped"


def staff_place(**changed):
    row = {
        "name": "新路",
        "kind": "road",
        "district": "210204",
        "latitude": 38.9,
        "longitude": 121.58,
        "radius_m": 300,
    }
    return StaffPlace(**{**row, **changed})


def test_a_staff_row_adds_a_place():
    gazetteer = Gazetteer.with_staff_places([staff_place(aliases=("新开的路",))])
    for text in ("新路", "新开的路", "xinlu"):
        answer = resolve(text, gazetteer)
        assert isinstance(answer, Origin)
        assert (answer.label, answer.source, answer.radius_m) == ("新路", "staff", 300)


def test_a_staff_row_takes_the_place_of_its_namesake():
    gazetteer = Gazetteer.with_staff_places([staff_place(name="西安路")])
    assert resolve("西安路", gazetteer).source == "staff"
    assert gazetteer.place("210204-西安路").source == "staff"


def test_a_retired_row_takes_its_namesake_out(gazetteer):
    without = Gazetteer.with_staff_places([staff_place(name="西安路", retired=True)])
    assert gazetteer.place("210204-西安路")
    assert without.place("210204-西安路") is None
