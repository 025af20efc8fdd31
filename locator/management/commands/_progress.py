"""How far a long command is: a bar on a terminal, plain lines elsewhere, nothing where quiet is asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from locator.places.street_maps.reading import Progress

WIDTH = 30
SECONDS_BETWEEN_LINES = 5.0
SECONDS_BETWEEN_STROKES = 0.1


@contextmanager
def progress(stream: Any, verbosity: int) -> Iterator[Progress]:
    """Yield what tells the stream how far something is; a bar is taken away at the end."""
    on_terminal = verbosity > 0 and stream.isatty()
    last: list[Any] = ["", 0.0]

    def tell(what: str, share: float | None) -> None:
        now = time.monotonic()
        wait = SECONDS_BETWEEN_STROKES if on_terminal else SECONDS_BETWEEN_LINES
        if verbosity == 0 or (what == last[0] and now - last[1] < wait and share != 1):
            return
        last[:] = what, now
        if on_terminal:
            filled = round(WIDTH * share) if share is not None else 0
            shown = f"[{'#' * filled}{' ' * (WIDTH - filled)}] {share:.0%}" if share is not None else ""
            stream.write(f"\r\033[K{what} {shown}", ending="")
            stream.flush()
        else:
            stream.write(f"{what} {share:.0%}" if share is not None else what)

    try:
        yield tell
    finally:
        if on_terminal:
            stream.write("\r\033[K", ending="")
