"""Who may look at how the site does: /metrics, and what /readyz has to say beside yes and no."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from .security import vouched_for

THIS_MACHINE: list[str] = ["127.0.0.0/8", "::1/128"]
Network = IPv4Network | IPv6Network


def read(texts: list[str]) -> tuple[Network, ...]:
    """Return the networks; raises ImproperlyConfigured for what is none."""
    try:
        return tuple(map(ip_network, texts))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"Set METRICS_NETWORKS to networks such as 10.1.0.0/16, with commas between: {error}."
        ) from error


def may_look(request: HttpRequest) -> bool:
    """Tell whether a request comes from one of the networks, by what our own proxies say of it.

    Where a proxy says something that we were not told to expect, the address of the connection is that of the
    proxy, most often this very machine's; so nobody is let in by it.
    """
    was_forwarded = bool(request.META.get("HTTP_X_FORWARDED_FOR", "").strip(", "))
    try:
        address = ip_address(vouched_for(request) if was_forwarded else request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return any(address.ipv4_mapped in network for network in settings.METRICS_NETWORKS)
    return any(address in network for network in settings.METRICS_NETWORKS)
