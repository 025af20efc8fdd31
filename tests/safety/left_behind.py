"""Everything that the program writes while it answers, beside the answer itself."""

from __future__ import annotations

import logging
import pickle
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import caches

from locator.search import counting
from tests.environment import SCRATCH
from tests.public.apply.traces import Traces, every_row


def headers_of(answer: Any) -> Traces:
    """Return what an answer says beside its content: headers, the address it leads to, cookies."""
    said = [("header", f"{name}: {value}") for name, value in answer.headers.items()]
    return said + [("cookie", cookie.OutputString()) for cookie in answer.cookies.values()]


def in_memory() -> Traces:
    """Return what caches, counts and sessions hold."""
    kept = Traces()
    for cache in caches.all():
        for key, value in getattr(cache, "_cache", {}).items():
            kept.append(("cache", f"{key} {unpacked(value)}"))
    kept.append(("tally", repr(vars(counting._tally))))
    for session in Session.objects.all():
        kept.append(("session", repr(SessionStore().decode(session.session_data))))
    return kept


def unpacked(value: bytes) -> str:
    """Return what a cache holds as text, packed or not."""
    found = pickle.loads(value)
    if isinstance(found, bytes):
        with suppress(zlib.error):
            found = zlib.decompress(found, 31)
        return found.decode("utf-8", "replace")
    return repr(found) + (found.content.decode("utf-8", "replace") if hasattr(found, "content") else "")


def on_the_disk() -> Traces:
    """Return the files that the program keeps for itself."""
    return [
        ("file", f"{path} {path.read_bytes().decode('utf-8', 'replace')}")
        for path in Path(SCRATCH).rglob("*")
        if path.is_file()
    ]


def everything() -> Traces:
    return every_row() + in_memory() + on_the_disk()


def by_place(traces: Traces) -> Traces:
    """Return all that was left in one place as one text: thousands of them take long to look through."""
    places: dict[str, dict[str, None]] = {}
    for where, text in traces:
        places.setdefault(where, {})[text] = None
    return [(where, "\0".join(texts)) for where, texts in places.items()]


class AsWritten(logging.Handler):
    """Writes every line as the operator's own handler would, so that what that leaves out is left out."""

    def __init__(self) -> None:
        super().__init__()
        handlers = [*logging.getLogger().handlers, *logging.getLogger("django").handlers]
        ours = [handler for handler in handlers if type(handler) is logging.StreamHandler]
        self.setFormatter(ours[0].formatter if ours else None)
        self.lines = Traces()

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "django.db.backends":
            self.lines.append((f"log of {record.name}", self.format(record)))
