"""What is written once with gaps, and filled in at each answer: a block, a form, or a whole page.

A gap is a character that Unicode keeps out of all text; whoever fills it gives what is ready for a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.template import Context, NodeList
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# The noncharacters for the use of programs; so many gaps a text may have.
FIRST, MOST = 0xFDD0, 32
_GAP = re.compile(f"([{chr(FIRST)}-{chr(FIRST + MOST - 1)}])")
# Where the parts of a template that are written anew are gathered while the rest of it is written once.
GATHERED = "written_anew"


def gap(number: int) -> SafeString:
    """Return the gap of a number, from nought; one number may stand in several places."""
    if number >= MOST:
        raise ValueError(f"A text has {MOST} gaps at most.")
    return SafeString(chr(FIRST + number))


class Written:
    """A text with gaps, taken apart once."""

    __slots__ = ("_numbers", "_pieces")

    def __init__(self, text: str) -> None:
        self._pieces = _GAP.split(text)
        self._numbers = [ord(each) - FIRST for each in self._pieces[1::2]]

    def __str__(self) -> str:
        return "".join(self._pieces)

    def filled(self, *values: str) -> SafeString:
        """Return the text with each gap filled by the value of its number."""
        pieces = self._pieces.copy()
        pieces[1::2] = [values[number] for number in self._numbers]
        return SafeString("".join(pieces))


def written(name: str, context: Mapping[str, Any]) -> Written:
    """Return what a template makes of values among which there are gaps."""
    return Written(get_template(name).render(dict(context)))


class Outline:
    """A page of which everything is written once but what stands between ``anew`` and ``endanew``.

    ``known`` is all that the first writing sees, so nothing else can be in what is kept. At each answer the
    parts between see the context of the page alone: no variable that the template around them has set.
    """

    __slots__ = ("_anew", "_template", "_written")

    def __init__(self, name: str, known: Mapping[str, Any]) -> None:
        self._template = get_template(name).template  # type: ignore[attr-defined]
        self._anew: list[NodeList] = []
        self._written = Written(self._template.render(Context({**known, GATHERED: self._anew})))

    def __str__(self) -> str:
        return str(self._written)

    def filled(self, page: Mapping[str, Any]) -> SafeString:
        """Return the page with its gaps filled."""
        context = Context({**page, "LANGUAGE_CODE": get_language()})
        with context.bind_template(self._template), context.render_context.push_state(self._template):
            return self._written.filled(*[nodes.render(context) for nodes in self._anew])


def keep_place(gathered: list[NodeList], nodes: NodeList) -> SafeString:
    """Return the gap for a part that is written anew, and gather the part."""
    gathered.append(nodes)
    return gap(len(gathered) - 1)
