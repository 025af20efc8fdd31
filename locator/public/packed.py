"""Answers whose content is packed beforehand, for whoever can unpack it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


def packed_for(request: HttpRequest, plain: bytes, packed: bytes, media: str) -> HttpResponse:
    """Return the content as the asker takes it: packed with gzip, or as it is."""
    takes_it = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if takes_it else plain, content_type=media)
    if takes_it:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
