"""What the browser may load, what an error report may hold, and which address somebody comes from."""

from __future__ import annotations

import socket
from collections.abc import ItemsView
from ipaddress import IPv6Address, IPv6Network, ip_address
from types import FrameType
from typing import Any

from csp.constants import NONE, SELF
from django.conf import settings
from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

CONTENT_SECURITY_POLICY: dict[str, dict[str, list[str]]] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}


class NoTypedValues(SafeExceptionReporterFilter):
    """Keeps what people typed, variables that may hold it and cookies that lead to it, out of reports."""

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        if request is None:
            return {}
        return dict.fromkeys(request.COOKIES, self.cleansed_substitute)

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        if request is None:
            return {}
        return dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        if request is None:
            return {}
        meta: dict[str, Any] = super().get_safe_request_meta(request)
        return {
            name: self.cleansed_substitute if name in {"QUERY_STRING", "HTTP_REFERER"} else value
            for name, value in meta.items()
        }

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()


class NoNamesOfFiles(ExceptionReporter):
    """Keeps the names of uploaded files out of error reports: people name a photo after who is on it."""

    def get_traceback_data(self) -> dict[str, Any]:
        told: dict[str, Any] = super().get_traceback_data()
        crossed_out = self.filter.cleansed_substitute
        told["request_FILES_items"] = [
            (name, crossed_out) for name, _file in told.get("request_FILES_items", ())
        ]
        # A search of the staff stands in the address, as may what somebody pasted there.
        told["request_GET_items"] = [
            (name, crossed_out) for name, _value in told.get("request_GET_items", ())
        ]
        if "request_insecure_uri" in told:
            told["request_insecure_uri"] = told["request_insecure_uri"].partition("?")[0]
        # The part of a text that could not be encoded; what that text was, nobody knows here.
        told["unicode_hint"] = ""
        return told


def _is_ipv4(text: str) -> bool:
    """Tell whether a text is an address of IPv4 as it is written everywhere; takes next to no time."""
    try:
        socket.inet_pton(socket.AF_INET, text)
    except (OSError, ValueError):
        return False
    return True


def vouched_for(request: HttpRequest) -> str:
    """Return the last entry of X-Forwarded-For that the visitor cannot have written; else an empty text.

    Each proxy of ours adds one at the end, and whatever stands before those was sent along.
    """
    proxies: int = settings.TRUSTED_PROXY_COUNT
    if proxies <= 0:
        return ""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return forwarded[-proxies].strip() if proxies <= len(forwarded) else ""


def client_address(request: HttpRequest) -> str:
    """Return the network address to which limits apply; an empty text where there is none.

    One household has a whole /64 of IPv6, so that counts as one address.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    for candidate in (vouched_for(request), peer):
        if _is_ipv4(candidate):
            return candidate
        try:
            address = ip_address(candidate)
        except ValueError:
            continue
        if isinstance(address, IPv6Address):
            mapped = address.ipv4_mapped
            return str(mapped or IPv6Network((int(address), 64), strict=False).network_address)
        return str(address)
    return ""
