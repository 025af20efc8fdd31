"""What every page shows: whether the list is a sample, how old it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from cardservice.map_tiles import MapTiles
from locator.search.current import Current, NoCatalogue
from locator.search.records import MapRecord

from .catalogue import standing
from .map import tiles
from .simple import is_simple

# The ground of the pages, as the style sheet has it: a browser draws its own bar in the same colour.
THEME = {"light": "#ffffff", "dark": "#10181e"}


class Site:
    """What the base template says about the list; nothing is read until a page asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _standing(self) -> Current | None:
        try:
            return standing(self._request)
        except NoCatalogue:
            return None

    @property
    def simple(self) -> bool:
        """Whether the person has pressed the switch for large text; no page for staff asks."""
        return is_simple(self._request)

    @property
    def is_sample(self) -> bool:
        return self._standing is not None and self._standing.snapshot.is_sample

    @property
    def stale(self) -> bool:
        return self._standing is not None and self._standing.stale

    @property
    def confirmed_at(self) -> datetime | None:
        return self._standing.confirmed_at if self._standing else None

    @property
    def changed_at(self) -> datetime | None:
        return self._standing.snapshot.changed_at if self._standing else None

    @property
    def edition(self) -> str:
        """What is kept of pages holds for this edition of the catalogue; see ``Snapshot.edition``."""
        return self._standing.snapshot.edition if self._standing else ""

    @property
    def theme(self) -> dict[str, str]:
        return THEME

    @property
    def keeps_offline_copy(self) -> bool:
        """Tell whether devices may keep the directory; see ``offline``."""
        kept: bool = settings.OFFLINE_COPY
        return kept

    @property
    def maps(self) -> tuple[MapRecord, ...]:
        """The street maps that places come from, to be named wherever they are used."""
        return self._standing.snapshot.maps if self._standing else ()

    @property
    def map_tiles(self) -> MapTiles | None:
        """The operator's map, if there is one."""
        return tiles()


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what the base template needs."""
    return {"site": Site(request)}
