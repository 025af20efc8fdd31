"""The shipped way of serving, with three workers that say which of them has answered what."""

import os
from pathlib import Path
from typing import Any

from cardservice.gunicorn import (
    accesslog,
    control_socket_disable,
    preload_app,
    threads,
    when_ready,
    worker_class,
)

__all__ = [
    "accesslog",
    "control_socket_disable",
    "post_request",
    "preload_app",
    "threads",
    "when_ready",
    "worker_class",
    "workers",
]

workers = 3
ANSWERED = Path(os.environ["ANSWERED"])


def post_request(worker: Any, request: Any, environ: Any, answer: Any) -> None:
    # One short write to the end of a file is never mixed with another's.
    with ANSWERED.open("a", encoding="utf-8") as file:
        file.write(f"{worker.pid} {environ.get('HTTP_X_MARK', '')}\n")
