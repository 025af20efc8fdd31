"""A server of map tiles on this machine, whose answers the tests decide."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image


def _picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (256, 256), "#dfe8dc").save(held, "PNG")
    return held.getvalue()


TILE = _picture()


class TileServer:
    """What it is asked for stands in ``asked``, with the page that its asker named."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.asked: list[tuple[str, str | None]] = []
        self.wait = 0.0
        self.fails = False
        self.let_go = threading.Event()


@contextmanager
def tile_server() -> Iterator[TileServer]:
    """Serve the same tile at every address, for as long as the block lasts."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.path, self.headers["Referer"]))
            if told.wait:
                told.let_go.wait(told.wait)
            self.send_response(500 if told.fails else 200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(b"" if told.fails else TILE)

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # the browser has gone before its answer

    server = Quiet(("127.0.0.1", 0), Answer)
    told = TileServer(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield told
    finally:
        told.let_go.set()
        server.shutdown()
        thread.join()
        server.server_close()
