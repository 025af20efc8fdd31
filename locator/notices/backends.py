"""Ways for a text message to leave: shown on the console, written to a file, or posted to a gateway."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Protocol
from urllib.request import Request, urlopen

from django.conf import settings

SECONDS = 5.0


class Backend(Protocol):
    """Hands one message over, or raises OSError; ``key`` is the same each time the message is tried."""

    def send(self, telephone: str, text: str, key: str) -> None: ...


class Console:
    """Shows messages where the sending command runs; for a demonstration."""

    def send(self, telephone: str, text: str, key: str) -> None:
        sys.stdout.write(f"→ {telephone}: {text}\n")
        sys.stdout.flush()


class File:
    """Writes messages to the end of a file, one JSON object a line; for a demonstration and for tests."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def send(self, telephone: str, text: str, key: str) -> None:
        line = json.dumps({"to": telephone, "text": text, "key": key}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


class Gateway:
    """Posts messages to the operator's gateway as JSON; anything but a 2xx answer in time is a failure."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token

    def send(self, telephone: str, text: str, key: str) -> None:
        request = Request(  # noqa: S310 - the operator's own address, checked to be https at the start
            self._url,
            data=json.dumps({"to": telephone, "text": text}).encode(),
            headers={
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                # A second try of the same message is the same message.
                "Idempotency-Key": key,
            },
            method="POST",
        )
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            answer.read(1024)


def chosen() -> Backend:
    """Return the backend that the settings name."""
    if settings.MESSAGE_BACKEND == "gateway":
        return Gateway(settings.MESSAGE_GATEWAY_URL, settings.MESSAGE_GATEWAY_TOKEN)
    if settings.MESSAGE_BACKEND == "file":
        return File(settings.MESSAGE_FILE)
    return Console()
