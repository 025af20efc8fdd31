"""The operator's map, if there is one: tiles of a provider, in the usual grid of Web Mercator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .this_machine import is_loopback

DATUMS = ("wgs84", "gcj02")
PLACEHOLDERS = frozenset({"z", "x", "y", "s", "key"})
NEEDED = frozenset({"z", "x", "y"})
LEAST_ZOOM, MOST_ZOOM = 10, 22
PLAIN_WORD = re.compile(r"[A-Za-z0-9._~-]+")


@dataclass(frozen=True, slots=True)
class MapTiles:
    """Layers of tiles, the lowest first, with the datum of their grid and what must stand beside them."""

    layers: tuple[str, ...]
    subdomains: tuple[str, ...]
    datum: str
    attribution: str
    approval_number: str
    max_zoom: int

    @property
    def sources(self) -> list[str]:
        """Return the origins that the tiles come from: what a page may load pictures from besides its own."""
        named = {
            layer.replace("{s}", subdomain) for layer in self.layers for subdomain in self.subdomains or ("",)
        }
        return sorted({f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, named)})


def read(
    *,
    tiles: str,
    key: str,
    subdomains: str,
    datum: str,
    attribution: str,
    approval_number: str,
    max_zoom: str,
) -> MapTiles | None:
    """Return the map, if one is set; raises ImproperlyConfigured with a sentence that names the setting."""
    layers = [layer for layer in re.split(r"[\s,]+", tiles) if layer]
    if not layers:
        given = {
            "MAP_TILES_KEY": key,
            "MAP_SUBDOMAINS": subdomains,
            "MAP_TILES_DATUM": datum,
            "MAP_ATTRIBUTION": attribution,
            "MAP_APPROVAL_NUMBER": approval_number,
            "MAP_MAX_ZOOM": max_zoom,
        }
        if alone := [name for name, text in given.items() if text.strip()]:
            raise ImproperlyConfigured(f"Set MAP_TILES as well, or unset {' and '.join(alone)}.")
        return None
    hosts = tuple(part for part in re.split(r"[\s,]+", subdomains) if part)
    _check_placeholders(layers, key.strip(), hosts)
    filled = tuple(layer.replace("{key}", key.strip()) for layer in layers)
    for layer in filled:
        for host in hosts or ("",):
            _check_address(layer.replace("{s}", host))
    return MapTiles(
        layers=filled,
        subdomains=hosts,
        datum=_datum(datum.strip()),
        attribution=_said(
            "MAP_ATTRIBUTION", attribution, "the words by which the provider wants to be named"
        ),
        approval_number=_said(
            "MAP_APPROVAL_NUMBER", approval_number, "the approval number (审图号) of the provider's map"
        ),
        max_zoom=_zoom(max_zoom.strip()),
    )


def _check_placeholders(layers: list[str], key: str, hosts: tuple[str, ...]) -> None:
    for layer in layers:
        found = set(re.findall(r"\{(.*?)\}", layer))
        if not found >= NEEDED or found - PLACEHOLDERS:
            raise ImproperlyConfigured(
                "Set MAP_TILES to addresses with {z}, {x} and {y} in them; "
                "of other names they may have {s} and {key} alone."
            )
    for setting, name, given in (("MAP_TILES_KEY", "{key}", key), ("MAP_SUBDOMAINS", "{s}", hosts)):
        asked = any(name in layer for layer in layers)
        if asked and not given:
            raise ImproperlyConfigured(f"Set {setting}: MAP_TILES has {name} in it.")
        if given and not asked:
            raise ImproperlyConfigured(f"Unset {setting}, or put {name} into MAP_TILES.")
    if key and not PLAIN_WORD.fullmatch(key):
        raise ImproperlyConfigured("Set MAP_TILES_KEY to the key alone: letters, figures and -._~.")
    if not all(map(PLAIN_WORD.fullmatch, hosts)):
        raise ImproperlyConfigured("Set MAP_SUBDOMAINS to parts of a host name, with commas between.")


def _check_address(layer: str) -> None:
    try:
        parts = urlsplit(layer)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    # The host goes into the policy of what pages may load, so it holds nothing but a host.
    sound = bool(host) and not re.search(r"[^A-Za-z0-9.:\[\]-]", parts.netloc) and not parts.fragment
    if not sound or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))):
        raise ImproperlyConfigured(
            "Set MAP_TILES to addresses that begin with https:// and a host without a name or a password; "
            "http:// is for this machine alone."
        )


def _datum(text: str) -> str:
    if text == "bd09":
        raise ImproperlyConfigured(
            "MAP_TILES_DATUM cannot be bd09: the tiles of Baidu have a grid of their own, not that of Web "
            "Mercator, so pins would stand in wrong places. Choose another provider."
        )
    if text not in DATUMS:
        raise ImproperlyConfigured(
            "Set MAP_TILES_DATUM to the datum of the tiles: wgs84 (also for CGCS2000) or gcj02."
        )
    return text


def _said(setting: str, text: str, what: str) -> str:
    if not text.strip():
        raise ImproperlyConfigured(f"Set {setting} to {what}: the map is shown with it or not at all.")
    return text.strip()


def _zoom(text: str) -> int:
    if not text:
        return 18
    if not (text.isascii() and text.isdecimal()) or not LEAST_ZOOM <= int(text) <= MOST_ZOOM:
        raise ImproperlyConfigured(f"Set MAP_MAX_ZOOM to a number from {LEAST_ZOOM} to {MOST_ZOOM}.")
    return int(text)
