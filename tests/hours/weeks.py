"""Weeks, moments and overrides that the tests of the hours share."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import strategies as st

from locator.hours import SHANGHAI, Cause, Override, Reason

PLAIN = "Mo-Fr 08:30-16:30"

WEEKS = st.sampled_from(
    [
        PLAIN,
        "Mo-Fr 08:30-12:00,13:00-16:30; Sa 09:00-12:00",
        "Mo-Su 09:00-17:00",
        "24/7",
        "off",
        "Mo-Fr 22:00-26:00",
        "Mo,We 09:00-12:00; Fr 13:00-16:00",
        "Mo-Fr 08:30-16:30; PH 09:00-12:00",
        "Apr-Oct Mo-Fr 08:30-17:00; Nov-Mar Mo-Fr 08:30-16:30",
        'Mo-Fr 09:00-17:00 || unknown "by appointment"',
    ]
)
OWN_HOURS = st.sampled_from(["", "09:00-12:00", "00:00-24:00", "Mo-Sa 10:00-11:00,14:00-15:00"])


def at(text: str) -> datetime:
    """Read an ISO time as Beijing time."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def exception(first: str, last: str | None = None, hours: str = "", text: str = "盘点") -> Override:
    return Override(
        date.fromisoformat(first),
        date.fromisoformat(last) if last else None,
        hours,
        Reason(Cause.EXCEPTION, text, "stocktaking"),
    )


@st.composite
def overrides(draw: st.DrawFn) -> tuple[Override, ...]:
    """Up to three overrides in and around the first weeks of October 2026 and February 2027."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        first = draw(st.dates(date(2026, 9, 25), date(2027, 2, 20)))
        last = draw(st.none() | st.dates(first, date(2027, 3, 10)))
        found.append(Override(first, last, draw(OWN_HOURS), Reason(Cause.EXCEPTION, str(first))))
    return tuple(found)
