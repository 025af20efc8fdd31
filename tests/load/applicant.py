"""Somebody who applies for a card by post, as a browser goes: page by page, the code, the press, the receipt.

What is refused with a clear page is sent again after a while, and so is what no answer came to; some press
twice in one moment, some press again behind the receipt.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from .acts import APPLYING, Act, WrongAnswerError
from .wire import TOKEN, Answer, Ask, posted

RECEIPT = re.compile(r'class="reference">([0-9A-Z]{5})-([0-9A-Z]{5})<')
CODE = re.compile(r"\d{6}")
FIRST_BIRTH = date(1930, 1, 1)
# The check sign of an identity number (GB 11643-1999).
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SIGNS = "10X98765432"
BANKS = ("sample-a", "sample-c")
SECONDS_TO_WAIT_FOR_THE_CODE = 8.0


@dataclass
class Desk:
    """What the applicants of a scenario share: the messages sent, and what became of each person."""

    messages: Path
    # By the number of the identity document.
    receipts: dict[str, set[str]] = field(default_factory=dict)
    pressed: set[str] = field(default_factory=set)
    begun: int = 0

    def code_for(self, phone: str) -> str:
        """Return the newest code that was sent to a telephone, empty while there is none."""
        found = ""
        if self.messages.exists():
            for line in self.messages.read_text(encoding="utf-8", errors="replace").splitlines():
                if phone in line and (said := _read(line)) and (code := CODE.search(said)):
                    found = code[0]
        return found


def _read(line: str) -> str:
    try:
        return str(json.loads(line)["text"])
    except (ValueError, KeyError):
        return ""  # a line that a full disk cut off


def apply(chance: random.Random, desk: Desk) -> Act:
    """Go the whole way; what is asked for again and again is done so until the crowd goes home."""
    desk.begun += 1
    facts = facts_of(desk.begun)
    yield from press("/apply/", {})
    for step, names in STEPS.items():
        fields = {name: facts[name] for name in names} | FIXED.get(step, {})
        if step == "bank":
            fields = {"bank": chance.choice(BANKS)}
        yield from press(f"/apply/{step}/", fields)
    yield from prove(desk, facts["phone"])
    desk.pressed.add(facts["number"])
    yield from press("/apply/check/", {}, twice=chance.random() < 0.3, without_page=True)
    if chance.random() < 0.3:
        yield from press("/apply/check/", {}, without_page=True)
    shown = RECEIPT.search((yield from patiently(Ask(APPLYING, "GET", "/apply/done/", writes=True))).text)
    if shown is None:
        raise WrongAnswerError(f"{APPLYING}: no receipt at the end")
    desk.receipts.setdefault(facts["number"], set()).add(shown[1] + shown[2])


def facts_of(which: int) -> dict[str, str]:
    """Return what one of many people types: nobody's, but by the rules."""
    phone = f"138{which:08}"
    seventeen = f"210202{FIRST_BIRTH + timedelta(days=which):%Y%m%d}123"
    check = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, seventeen, strict=True)) % 11
    return {
        "name": "张建国", "document": "resident", "number": seventeen + SIGNS[check], "phone": phone,
        "recipient": "张建国", "recipient_phone": phone, "province": "辽宁省", "city": "大连市",
        "district": "中山区", "address": "中山路1号2单元301室",
    }  # fmt: skip


STEPS = {
    "who": (),
    "person": ("name", "document", "number"),
    "photo": (),
    "bank": (),
    "post": ("recipient", "recipient_phone", "province", "city", "district", "address"),
    "consent": (),
    "phone": ("phone",),
}
FIXED = {
    "who": {"kind": "first"},
    "person": {"long_term": "on"},
    "photo": {"photo_source": "on-file"},
    "consent": {f"consent_{name}": "on" for name in ("notice", "bank", "courier")},
}

Steps = Generator[Ask | None, Answer, Answer]


def press(
    path: str, fields: dict[str, str], *, twice: bool = False, without_page: bool = False, may_be: int = 302
) -> Steps:
    """Look at a page and press its button; an answer that leads on is one that was taken."""
    shown = yield from patiently(Ask(APPLYING, "GET", path, writes=True))
    token = TOKEN.search(shown.text)
    if token is None:
        if shown.status == 302 and without_page:
            return shown  # done already, so there is no button any more
        raise WrongAnswerError(f"{APPLYING}: no form at {path}, status {shown.status} to {shown.to}")
    sent = posted(APPLYING, path, fields | {"csrfmiddlewaretoken": token[1]}, writes=True, twice=twice)
    answer = yield from patiently(sent)
    if answer.status not in {302, may_be}:
        raise WrongAnswerError(f"{APPLYING}: {path} was not taken, status {answer.status}")
    return answer


def prove(desk: Desk, phone: str) -> Steps:
    """Wait for the code and type it in; where none comes, have a new one sent, and type the newest."""
    until = time.monotonic() + SECONDS_TO_WAIT_FOR_THE_CODE
    typed = ""
    while True:
        code = desk.code_for(phone)
        if code and code != typed:
            typed = code
            # Of two that were sent the older may come last: then the next one is waited for.
            answer = yield from press("/apply/code/", {"code": code}, without_page=True, may_be=422)
            if answer.status == 302:
                return answer
        yield None
        if not typed and time.monotonic() > until:
            until = float("inf")
            yield from press("/apply/code/", {"send": "1"})


def patiently(ask: Ask) -> Steps:
    """Ask until there is another answer than a clear refusal or a broken connection (status 0)."""
    while True:
        answer = yield ask
        if answer.status not in {0, 503}:
            return answer
        yield None
