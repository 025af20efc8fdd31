"""What the device works out by itself, held against what the server answers: hours, ways, the nearest."""

import math
import random
from datetime import date, datetime, timedelta

import pytest
from django.utils import translation
from geographiclib.geodesic import Geodesic

from locator.hours import SHANGHAI, Calendar, Cause, Override, Reason, Timetable, calendar_note, describe
from locator.hours.timetable import HORIZON_DAYS
from locator.models import Point, Service
from locator.places import Origin, Precision
from locator.public.offline.directory import plain_directory
from locator.public.offline.hours import DAYS, MINUTES, HoursTable
from locator.public.offline.words import words
from locator.search.answer import Why
from locator.search.criteria import Criteria
from locator.search.current import current
from locator.search.geometry import Compass, earth_centred_point
from locator.search.nearest import nearest
from tests.browser.conftest import WITHOUT_WINDOWS, launched
from tests.thorough import either, one_in

DALIAN = Point(38.914, 121.615)
CHANCE = random.Random(20261126)
LANGUAGES = ["zh-hans", "en"]
# Plain days, National Day with its make-up workdays, Spring Festival, and a year nobody has published.
STARTS = [date(2026, 11, 26), date(2026, 9, 18), date(2026, 2, 5), date(2026, 12, 15)]
# Each of them in one of the languages comes first in its pair, another from pair to pair.
BEGINNINGS = [
    (first, language)
    for number, first in enumerate(STARTS)
    for language in (LANGUAGES if number % 2 else LANGUAGES[::-1])
]
WEEKS = [
    "Mo-Fr 09:00-16:30",
    "Mo-Fr 08:30-12:00,13:00-16:30; Sa 09:00-11:30",
    "24/7",
    "Mo-Su 00:00-24:00; PH off",
    "Mo-Fr 22:00-26:00",
    "Mo-Fr 08:30-16:30; PH 09:00-12:00",
    "Mo-Fr,PH 08:30-16:30",
    "Tu 23:00-24:00; We 00:00-01:00",
    "off",
    "Sa[1] 10:00-11:00",
]
STATES_OF_MANY = """([hours, words, asked]) => {
  const kept = new KeptHours(hours), wording = new Wording(words, kept);
  return asked.map(([timetable, moment]) => {
    const minute = kept.minuteOf(moment), found = kept.status(timetable, minute);
    if (!found) return null;
    return [found.state, found.until, found.next, found.out, found.note, wording.sentence(found, minute)];
  });
}"""
NEAREST = """([directory, asked]) => {
  const hours = new KeptHours(directory.hours);
  return asked.map(([position, moment, service, cardBank]) =>
    nearestOf(directory, hours, position, hours.minuteOf(moment), { service, cardBank })
      .map((one) => [one.outlet.code, one.metres, one.direction, one.left, one.status.state]));
}"""


@pytest.fixture(scope="module")
def browser(playwright):
    """No worker answers here, so the browser without windows does."""
    with launched(playwright, WITHOUT_WINDOWS) as started:
        yield started


@pytest.fixture
def page(open_page):
    """A page with the scripts, on a device far from Beijing."""
    return open_page("/en/offline/", timezone_id="America/New_York")


def overrides(first: date) -> tuple[Override, ...]:
    """Make one exception or suspension: past, now, to come, reaching beyond the days, or without an end."""
    start = first + timedelta(days=CHANCE.randrange(-10, DAYS + 5))
    end = CHANCE.choice([start, start + timedelta(days=CHANCE.randrange(40)), None])
    hours = CHANCE.choice(["", "", "10:00-11:30", "Mo-Su 09:00-24:00"])
    cause = CHANCE.choice([Cause.EXCEPTION, Cause.SUSPENDED, Cause.MACHINE])
    return (Override(start, end, hours, Reason(cause, "装修", CHANCE.choice(["building work", ""]))),)


def moments(first: date, timetable: Timetable) -> list[datetime]:
    """Choose moments by chance, and those at which something changes, a second before and a second after."""
    midnight = datetime.combine(first, datetime.min.time(), SHANGHAI)
    last = midnight + timedelta(days=DAYS)
    found = [midnight + timedelta(seconds=CHANCE.randrange(DAYS * MINUTES * 60)) for _ in range(30)]
    for interval in CHANCE.sample(timetable.intervals(first, DAYS), k=12):
        found += [interval.start + timedelta(seconds=seconds) for seconds in (-1, 0, 1)]
    return [moment for moment in found if midnight <= moment < last] + [last - timedelta(seconds=1)]


def expected(timetable: Timetable, moment: datetime, first: date) -> list[object]:
    status = timetable.status(moment)
    midnight = datetime.combine(first, datetime.min.time(), SHANGHAI)
    until = None if status.until is None else (status.until - midnight) / timedelta(minutes=1)
    out = status.state == "closed" and status.reason.cause in {Cause.SUSPENDED, Cause.MACHINE}
    note = calendar_note(status, moment, datetime.combine(first, datetime.min.time(), SHANGHAI))
    return [status.state, until, status.next_state, out, note, describe(status, moment)]


@pytest.mark.long
def test_states_changes_and_sentences_are_the_servers_at_any_moment(page):
    wrong = {}
    for first, language in one_in(2, BEGINNINGS):
        try:
            _hold_against_the_server(page, first, language)
        except AssertionError as failure:
            wrong[str(first), language] = str(failure)
    assert wrong == {}


