"""Who may see how the site does: by the address that our own proxies vouch for, and by no other."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from cardservice.watchers import THIS_MACHINE, may_look, read


def seen(peer="127.0.0.1", forwarded=None):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return may_look(RequestFactory().get("/metrics", REMOTE_ADDR=peer, headers=headers))


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_look(peer):
    assert seen(peer)


@pytest.mark.parametrize("peer", ["203.0.113.9", "10.0.0.1", "::2", "", "made up"])
def test_another_may_not(peer):
    assert not seen(peer)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "allowed"),
    [
        # A proxy of which nobody told us: its own address must not stand for its visitors'.
        (0, "203.0.113.9", False),
        (0, "127.0.0.1", False),
        (1, "203.0.113.9", False),
        (1, "127.0.0.1, 203.0.113.9", False),
        (1, "203.0.113.9, 127.0.0.1", True),
        (2, "203.0.113.9", False),
        (1, None, True),
    ],
)
def test_behind_a_proxy_the_visitor_counts_and_not_the_proxy(settings, proxies, forwarded, allowed):
    settings.TRUSTED_PROXY_COUNT = proxies
    assert seen("127.0.0.1", forwarded) is allowed


def test_other_networks_can_be_named(settings):
    settings.METRICS_NETWORKS = read(["10.1.0.0/16"])
    assert seen("10.1.200.3")
    assert not seen("127.0.0.1")


def test_what_is_no_network_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match="METRICS_NETWORKS"):
        read(["10.1.0.0/99"])
    assert read(THIS_MACHINE) == (ip_network("127.0.0.0/8"), ip_network("::1/128"))
