"""The results of a search as plain values: one shape for the API and for the command line."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext

from locator.hours import SHANGHAI, Status, reason_in_words
from locator.hours.said import SaidOnce
from locator.places import Origin, WhichPlace
from locator.places.romanised import with_chinese
from locator.places.wording import sentence

from .answer import Match, PassedOver, Results
from .criteria import Arrival, Criteria
from .current import Current
from .facts import facts_of, to_json
from .snapshot import Snapshot
from .walking import DETOUR_FACTOR, METRES_A_MINUTE
from .wording import why

_states = SaidOnce[bytes]()


def plain(results: Results, current: Current) -> dict[str, Any]:
    """Return the results as they are written to JSON, in the active language; times are in Beijing time."""
    snapshot = current.snapshot
    return {
        "origin": plain_origin(results.origin),
        "results": [{**facts_of(snapshot, match.outlet).plain, **_found(match)} for match in results.matches],
        "passed_over": [_passed(one, results.asked_at) for one in results.passed_over],
        **_around(results, current),
    }


def plain_json(results: Results, current: Current) -> bytes:
    """Return the JSON text of what ``plain`` returns; quicker, as an outlet's facts are written once only."""
    snapshot, language = current.snapshot, get_language()
    matches = []
    # Mostly it is one moment for all of them.
    moment, at = None, b""
    for match in results.matches:
        facts = facts_of(snapshot, match.outlet, language).opening_json
        if match.moment is not moment:
            moment, at = match.moment, (_time(match.moment) or "").encode()
        matches.append(
            b'%b,%b,"at":"%b",%b' % (facts, _way_json(match), at, _status_json(match.status, language))
        )
    passed = [_passed(one, results.asked_at) for one in results.passed_over]
    return b'{"origin":%b,"results":[%b],"passed_over":%b,%b,%b' % (
        to_json(plain_origin(results.origin)),
        b",".join(matches),
        to_json(passed) if passed else b"[]",
        _of_search_json(results),
        _standing_json(current, results.asked_at, language),
    )


def plain_origin(origin: Origin) -> dict[str, Any]:
    """Return where distances are measured from; degrees to five places, about a metre."""
    return {
        "label": (origin.label_en or origin.label) if _english() else origin.label,
        "latitude": round(origin.point.latitude, 5),
        "longitude": round(origin.point.longitude, 5),
        "precision": origin.precision.value,
        "radius_m": origin.radius_m,
        "source": origin.source,
        "district": origin.district,
        "key": origin.key,
        "kind": origin.kind,
        "remarks": [{"code": remark.code, "text": sentence(remark)} for remark in origin.remarks],
    }


def plain_which_place(which: WhichPlace, current: Current, now: datetime) -> dict[str, Any]:
    """Return the places that a text may mean, in the shape of an answer without results."""
    return {
        "origin": None,
        "results": [],
        "passed_over": [],
        "which_place": [plain_origin(origin) for origin in which.candidates],
        **plain_standing(current, now),
    }


def plain_standing(current: Current, now: datetime) -> dict[str, Any]:
    """Return what every answer says of the catalogue behind it: whether it is a sample, and how old it is."""
    return {
        "sample": current.snapshot.is_sample,
        "notice": sample_notice(current.snapshot),
        "catalogue": plain_catalogue(current, now),
    }


def plain_catalogue(current: Current, now: datetime) -> dict[str, Any]:
    """Return how old the catalogue is; ``age_seconds`` counts from when the database last confirmed it."""
    snapshot = current.snapshot
    return {
        "changed_at": _time(snapshot.changed_at),
        "read_at": _time(snapshot.read_at),
        "stale": current.stale,
        "age_seconds": _age(current, now),
        "calendar_known_until": snapshot.calendar.known_until.isoformat(),
    }


def sample_notice(snapshot: Snapshot) -> str:
    """Return what every answer says while fictional outlets are loaded, or nothing."""
    return gettext("Sample data: these outlets do not exist.") if snapshot.is_sample else ""


