"""What staff keep is laid over the tables: it keeps what it has no column for, and answers as foretold."""

import pytest

from locator.models import Point
from locator.places import Gazetteer, NotFound, Origin, StaffPlace, WhichPlace, resolve
from locator.places.after import answer_after
from locator.places.answer import Kind
from locator.places.staff import entry_of

SHIPPED = Gazetteer.shipped


def named(name, district):
    (entry,) = [e for e in SHIPPED().names.named(name) if e.district == district and e.name == name]
    return entry


def as_staff(entry, **changed):
    kind = "community" if entry.kind is Kind.ESTATE else entry.kind.value
    facts = {
        "name": entry.name, "kind": kind, "district": entry.district, "latitude": entry.point.latitude,
        "longitude": entry.point.longitude, "radius_m": entry.radius_m, "aliases": entry.aliases,
    }  # fmt: skip
    return StaffPlace(**facts | changed)


def an_unlocated_community():
    return next(e for e in SHIPPED().entries if e.kind is Kind.COMMUNITY and not e.located and e.key)


def test_another_name_leaves_all_else_of_a_place_as_it_was():
    for entry in (named("西安路", "210204"), named("星海广场站", "210204"), an_unlocated_community()):
        place = as_staff(entry, aliases=("别名甲乙", *entry.aliases))
        laid = entry_of(place, [entry])
        assert laid.source == "staff"
        assert laid.aliases[0] == "别名甲乙"
        kept = ("key", "rank", "precision", "located", "town", "name_en", "line", "kind")
        assert [getattr(laid, name) for name in kept] == [getattr(entry, name) for name in kept]


def test_a_community_with_another_name_is_still_found_in_its_town():
    entry = an_unlocated_community()
    place = as_staff(entry, aliases=(*entry.aliases, "别名甲乙"))
    laid = Gazetteer.with_staff_places([place])
    typed = f"{entry.town}{entry.aliases[-1]}"
    before, after = resolve(typed, SHIPPED(), entry.district), resolve(typed, laid, entry.district)
    assert isinstance(before, Origin)
    assert isinstance(after, Origin)
    assert (after.key, after.point) == (before.key, before.point)


def test_a_place_that_gets_a_point_of_its_own_is_located():
    entry = an_unlocated_community()
    moved = entry_of(as_staff(entry, latitude=entry.point.latitude + 0.01), [entry])
    assert moved.located
    assert moved.precision == "community"


def test_a_retired_place_is_gone_and_nothing_stands_in_for_it():
    entry = named("西安路", "210204")
    laid = Gazetteer.with_staff_places([as_staff(entry, retired=True)])
    assert entry in SHIPPED().entries
    assert entry not in laid.entries
    assert len(laid.entries) == len(SHIPPED().entries) - 1
    assert laid.entry(entry.key) is None


PLACES = [
    StaffPlace("甲乙丙丁广场", "landmark", "210204", 38.91, 121.59, 250, ("丙丁广场",)),
    StaffPlace("人民路", "road", "210211", 38.95, 121.55, 1500),
    StaffPlace("甲乙站", "station", "210204", 38.91, 121.59, 400, ("甲乙",)),
    StaffPlace("西安路", "road", "210204", 38.913, 121.595, 2600, ("老西安路",)),
    StaffPlace("西安路", "road", "210204", 38.913, 121.595, 2600, (), retired=True),
    StaffPlace("华润万家", "landmark", "210283", 39.68, 122.96, 200),
]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.name}-{place.retired}")
def test_the_answer_foretold_is_the_answer_given(place):
    laid = Gazetteer.with_staff_places([place])
    for text in (place.name, *place.aliases):
        told, given = answer_after(text, place, SHIPPED()), resolve(text, laid)
        if told is None:
            assert isinstance(given, NotFound) or place.name not in {given_label(given)}
        else:
            assert told == given


def given_label(answer):
    return answer.label if isinstance(answer, Origin) else ""


def test_a_name_that_others_bear_too_is_asked_about():
    place = StaffPlace("人民路", "road", "210283", 39.68, 122.96, 1500)
    assert isinstance(answer_after("人民路", place, SHIPPED()), WhichPlace)


def test_a_point_is_where_it_was_given():
    told = answer_after("甲乙丙丁广场", PLACES[0], SHIPPED())
    assert isinstance(told, Origin)
    assert told.point == Point(38.91, 121.59)
