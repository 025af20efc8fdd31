"""What a browser may do for our pages, and whose pages may use what we answer."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# "Use my position" asks for the position, a security key of the staff for itself, "pass on" for the
# device's own way. Everything else stays off, also for a script that gets in where none should be.
OURS = ("geolocation", "publickey-credentials-create", "publickey-credentials-get", "web-share")
OFF = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "clipboard-read",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "gyroscope", "hid",
    "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi",
    "payment", "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY = ", ".join([*(f"{name}=(self)" for name in OURS), *(f"{name}=()" for name in OFF)])
# The small pages that others show in a frame: also in a page that isolates itself (COEP: require-corp).
EMBEDDED = re.compile(r"^/(?:[a-z]{2}/)?embed/")


class BrowserLimits:
    """Says with every answer, files among them, what it may be used for.

    Django's own SecurityMiddleware says the rest: the type is not guessed, the address is told to no other
    site, and a window of ours shares nothing with the window of another that opened it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.read_elsewhere = re.compile(settings.CORS_URLS_REGEX)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        path = request.path_info
        for_others = self.read_elsewhere.match(path) or (settings.EMBED_ORIGINS and EMBEDDED.match(path))
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if for_others else "same-origin"
        return response
