"""What an online geocoder found is shown with its name, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from cardservice.geocoders import Geocoder, Geocoders
from tests.places.online import answers

TYPED = "中山区无人知晓巷12号"


@pytest.fixture
def tianditu() -> Iterator[Geocoder]:
    """Serve one door in 中山区, whatever is asked for."""
    body = answers.tianditu(38.9214, 121.6447).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    running.start()
    yield Geocoder("tianditu", f"http://127.0.0.1:{server.server_address[1]}", "wgs84", "key")
    server.shutdown()
    server.server_close()
    running.join()


def test_a_page_says_who_knew_the_address(site: Any, settings: Any, tianditu: Geocoder) -> None:
    words = "its position comes from 天地图 (Tianditu)" if site.english else "位置由天地图 (Tianditu)"
    assert words not in site.search(TYPED).words
    settings.GEOCODERS = Geocoders((tianditu,), 2.0)
    page = site.search(TYPED)
    assert page.status_code == 200
    assert words in page.words
    assert ("The address you typed" if site.english else "您输入的地址") in page.words
    assert TYPED not in page.request["PATH_INFO"] + page.request["QUERY_STRING"]
