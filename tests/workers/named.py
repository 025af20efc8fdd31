"""The shipped way of serving, with three workers that say which of them has answered what."""

import os
from pathlib import Path
from typing import Any

from cardservice.gunicorn import (
    accesslog,
    child_exit,
    control_socket_disable,
    logger_class,
    preload_app,
    raw_env,
    threads,
    when_ready,
    worker_class,
)

__all__ = [
    "accesslog",
    "child_exit",
    "control_socket_disable",
    "logger_class",
    "post_request",
    "preload_app",
    "raw_env",
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
