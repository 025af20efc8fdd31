"""Places are added, named, corrected, retired and merged as acts that are undone as one."""

from dataclasses import replace

import pytest
from django.utils import translation

from locator.catalogue.acts import act
from locator.catalogue.history import acts_of, changes_of, may_undo
from locator.catalogue.kept_places import add_names, add_place, correct_place, retire_place
from locator.catalogue.place_facts import PlaceFacts
from locator.catalogue.place_merging import marks_of, merge_places, plan_merge
from locator.catalogue.place_revision import PlaceOvertaken, mark_of
from locator.catalogue.rules import Refused
from locator.catalogue.undo import CannotUndo, undo
from locator.models import Act, Place, Point
from locator.places import Gazetteer, NotFound, Origin, resolve
from locator.search.gazetteer import gazetteer_of
from locator.search.rows import read_rows

SPOT = Point(38.9143, 121.5906)
NEW = PlaceFacts("甲乙丙丁大厦", "landmark", "210204", ("丙丁大厦",), SPOT, 250, "现场核对")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def now():
    """Return the gazetteer that the search has from now on."""
    rows = read_rows()
    return gazetteer_of(rows.places, rows.maps)[0]


def shipped(name, district):
    return next(e for e in now().names.named(name) if (e.name, e.district) == (name, district))


def add(facts=NEW, *, by):
    return add_place(facts, by=by, gazetteer=now())


def found(text):
    return resolve(text, now())


def label(text):
    answer = found(text)
    return answer.label if isinstance(answer, Origin) else answer


def test_a_place_that_a_clerk_adds_is_found_under_all_its_names_and_undone(clerk):
    assert isinstance(found("丙丁大厦"), NotFound)
    kept = add(by=clerk)
    assert label("甲乙丙丁大厦") == label("丙丁大厦") == "甲乙丙丁大厦"
    assert found("丙丁大厦").point == NEW.point
    assert kept.act.how == Act.How.PORTAL
    assert kept.place.history.get().act == kept.act
    undo(kept.act, by=clerk)
    assert not Place.objects.exists()
    assert isinstance(found("丙丁大厦"), NotFound)


def test_pressing_twice_keeps_a_place_once(clerk):
    first, second = add(by=clerk), add(by=clerk)
    assert (second.place, second.act) == (first.place, None)
    assert Act.objects.count() == 1


@pytest.mark.parametrize("name", ["甲乙丙丁大厦", "甲乙丙丁 大廈", "西安路"])
def test_a_name_that_stands_in_the_district_is_refused_with_the_way_on(clerk, name):
    add(by=clerk)
    with pytest.raises(Refused, match="Give that one another name instead"):
        add(replace(NEW, name=name, radius_m=300), by=clerk)
    assert Place.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "甲"}, "name"),
        ({"name": "甲" * 81}, "name"),
        ({"name": "、、、"}, "name"),
        ({"name": "甲乙\u0007丙"}, "name"),
        ({"kind": "district"}, "kind"),
        ({"district": "110101"}, "district"),
        ({"aliases": ("丙",)}, "aliases"),
        ({"aliases": ("丙" * 81,)}, "aliases"),
        ({"aliases": ("甲乙丙丁 大厦",)}, "aliases"),
        ({"aliases": ("丙丁", "丙 丁")}, "aliases"),
        ({"aliases": ("西安路",)}, "aliases"),
        ({"aliases": tuple(f"别名{n}号" for n in range(41))}, "aliases"),
        ({"radius_m": 9}, "radius_m"),
        ({"radius_m": 50_001}, "radius_m"),
        ({"source": " "}, "source"),
        ({"source": "x" * 201}, "source"),
        ({"point": Point(39.9, 116.4)}, "position"),
        ({"point": Point(38.85, 121.26)}, "position"),
    ],
)
def test_what_is_wrong_with_a_place_is_said_at_its_field_and_nothing_is_kept(clerk, changed, field):
    with pytest.raises(Refused) as refused:
        add(replace(NEW, **changed), by=clerk)
    assert set(refused.value.errors) == {field}
    assert not Place.objects.exists()
    assert not Act.objects.exists()


