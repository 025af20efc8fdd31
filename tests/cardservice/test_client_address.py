"""Limits apply to the address somebody comes from, which nobody can make up."""

import pytest
from django.test import RequestFactory

from cardservice.security import client_address


def request(forwarded=None, peer="192.0.2.1"):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "made up", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_what_our_own_proxies_added_is_believed(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    assert client_address(request(forwarded)) == address


def test_a_household_is_one_address_though_it_has_many(settings):
    settings.TRUSTED_PROXY_COUNT = 0
    assert client_address(request(peer="2001:db8:1:2:aaaa::1")) == client_address(
        request(peer="2001:db8:1:2:bbbb::2")
    )
    assert client_address(request(peer="2001:db8:1:3::1")) != client_address(request(peer="2001:db8:1:2::1"))


def test_an_old_address_in_a_new_coat_is_the_old_one(settings):
    settings.TRUSTED_PROXY_COUNT = 0
    assert client_address(request(peer="::ffff:192.0.2.1")) == "192.0.2.1"


def test_a_socket_has_no_address(settings):
    settings.TRUSTED_PROXY_COUNT = 0
    assert client_address(request(peer="")) == ""
