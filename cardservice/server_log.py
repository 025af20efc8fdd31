"""The server's own log, written as all other lines are: without addresses of people, paths and headers."""

from __future__ import annotations

import os
from typing import Any

from gunicorn.glogging import Logger

from .logs import formatter


class ServerLog(Logger):
    """Gunicorn's log in our format, also before the settings are read and after they were read anew."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter(os.environ.get("LOG_FORMAT", "")))