def test_a_place_in_another_district_is_told_which(clerk):
    with pytest.raises(Refused, match=r"lie in Lüshunkou District, not in Shahekou District\. Choose Lüsh"):
        add(replace(NEW, point=Point(38.85, 121.26)), by=clerk)


def test_a_shipped_place_gets_another_name_and_keeps_its_own(clerk):
    entry = shipped("西安路", "210204")
    before = PlaceFacts.of_entry(entry)
    kept = add_names(before, ["老西安大街"], "居民都这样叫", by=clerk, gazetteer=now(), seen="0")
    assert found("老西安大街").key == found("西安路").key == entry.key
    assert found("老西安大街").point == entry.point
    undo(kept.act, by=clerk)
    assert isinstance(found("老西安大街"), NotFound)
    assert shipped("西安路", "210204") == entry


def test_a_name_given_twice_is_one_act(clerk):
    before = PlaceFacts.of_entry(shipped("西安路", "210204"))
    first = add_names(before, ["老西安大街"], "居民", by=clerk, gazetteer=now(), seen="0")
    again = add_names(PlaceFacts.of(first.place), ["老西安大街"], "居民", by=clerk, gazetteer=now(), seen="0")
    assert again.act is None


def test_a_second_person_is_shown_what_the_first_has_changed(clerk, administrator):
    before = PlaceFacts.of_entry(shipped("西安路", "210204"))
    first = add_names(before, ["老西安大街"], "居民", by=clerk, gazetteer=now(), seen="0")
    wider = replace(before, radius_m=900, source="地图")
    with pytest.raises(PlaceOvertaken) as overtaken:
        correct_place(before, wider, by=administrator, gazetteer=now(), seen="0")
    assert (overtaken.value.by_name, overtaken.value.seen) == ("clerk-a", mark_of(first.place))
    seen = mark_of(first.place)
    facts = PlaceFacts.of(first.place)
    wider = replace(facts, radius_m=900, source="地图")
    correct_place(facts, wider, by=administrator, gazetteer=now(), seen=seen)
    with pytest.raises(PlaceOvertaken) as overtaken:
        add_names(facts, ["西安老街道"], "居民", by=clerk, gazetteer=now(), seen=seen)
    assert "900" in {change.new for change in overtaken.value.changes}


def test_a_retired_place_is_gone_until_it_is_brought_back(administrator):
    before = PlaceFacts.of_entry(shipped("西安路", "210204"))
    kept = retire_place(before, retired=True, source="已改名", by=administrator, gazetteer=now(), seen="0")
    assert "西安路" not in {e.name for e in now().entries if e.district == "210204"}
    gone = PlaceFacts.of(kept.place)
    retire_place(gone, retired=False, source="没有改名", by=administrator, gazetteer=now(), seen=None)
    assert label("西安路") == "西安路"


def test_a_change_of_one_of_several_namesakes_is_refused(administrator):
    name, district = namesakes_of_one_district()
    before = PlaceFacts.of_entry(next(e for e in now().names.named(name) if e.district == district))
    with pytest.raises(Refused, match="a change would be for all of them"):
        retire_place(before, retired=True, source="x", by=administrator, gazetteer=now(), seen="0")


def namesakes_of_one_district():
    seen = set()
    for entry in Gazetteer.shipped().entries:
        if PlaceFacts.of_entry(entry):
            if (entry.name, entry.district) in seen:
                return entry.name, entry.district
            seen.add((entry.name, entry.district))
    raise AssertionError


def merge(by, keep, *others, source="同一家医院"):
    members = [keep, *others]
    return merge_places(keep, others, source, by=by, gazetteer=now(), seen=marks_of(members))


