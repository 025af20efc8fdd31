"""Pages of outlets in order of their codes, each begun after or before a code.

A page that is named by a number holds other outlets once one is added or closed before it. A code stays
where it is in the order: whoever goes on from it misses none that stands all the while, and sees none twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from rest_framework.request import Request

from locator.search.records import OutletRecord

from .errors import Errors

PAGE_SIZE, PAGE_SIZE_AT_MOST = 50, 200
FIELDS = frozenset({"after", "before", "page_size"})
CODE = re.compile(r"[A-Za-z0-9_-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a list, and the addresses of its neighbours, each null where there is none."""

    outlets: Sequence[OutletRecord]
    next: str | None
    previous: str | None

    @property
    def link(self) -> str:
        """The neighbours as the value of the header Link."""
        named = (("next", self.next), ("prev", self.previous))
        return ", ".join(f'<{url}>; rel="{rel}"' for rel, url in named if url)


def paging_errors(given: Mapping[str, str]) -> Errors:
    errors: Errors = []
    text = given.get("page_size", "")
    if text and not (re.fullmatch("[0-9]{1,7}", text) and 1 <= int(text) <= PAGE_SIZE_AT_MOST):
        say = _("Give a whole number from 1 to %(most)d.") % {"most": PAGE_SIZE_AT_MOST}
        errors.append(("page_size", "out_of_range", say))
    named = [name for name in ("after", "before") if given.get(name)]
    say = _("Follow the addresses that an answer gives as next and previous.")
    if len(named) > 1:
        errors.extend((name, "one_of", say) for name in named)
    else:
        errors.extend((name, "invalid", say) for name in named if not CODE.fullmatch(given[name]))
    return errors


def page_of(listed: Sequence[OutletRecord], given: Mapping[str, str], request: Request) -> Page:
    """Return the page that the fields name; they have been looked over by ``paging_errors``."""
    size = int(given.get("page_size") or PAGE_SIZE)
    if before := given.get("before"):
        end = bisect_left(listed, before, key=_code)
        start = max(0, end - size)
    else:
        start = bisect_right(listed, given["after"], key=_code) if given.get("after") else 0
        end = min(len(listed), start + size)
    outlets = listed[start:end]
    # Beyond either end the page holds no code to go on from: then the first page is named.
    after = {"after": outlets[-1].code} if outlets else {}
    earlier = {"before": outlets[0].code} if outlets else {}
    return Page(
        outlets,
        next=_url(request, after) if end < len(listed) else None,
        previous=_url(request, earlier) if start > 0 else None,
    )


def _code(outlet: OutletRecord) -> str:
    return outlet.code


def _url(request: Request, cursor: Mapping[str, str]) -> str:
    query = request.query_params.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    query.update(cursor)
    return str(request.build_absolute_uri(f"{request.path}?{query.urlencode()}".rstrip("?")))