def _hold_against_the_server(page, first: date, language: str) -> None:
    with translation.override(language):
        table = HoursTable(datetime.combine(first, datetime.min.time(), SHANGHAI) + timedelta(hours=12))
        timetables = [
            Timetable(week, Calendar.shipped(), changed)
            for week in WEEKS
            for changed in ((), *(overrides(first) for _ in range(either(1, 5))))
        ]
        asked = [(one, moment) for one in timetables for moment in moments(first, one)]
        rows = [[table.number_of(one), round(moment.timestamp() * 1000)] for one, moment in asked]
        answers = page.evaluate(STATES_OF_MANY, [table.plain(), words(), rows])
        held = 0
        for (timetable, moment), answer in zip(asked, answers, strict=True):
            wanted = expected(timetable, moment, first)
            if moment.year != first.year or _changes_out_of_sight(timetable, moment, first):
                # A day of the next year is told with its year also when that year has begun, and a change
                # comes into sight a day at a time; neither makes another state.
                assert (answer[0], answer[3:5]) == (wanted[0], wanted[3:5])
            else:
                held += 1
                assert answer == wanted, (moment, timetable.status(moment))
        assert held > either(300, 1_000)


def _changes_out_of_sight(timetable: Timetable, moment: datetime, first: date) -> bool:
    """Tell whether the change lies so far ahead that it is seen from one day and not from another."""
    last = datetime.combine(first, datetime.min.time(), SHANGHAI) + timedelta(days=DAYS, seconds=-1)
    until = timetable.status(last).until
    return until is not None and until - moment > timedelta(days=HORIZON_DAYS - 1)


def test_beyond_the_days_sent_along_and_before_them_nothing_is_known(page):
    first = date(2026, 11, 26)
    midnight = datetime.combine(first, datetime.min.time(), SHANGHAI)
    table = HoursTable(midnight + timedelta(hours=12))
    number = table.number_of(Timetable("24/7", Calendar.shipped()))
    second = timedelta(seconds=1)
    asked = [
        midnight - second,
        midnight,
        midnight + timedelta(days=DAYS) - second,
        midnight + timedelta(days=DAYS),
    ]
    rows = [[number, round(moment.timestamp() * 1000)] for moment in asked]
    answers = page.evaluate(STATES_OF_MANY, [table.plain(), words(), rows])
    assert [answer and answer[0] for answer in answers] == [None, "open", "open", None]


def around(metres: float) -> Point:
    """Choose a spot within so many metres of Dalian."""
    bearing, way = CHANCE.uniform(0, 360), metres * math.sqrt(CHANCE.random())
    spot = Geodesic.WGS84.Direct(DALIAN.latitude, DALIAN.longitude, bearing, way)
    return Point(spot["lat2"], spot["lon2"])


def test_distances_are_those_of_the_geodesic_and_directions_the_servers(page):
    pairs = [(around(150_000), around(150_000)) for _ in range(400)] + [
        (around(2_000), around(2_000)) for _ in range(100)
    ]
    rows = [[[a.latitude, a.longitude], [b.latitude, b.longitude]] for a, b in pairs]
    script = "(rows) => rows.map(([from, to]) => [metresBetween(from, to), directionTo(from, to)])"
    for (a, b), (metres, direction) in zip(pairs, page.evaluate(script, rows), strict=True):
        true = Geodesic.WGS84.Inverse(a.latitude, a.longitude, b.latitude, b.longitude)["s12"]
        assert metres == pytest.approx(true, rel=0, abs=0.001)
        assert direction == Compass(a).direction(*earth_centred_point(b))
    assert page.evaluate(
        "[metresBetween([38.9, 121.6], [38.9, 121.6]), directionTo([38.9, 121.6], [38.9, 121.6])]"
    ) == [0, None]


LEFT = {Why.SERVICE_NOT_OFFERED: "not_offered", Why.OWN_BANK_ONLY: "own_bank"}


@pytest.mark.long
def test_the_nearest_are_the_servers_in_the_same_order_with_the_same_left_out(page):
    now = datetime.now(SHANGHAI)
    snapshot = current().snapshot
    with translation.override("en"):
        directory = plain_directory(snapshot, now.date(), now.replace(hour=12))
    banks = list(snapshot.banks)
    asked = [
        (
            service,
            around(60_000),
            now + timedelta(minutes=CHANCE.randrange(20 * MINUTES)),
            CHANCE.choice([None, *range(len(banks))]),
        )
        for service in (None, *Service)
        for _ in range(either(6, 15))
    ]
    rows = [
        [
            [spot.latitude, spot.longitude],
            moment.timestamp() * 1000,
            None if service is None else list(Service).index(service),
            bank,
        ]
        for service, spot, moment, bank in asked
    ]
    for (service, spot, moment, bank), answer in zip(
        asked, page.evaluate(NEAREST, [directory, rows]), strict=True
    ):
        origin = Origin(
            "", "", spot, Precision.EXACT, 0, "test", district=None, key="", kind="position"
        )  # fmt: skip
        criteria = Criteria(service=service, card_bank=None if bank is None else banks[bank], limit=100)
        assert_same(answer, nearest(snapshot, origin, criteria, moment), (service, spot, moment, bank))


def assert_same(answer, found, asked):
    """Hold what the device answers against what the server does."""
    listed = [row for row in answer if row[3] is None]
    assert [row[0] for row in listed] == [match.outlet.code for match in found.matches], asked
    for match, (_code, metres, direction, _left, state) in zip(found.matches, listed, strict=True):
        assert metres == (
            None if match.distance_m is None else pytest.approx(match.distance_m, rel=1e-6, abs=0.01)
        ), asked
        assert (direction, state) == (match.direction, match.status.state), asked
    left = {row[0]: row[3] for row in answer if row[3]}
    assert left == {
        one.outlet.code: LEFT.get(one.why, "out")
        for one in found.passed_over
        if one.why is not Why.STRUCK_OFF
    }, asked
