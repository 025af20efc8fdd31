"""Online geocoders are asked within a budget, their answers judged, and nothing typed is kept."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection

from locator.models import GeocodedAddress, Point
from locator.places import Datum, NotFound, Origin, Precision, convert, resolve
from locator.places.asking import Question, Unavailable, better, without_rooms
from locator.places.entry import metres_between
from locator.places.online.workers import Busy, Workers
from locator.search.geocoding import _count

from . import answers
from .conftest import says

ASKED = Question("大连市中山区秘密街12号", frozenset({"210202"}))
SPOT = Point(38.9214, 121.6447)  # in 中山区
ALL = ("tianditu", "amap", "baidu", "nominatim", "photon", "pelias")
COARSE = {
    "tianditu": {"level": "区县"},
    "amap": {"level": "乡镇"},
    "baidu": {"level": "城市"},
    "nominatim": {"group": "boundary", "kind": "administrative", "rank": 12},
    "photon": {"kind": "district"},
    "pelias": {"layer": "localadmin"},
}
# A busy machine takes its time; the servers here take at least three seconds.
SLACK = 2.0
pytestmark = pytest.mark.django_db


def good(name, point=SPOT, **more):
    return says(getattr(answers, name)(point.latitude, point.longitude, **more))


@pytest.mark.parametrize("name", ALL)
def test_a_door_that_a_service_knows_becomes_the_origin(name, geocoder, rung, gazetteer):
    geocoder.answer = good(name)
    found = rung(name)(ASKED, gazetteer)
    assert metres_between(found.point, SPOT) < 1
    assert (found.source, found.precision, found.district) == (f"online:{name}", Precision.DOOR, "210202")
    assert (found.label_en, found.key) == ("The address you typed", "")


@pytest.mark.parametrize("name", ALL)
def test_a_whole_district_or_town_is_no_answer(name, geocoder, rung, gazetteer):
    geocoder.answer = good(name, **COARSE[name])
    assert rung(name)(ASKED, gazetteer) is None


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("away", [Point(35.68, 139.76), Point(39.62, 121.97), Point(38.5001, 120.8001)])
def test_tokyo_the_sea_and_another_district_are_no_answers(name, away, geocoder, rung, gazetteer):
    geocoder.answer = good(name, away)
    assert rung(name)(ASKED, gazetteer) is None


@pytest.mark.parametrize(("name", "datum"), [("amap", Datum.GCJ02), ("baidu", Datum.BD09)])
def test_the_datum_of_a_service_is_turned_into_ours(name, datum, geocoder, rung, gazetteer):
    shifted = Point(*convert(SPOT.latitude, SPOT.longitude, Datum.WGS84, datum))
    geocoder.answer = good(name, shifted)
    assert metres_between(rung(name, datum=datum.value)(ASKED, gazetteer).point, SPOT) < 1
    # The control: taken as it stands, it would lie streets away.
    assert metres_between(rung(name)(ASKED, gazetteer).point, SPOT) > 300


def slowly(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def slow_head(handler):
    for letter in b"HTTP/1.1 200 OK\r\n" * 10:
        handler.wfile.write(bytes([letter]))
        time.sleep(0.1)


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"[" * 65536)


BAD = {
    "silence": lambda handler: time.sleep(3),
    "slow": slowly,
    "slow head": slow_head,
    "endless": endless,
    "html": says("<html>秘密街12号</html>"),
    "broken": says('{"status": "0", "loc'),
    "deep": says("[" * 100_000),
    "list": says("[1, 2]"),
    "empty": says(""),
    "500": says("秘密街12号", 500),
    "redirect": says("", 302, Location="http://127.0.0.1:1/"),
    "compressed": says(b"\x1f\x8b", Content_Encoding="gzip"),
    "closed": lambda handler: handler.connection.close(),
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("name", ["tianditu", "amap", "baidu", "photon"])
def test_whatever_goes_wrong_ends_within_the_budget(bad, name, geocoder, rung, gazetteer):
    geocoder.answer, began = BAD[bad], time.monotonic()
    with pytest.raises(Unavailable):
        rung(name, seconds=0.3)(ASKED, gazetteer)
    assert time.monotonic() - began < 0.3 + SLACK
    assert not GeocodedAddress.objects.exists()


def test_the_server_is_as_slow_as_the_budget_supposes(geocoder, rung, gazetteer):
    geocoder.answer, began = BAD["silence"], time.monotonic()
    with pytest.raises(Unavailable):
        rung("tianditu")(ASKED, gazetteer)
    assert time.monotonic() - began > 2.5


def test_find_answers_within_the_budget_where_every_service_is_slow(geocoder, rung, gazetteer):
    geocoder.answer, began = slowly, time.monotonic()
    found = resolve("中山区无人知晓巷12号", gazetteer, online=rung(*ALL, seconds=0.4))
    assert time.monotonic() - began < 0.4 + SLACK
    assert found.remarks[-1].code == "online-unavailable"


def test_every_service_that_lies_leaves_the_answer_as_it_was(geocoder, rung, gazetteer):
    geocoder.answer = good("photon", Point(35.68, 139.76))
    plain = resolve("中山区无人知晓巷12号", gazetteer)
    assert resolve("中山区无人知晓巷12号", gazetteer, online=rung("photon")) == plain


def test_the_next_service_is_asked_where_one_fails(geocoder, rung, gazetteer):
    geocoder.answer = lambda handler: (good("photon") if handler.path.startswith("/api") else says("", 500))(
        handler
    )
    assert rung("tianditu", "photon")(ASKED, gazetteer).source == "online:photon"


def test_a_service_that_fails_three_times_rests_and_costs_no_time(geocoder, rung, gazetteer):
    asks = rung("tianditu", seconds=0.3)
    geocoder.answer = says("", 500)
    for _ in range(5):
        with pytest.raises(Unavailable):
            asks(ASKED, gazetteer)
    assert len(geocoder.asked) == 3


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("amap", says('{"status": "0", "info": "DAILY_QUERY_OVER_LIMIT", "infocode": "10003"}')),
        ("amap", says('{"status": "0", "infocode": "10044"}')),
        ("baidu", says('{"status": 302, "message": "天配额超限"}')),
        ("tianditu", says('{"code": 301, "msg": "当日访问次数已达上限"}')),
        ("tianditu", says('{"msg": "配额超限"}', 403)),
        ("photon", says("", 429, Retry_After="120")),
    ],
)
def test_a_used_up_quota_rests_a_service_at_once(name, answer, geocoder, rung, gazetteer):
    asks, geocoder.answer = rung(name), answer
    for _ in range(2):
        with pytest.raises(Unavailable):
            asks(ASKED, gazetteer)
    assert len(geocoder.asked) == 1


def test_the_same_question_is_asked_once(geocoder, rung, gazetteer):
    asks, geocoder.answer = rung("tianditu"), good("tianditu")
    assert asks(ASKED, gazetteer) == asks(ASKED, gazetteer)
    assert len(geocoder.asked) == 1


def test_nothing_typed_is_kept_or_logged(geocoder, rung, gazetteer, caplog):
    caplog.set_level(logging.DEBUG)
    for answer in (good("photon"), says("秘密街12号", 500)):
        geocoder.answer = answer
        with suppress(Unavailable):
            rung("photon", "nominatim")(ASKED, gazetteer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM locator_geocodedaddress")
        kept = str(cursor.fetchall())
    assert kept != "[]"
    for text in (kept, caplog.text, repr(ASKED), str(caplog.records)):
        assert "秘密" not in text
        assert "%E7%A7%98" not in text
    _, headers = geocoder.asked[0]
    assert set(headers) == {"Host", "Accept-Encoding", "User-Agent"}


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("秘密街12号3号楼2单元301室", "秘密街12号"),
        ("秘密街12-3号张三收", "秘密街12-3号"),
        ("阳光小区5栋2单元", "阳光小区"),
        ("阳光小区5-2-301", "阳光小区"),
        ("阳光大厦b座1203", "阳光大厦"),
        ("阳光小区13800138000", "阳光小区"),
    ],
)
def test_rooms_and_telephones_are_not_sent(typed, sent):
    assert without_rooms(typed) == sent


def test_an_unknown_place_is_found_online_and_says_so(geocoder, rung, gazetteer):
    geocoder.answer = good("tianditu")
    found = resolve("中山区无人知晓巷12号", gazetteer, online=rung("tianditu"))
    assert isinstance(found, Origin)
    assert [remark.code for remark in found.remarks] == ["found-online"]


def test_a_search_says_that_nobody_answered(geocoder, rung, gazetteer):
    geocoder.answer = says("", 500)
    plain = resolve("中山区无人知晓巷12号", gazetteer)
    found = resolve("中山区无人知晓巷12号", gazetteer, online=rung("tianditu"))
    assert [remark.code for remark in found.remarks][-1] == "online-unavailable"
    assert found.point == plain.point


@pytest.mark.parametrize("text", ["38.9144,121.6147", "北京市朝阳区建国路1号", "", "大连站"])
def test_coordinates_other_cities_and_known_places_never_go_online(text, geocoder, rung, gazetteer):
    resolve(text, gazetteer, online=rung("tianditu"))
    assert geocoder.asked == []


def test_an_unknown_place_elsewhere_stays_unknown(gazetteer):
    found = better(NotFound("outside"), "北京", "", gazetteer, lambda question, names: 1 / 0)
    assert found == NotFound("outside")


@pytest.mark.django_db(transaction=True)
def test_the_quota_of_a_day_is_exact_under_threads(race):
    counted = race(*[lambda: sum(_count("tianditu", 10) for _ in range(5)) for _ in range(4)])
    assert sum(counted) == 10


def test_threads_do_not_pile_up(geocoder, rung, gazetteer):
    workers, hangs = Workers(most=2), lambda: time.sleep(1)
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(workers.run, hangs, 0.1) for _ in range(2)]
        assert {type(one.exception()) for one in waiting} == {TimeoutError}
    with pytest.raises(Busy):
        workers.run(hangs, 0.1)
