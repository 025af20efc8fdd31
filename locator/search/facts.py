"""What is plain about an outlet whatever is asked: made once per snapshot and language, and spliced in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from locator.places.romanised import with_chinese

from .records import OutletRecord
from .snapshot import Snapshot

# At a million outlets only those that people find are kept; a few thousand characters each.
KEPT_AT_MOST = 5_000

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Facts:
    """An outlet's facts as a dict, not to be changed, and as JSON without the closing brace."""

    plain: dict[str, Any]
    opening_json: bytes


def facts_of(snapshot: Snapshot, outlet: OutletRecord, language: str | None = None) -> Facts:
    """Return the facts of an outlet in a language, the active one if none is named."""
    english = (language or translation.get_language() or "").startswith("en")
    key = ("outlet", outlet.code, english)
    facts: Facts | None = snapshot.made.get(key)
    if facts is None:
        if len(snapshot.made) >= KEPT_AT_MOST:
            snapshot.made.clear()
        plain = plain_facts(outlet, english=english)
        facts = snapshot.made[key] = Facts(plain, to_json(plain)[:-1])
    return facts


def plain_facts(outlet: OutletRecord, *, english: bool) -> dict[str, Any]:
    """Return the facts in Chinese, or in English: names without an English one in pinyin, prose as it is."""

    def said(text: str, text_en: str) -> str:
        return (text_en or text) if english else text

    def named(name: str, name_en: str) -> str:
        return with_chinese(name, name_en) if english else name

    return {
        "code": outlet.code,
        "name": named(outlet.name, outlet.name_en),
        "bank": {"code": outlet.bank.code, "name": named(outlet.bank.name, outlet.bank.name_en)},
        "district": {
            "code": outlet.district.code,
            "name": named(outlet.district.name, outlet.district.name_en),
        },
        "functional_area": named(outlet.functional_area, ""),
        "town": named(outlet.town, ""),
        "address": named(outlet.address, outlet.address_en),
        "landmark_note": said(outlet.landmark_note, outlet.landmark_note_en),
        "phones": list(outlet.phones),
        "latitude": outlet.point.latitude if outlet.point else None,
        "longitude": outlet.point.longitude if outlet.point else None,
        "position_verified": outlet.position_verified,
        "services": [
            {
                "code": service.value,
                "available": offer.available,
                "own_bank_only": offer.own_bank_only,
                "proxy_allowed": offer.proxy_allowed,
                "note": said(offer.note, offer.note_en),
            }
            for service, offer in outlet.offers.items()
        ],
        "generations": [
            number for number, makes in ((2, outlet.second_generation), (3, outlet.third_generation)) if makes
        ],
        "instant_issue": outlet.instant_issue,
        "step_free": outlet.step_free,
        "low_counter": outlet.low_counter,
        "hearing_loop": outlet.hearing_loop,
        "accessible_parking": outlet.accessible_parking,
        "source": outlet.source,
        "verified_on": outlet.verified_on.isoformat() if outlet.verified_on else None,
    }


def to_json(value: Any) -> bytes:
    """Return compact JSON with Chinese as it is; raises ValueError for NaN, which no JSON may hold."""
    return _encode(value).encode()