def plain_status(status: Status) -> dict[str, Any]:
    """Return a state with its next change and its reason."""
    return {
        "state": status.state.value,
        "next_change": _time(status.until),
        "next_state": status.next_state.value if status.next_state else None,
        "cause": status.reason.cause.value,
        "cause_text": reason_in_words(status.reason),
        "calendar_published": status.published,
    }


def _found(match: Match) -> dict[str, Any]:
    return {**_way(match), "at": _time(match.moment), **plain_status(match.status)}


def _way(match: Match) -> dict[str, Any]:
    return {
        "distance_m": _metres(match.distance_m),
        "direction": match.direction,
        "walking_minutes": match.walking_minutes,
        "ferry": match.ferry,
    }


def _way_json(match: Match) -> bytes:
    """Return what ``_way`` says as the inside of a JSON object; an encoder takes longer to begin."""
    distance, direction, minutes = match.distance_m, match.direction, match.walking_minutes
    return b'"distance_m":%b,"direction":%b,"walking_minutes":%b,"ferry":%b' % (
        b"null" if distance is None else repr(round(distance, 1)).encode(),
        b"null" if direction is None else b'"%b"' % direction.encode(),
        b"null" if minutes is None else b"%d" % minutes,
        b"true" if match.ferry else b"false",
    )


def _status_json(status: Status, language: str | None) -> bytes:
    """Return the state as the inside of a JSON object, and its end."""
    return _states.of(status, language, lambda: to_json(plain_status(status))[1:])


def _passed(passed: PassedOver, now: datetime) -> dict[str, Any]:
    outlet = passed.outlet
    return {
        "code": outlet.code,
        "reason": passed.why.value,
        "state": passed.status.state.value,
        "name": with_chinese(outlet.name, outlet.name_en) if _english() else outlet.name,
        "distance_m": _metres(passed.distance_m),
        "until": passed.until.isoformat() if passed.until else None,
        "next_change": _time(passed.status.until),
        "sentence": why(passed, now),
    }


def _standing_json(current: Current, now: datetime, language: str | None) -> bytes:
    """Return what ``plain_standing`` says as the end of a JSON object; mostly it is written already."""
    made = current.snapshot.made
    key = ("standing", language or "")
    if (written := made.get(key)) is None:
        fresh = Current(current.snapshot, stale=False, confirmed_at=now)
        before, _, after = to_json(plain_standing(fresh, now)).partition(b'"stale":false,"age_seconds":0')
        written = made[key] = before[1:], after
    stale = b"true" if current.stale else b"false"
    return b'%b"stale":%b,"age_seconds":%d%b' % (written[0], stale, _age(current, now), written[1])


def _age(current: Current, now: datetime) -> int:
    return max(0, round((now - current.confirmed_at).total_seconds()))


def _around(results: Results, current: Current) -> dict[str, Any]:
    return {**_of_search(results), **plain_standing(current, results.asked_at)}


def _of_search(results: Results) -> dict[str, Any]:
    return {
        "passed_over_total": results.passed_over_total,
        "order_uncertain": results.order_uncertain,
        **_asked(results.criteria),
    }


def _of_search_json(results: Results) -> bytes:
    return b'"passed_over_total":%d,"order_uncertain":%b,%b' % (
        results.passed_over_total,
        b"true" if results.order_uncertain else b"false",
        _asked_json(results.criteria),
    )


@lru_cache(maxsize=256)
def _asked_json(criteria: Criteria) -> bytes:
    return to_json(_asked(criteria))[1:-1]


def _asked(criteria: Criteria) -> dict[str, Any]:
    at = criteria.open_at
    return {
        "asked": {
            "service": criteria.service.value if criteria.service else None,
            "bank": criteria.bank,
            "card_bank": criteria.card_bank,
            "district": criteria.district,
            "generation": criteria.generation.value if criteria.generation else None,
            "step_free": criteria.step_free,
            "open_at": at.value if isinstance(at, Arrival) else _time(at),
            "limit": criteria.limit,
        },
        "walking": {"detour_factor": DETOUR_FACTOR, "metres_a_minute": METRES_A_MINUTE},
    }


def _metres(distance_m: float | None) -> float | None:
    return None if distance_m is None else round(distance_m, 1)


@lru_cache(maxsize=256)
def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _english() -> bool:
    return (get_language() or "").startswith("en")
