"""What the browser may load, and what an error report may hold."""

from __future__ import annotations

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from csp.constants import NONE, SELF
from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}


class NoTypedValues(SafeExceptionReporterFilter):
    """Keeps what people typed, and local variables that may hold it, out of error reports."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        if request is None:
            return {}
        return dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()