def test_merged_places_are_found_as_one_under_all_their_names_and_undone_as_one(administrator):
    one, other = shipped("友谊医院", "210202"), shipped("大连市友谊医院", "210202")
    kept = merge(administrator, other, one)
    for text in ("友谊医院", "大连市友谊医院", "中山区友谊医院", "大连市中山区友谊医院"):
        assert found(text).key == other.key, text
    assert sorted(Place.objects.values_list("name", "retired")) == [
        ("友谊医院", True),
        ("大连市友谊医院", False),
    ]
    undo(kept.act, by=administrator)
    assert not Place.objects.exists()
    assert found("友谊医院").key == one.key


def test_namesakes_of_one_district_are_merged_into_one_row(administrator):
    name, district = namesakes_of_one_district()
    members = [e for e in now().names.named(name) if (e.name, e.district) == (name, district)]
    kept = merge(administrator, *members)
    assert Place.objects.get() == kept.place
    assert len([e for e in now().names.named(name) if e.district == district and e.name == name]) == 1


def test_a_namesake_that_was_not_chosen_stops_a_merge(administrator):
    name, district = namesakes_of_one_district()
    one = next(e for e in now().names.named(name) if (e.name, e.district) == (name, district))
    with pytest.raises(Refused, match="choose it too"):
        merge(administrator, shipped("西安路", "210204"), one)
    assert not Act.objects.exists()


def test_a_name_that_others_bear_elsewhere_stops_a_merge(administrator, clerk):
    add(
        replace(NEW, name="大连市友谊医院", district="210283", point=Point(39.68, 122.96), aliases=()),
        by=clerk,
    )
    with pytest.raises(Refused, match="is also the name of a place in Zhuanghe City"):
        merge(administrator, shipped("友谊医院", "210202"), shipped("大连市友谊医院", "210202"))


def test_a_district_is_merged_with_nothing(administrator):
    with pytest.raises(Refused, match="no districts"):
        plan_merge(shipped("中山区", "210202"), [shipped("友谊医院", "210202")], now())


def test_who_changed_a_place_is_seen_by_the_own_bank_and_by_administrators(
    clerk, colleague, stranger, administrator
):
    done = add(by=clerk).act
    for person in (clerk, colleague, administrator):
        assert list(acts_of(person)) == [done]
        assert [change.kind for change in changes_of([done], user=person)[done.pk]] == ["+"]
        assert may_undo(person, done)
    assert list(acts_of(stranger)) == []
    assert not may_undo(stranger, done)


def test_what_an_administrator_did_to_a_place_no_clerk_undoes(clerk, administrator):
    done = add(by=administrator).act
    assert list(acts_of(clerk)) == []
    assert not may_undo(clerk, done)
    assert may_undo(administrator, done)


def test_undoing_says_that_the_place_was_changed_again(clerk, administrator):
    kept = add(by=clerk)
    before = PlaceFacts.of(kept.place)
    correct_place(before, replace(before, radius_m=800), by=administrator, gazetteer=now(), seen=None)
    with pytest.raises(CannotUndo, match="changed again"):
        undo(kept.act, by=clerk)


def test_a_name_that_another_place_bears_by_now_is_not_given_back(administrator):
    place = add(by=administrator).place
    with act(by=administrator, how=Act.How.ADMIN) as renamed:
        place.name = "甲乙大厦"
        place.save()
    add(replace(NEW, aliases=()), by=administrator)
    with pytest.raises(CannotUndo, match="another place called"):
        undo(renamed, by=administrator)


def test_two_who_add_one_name_at_once_keep_one(race, transactional_people):
    one, other = transactional_people
    gazetteer = Gazetteer.shipped()
    given = race(
        lambda: add_place(NEW, by=one, gazetteer=gazetteer),
        lambda: add_place(replace(NEW, radius_m=300), by=other, gazetteer=gazetteer),
    )
    assert sorted(type(each).__name__ for each in given) == ["Kept", "Refused"]
    assert Place.objects.count() == 1
