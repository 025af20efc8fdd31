"""A server on this machine that answers as a geocoder documents it, or as badly as one likes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from locator.places import Datum, Gazetteer
from locator.places.borders import Box
from locator.places.online.providers import service
from locator.places.online.rung import Rung

DALIAN = Box(38.5, 120.8, 40.4, 123.7)
Answer = Callable[[BaseHTTPRequestHandler], None]


class Service:
    """What the server answers from now on, and what it was asked."""

    def __init__(self) -> None:
        self.answer: Answer = lambda handler: None
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()
        self.address = ""


def says(body: str | bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        raw = body.encode() if isinstance(body, str) else body
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(raw)))
        handler.end_headers()
        handler.wfile.write(raw)

    return answer


@pytest.fixture
def geocoder() -> Iterator[Service]:
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.path, dict(self.headers)))
            with suppress(OSError):  # whoever asked has gone
                told.answer(self)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    told.address = f"http://127.0.0.1:{server.server_address[1]}"
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    running.start()
    yield told
    told.closing.set()
    server.shutdown()
    server.server_close()
    running.join()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.shipped()


@pytest.fixture
def rung(geocoder: Service) -> Callable[..., Rung]:
    def made(
        *names: str, datum: str = "wgs84", daily: int | None = None, seconds: float = 8.0, count: Any = None
    ) -> Rung:
        services = [
            service(name, address=geocoder.address, datum=Datum(datum), key="k", daily=daily, box=DALIAN)
            for name in names
        ]
        return Rung(services, seconds=seconds, box=DALIAN, count=count or (lambda name, most: True))

    return made
