"""The pages that are to be found by a search engine, each in every language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from locator.models import Service
from locator.search.snapshot import Snapshot

# A page by the name of its address and what stands in it.
Page = tuple[str, tuple[str, ...], date | None]


if TYPE_CHECKING:
    OfPages = Sitemap[Page]
else:
    OfPages = Sitemap


class Pages(OfPages):
    """Pages with the day on which what they show was last changed."""

    i18n = True
    alternates = True
    x_default = True

    def __init__(self, pages: Iterable[Page]) -> None:
        super().__init__()
        self._pages = list(pages)

    def items(self) -> list[Page]:
        return self._pages

    def location(self, item: Page) -> str:
        return reverse(item[0], args=item[1])

    def lastmod(self, item: Page) -> Any:
        return item[2]


def sections(snapshot: Snapshot) -> dict[str, Pages]:
    """Return what the sitemap lists; while the sample is loaded, nothing that shows a fictional outlet."""
    guides: list[Page] = [("home", (), None), ("guides", (), None)]
    for service in Service:
        checked = (line.checked_on for line in snapshot.guides.get(service, ()))
        guides.append(("guide", (service.value,), max(checked, default=None)))
    listed: list[Page] = []
    if not snapshot.is_sample:
        at = timezone.localdate(snapshot.changed_at)
        outlets = snapshot.outlets_of()
        listed = [
            ("directory", (), at),
            ("open_data", (), at),
            *(("directory_district", (code,), at) for code in snapshot.districts),
            *(("directory_bank", (code,), at) for code in snapshot.banks),
            *(("outlet", (outlet.code,), at) for outlet in outlets),
        ]
    return {"pages": Pages([*guides, *listed])}
