"""What people do: 90 of a hundred search, 8 read pages, 2 apply for a card by post, all the way.

An act is a generator: it yields what it asks for and is sent the answer, or yields None to be gone on with
later, as somebody who waits for a text message.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Generator
from urllib.parse import urlencode

from .wire import Answer, Ask, posted

Act = Generator[Ask | None, Answer, None]
NEAREST, BY_ADDRESS, RESULTS, PAGES, APPLYING = "nearest", "by address", "results page", "pages", "applying"
READING = (NEAREST, BY_ADDRESS, RESULTS, PAGES)
ADDRESSES = (
    "西安路107号",
    "青泥洼桥",
    "人民路与港湾街交叉口",
    "星海广场",
    "金州区斯大林路",
    "旅顺口区黄河路",
)
LANGUAGES = ("", "", "/en", "/ja", "/ko")
SERVICES = ("", "apply", "replace", "pin", "activate")
Look = Callable[[str, Answer], None]


class WrongAnswerError(Exception):
    """An answer that is not what was asked for; the message names it for the table of errors."""


def expect(answer: Answer, kind: str, status: int = 200) -> None:
    if answer.status != status:
        raise WrongAnswerError(f"{kind}: status {answer.status}")


def chosen(chance: random.Random, look: Look) -> Act:
    """Return a search or a page; applications are begun by whoever counts the people."""
    return search(chance, look) if chance.random() < 90 / 98 else page(chance)


def search(chance: random.Random, look: Look) -> Act:
    how, service = chance.random(), chance.choice(SERVICES)
    if how < 0.5:
        where = {
            "latitude": f"{38.9 + chance.random() * 0.1:.5f}",
            "longitude": f"{121.55 + chance.random() * 0.15:.5f}",
        }
        asked = where | ({"service": service} if service else {})
        answer = yield Ask(NEAREST, "GET", f"/api/v1/outlets/nearest/?{urlencode(asked)}")
        expect(answer, NEAREST)
    elif how < 0.75:
        body = json.dumps({"address": chance.choice(ADDRESSES)}, ensure_ascii=False)
        headers = {"Content-Type": "application/json"}
        answer = yield Ask(BY_ADDRESS, "POST", "/api/v1/outlets/nearest/", body, headers)
        expect(answer, BY_ADDRESS)
    else:
        fields = {"place": chance.choice(ADDRESSES), "service": service}
        answer = yield posted(RESULTS, f"{chance.choice(LANGUAGES)}/results/", fields)
        expect(answer, RESULTS)
        return
    look(NEAREST, answer)


def page(chance: random.Random) -> Act:
    # Of the sample's banks these two have eight outlets each.
    outlet = f"/outlets/sample-{chance.choice('ab')}-{chance.randint(1, 8):02}/"
    path = chance.choice(("/", "/outlets/", "/services/", "/services/replace/", outlet, outlet, outlet))
    answer = yield Ask(PAGES, "GET", chance.choice(LANGUAGES) + path)
    expect(answer, PAGES)
