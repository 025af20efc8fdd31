"""The links to the way as a page shows them."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override, pgettext, pgettext_lazy

from locator.models import Point
from locator.places.routes import RouteMap, routes
from locator.search.records import OutletRecord

from .names import plain

NAMES = {
    RouteMap.AMAP: pgettext_lazy("map", "Amap"),
    RouteMap.BAIDU: pgettext_lazy("map", "Baidu Maps"),
    RouteMap.TENCENT: pgettext_lazy("map", "Tencent Maps"),
    RouteMap.APPLE: pgettext_lazy("map", "Apple Maps"),
}
# At a million outlets only the links of those that people find are kept; two kilobytes each.
KEPT_AT_MOST = 5_000


def route_links(outlet: OutletRecord) -> SafeString:
    """Return the links to an outlet; nothing where its position is not known."""
    if outlet.point is None:
        return SafeString()
    return _links(outlet.point, outlet.name, plain(outlet), get_language() or "")


# Kept by what the links are made of, so an outlet that moves has new ones at once.
@lru_cache(maxsize=KEPT_AT_MOST)
def _links(point: Point, name: str, said: str, language: str) -> SafeString:
    with override(language):
        label = pgettext("map", "Way to %(outlet)s") % {"outlet": said}
        links = format_html_join(
            "",
            '<li><a href="{}" rel="external noreferrer nofollow">{}</a></li>',
            ((route.url, NAMES[route.map]) for route in routes(point, name)),
        )
        return format_html('<ul class="routes" aria-label="{}">{}</ul>', label, links)
