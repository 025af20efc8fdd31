"""Numbers that obey the rules and belong to nobody: made up, with a check sign that fits."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from locator.applications.facts import PersonalFacts
from locator.applications.identity import check_sign
from locator.applications.rules import as_facts

TODAY = date(2026, 11, 24)
# The area of today's Zhongshan district in Dalian, and that of a county abolished in the nineties.
DALIAN, ABOLISHED = "210202", "210221"
BIRTHS = st.dates(date(1900, 1, 1), TODAY)


def number(area: str = DALIAN, born: date = date(1948, 2, 29), sequence: int = 123) -> str:
    seventeen = f"{area}{born:%Y%m%d}{sequence:03}"
    return seventeen + check_sign(seventeen)


RESIDENTS = st.builds(
    number,
    area=st.from_regex(r"[1-6][0-9]{5}", fullmatch=True),
    born=BIRTHS,
    sequence=st.integers(0, 999),
)

PHONE, OTHER_PHONE = "13800138000", "13900139000"


def grown_up(**changes: str) -> PersonalFacts:
    """A grown-up of Dalian who wants the card at home."""
    values = {
        "name": "张建国", "document": "resident", "number": number(), "valid_until": "", "born": "1948-02-29",
        "sex": "male", "phone": PHONE, "recipient": "张建国", "recipient_phone": PHONE, "province": "辽宁省",
        "city": "大连市", "district": "中山区", "address": "中山路1号2单元301室",
    }  # fmt: skip
    return as_facts(values | changes)


def child(**changes: str) -> PersonalFacts:
    """A child of twelve, with an identity card for five years, whose mother applies."""
    born = date(2014, 5, 1)
    values = {
        "name": "张小丽", "number": number(born=born, sequence=124), "born": born.isoformat(),
        "sex": "female", "valid_until": "2030-04-30",
        "guardian_name": "李梅", "guardian_document": "resident", "guardian_relation": "parent",
        "guardian_number": number(born=date(1985, 3, 3), sequence=122), "guardian_phone": PHONE,
    }  # fmt: skip
    return grown_up(**values | changes)
