"""What every call that reads does: it is counted in the worker, and says how its answer may be kept."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import exceptions, status
from rest_framework.request import Request

from cardservice.security import client_address
from locator.limits.reads import SECONDS, Share, take

from .errors import refusal
from .view import JsonView

POLICY = "reads"


class ReadingView(JsonView):
    """Answers anybody about the catalogue, so many times a minute.

    A worker counts for itself: the limit spreads load, and guards no secret.
    """

    # To be asked again each time: a state that was right a minute ago would send somebody to a closed door.
    cache_control: ClassVar[str] = "no-cache"
    negotiated: ClassVar[bool] = False
    share: Share | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self._count(request)
        super().initial(request, *args, **kwargs)

    def perform_authentication(self, request: Request) -> None:
        """Let everybody in, since nobody signs in to read; so nothing is made ready to find out who it is."""

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault(
            "Cache-Control", self.cache_control if response.status_code < 400 else "no-store"
        )
        if self.negotiated:
            patch_vary_headers(response, ("Accept",))
        if self.share is not None:
            most = settings.API_READS_PER_MINUTE
            response.headers["RateLimit-Policy"] = f'"{POLICY}";q={most};w={SECONDS}'
            response.headers["RateLimit"] = f'"{POLICY}";r={self.share.remaining};t={self.share.ends_in}'
        return response

    def _count(self, request: Request) -> None:
        if not settings.API_READS_PER_MINUTE:
            return
        self.share = take(client_address(request), settings.API_READS_PER_MINUTE)
        if not self.share.allowed:
            seconds = self.share.ends_in
            said = ngettext(
                "You ask faster than we can answer everybody. Please try again in %(seconds)s second.",
                "You ask faster than we can answer everybody. Please try again in %(seconds)s seconds.",
                seconds,
            )
            raise refusal(
                status.HTTP_429_TOO_MANY_REQUESTS, "too_many", said % {"seconds": seconds}, wait=seconds
            )


class UnknownAddress(ReadingView):
    """Answers for every address under /api/ that is none; an unknown version is told from a wrong path."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        version = re.match(r"/api/v([0-9]+)(?:/|$)", request.path_info)
        if version and version[1] != "1":
            said = _("There is no such version of the API. Ask below /api/v1/.")
            raise refusal(status.HTTP_404_NOT_FOUND, "unknown_version", said)
        raise exceptions.NotFound
