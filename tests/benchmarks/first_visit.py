"""What a first visit weighs and takes on a slow line: 400 kbit/s, 400 ms, nothing kept from before.

Run with ``make bench``, or alone with ``python -m tests.benchmarks.first_visit``. The site is served by
gunicorn on this machine; the line is slowed down by the browser, which adds the latency to each request and
not to each packet. Weights are bytes as they came over the line, headers included. The floor is a page of
one word over the same line.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median
from threading import Thread
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from tests.environment import SCRATCH

from ._figures import Figure, Remark, tell

LATENCY_MS, BITS_A_SECOND = 400, 400_000
ROUNDS = 3
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 360, "height": 800}
PAGES = {
    "first page": ("/", "button.main"),
    "results": ("/near/{key}/?service=replace", "ol.outlets h2 a"),
    "results in English": ("/en/near/{key}/?service=replace", "ol.outlets h2 a"),
}
PART = "first visit on a slow line"
FLOOR = "a page of one word"
FLOORS: dict[str, float] = {}
ONE_WORD = b"<!doctype html><title>one</title><p>word</p>"
NO_BROWSER = "Not measured: there is no Chromium here. On Debian: apt-get install chromium"
FIRST_SIGHT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def main() -> None:
    """Tell weights and times of each page."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        tell(Remark(PART, NO_BROWSER))
        return
    port = free_port()
    site = f"http://localhost:{port}"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{SCRATCH / 'visit.sqlite3'}"}
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(site)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            key = a_public_place(browser, site)
            with one_word() as floor:
                tell_of(FLOOR, [visit(browser, floor, "p") for _ in range(ROUNDS)])
            for name, (path, sign) in PAGES.items():
                tell_of(name, [visit(browser, site + path.format(key=key), sign) for _ in range(ROUNDS)])
            browser.close()
    finally:
        server.terminate()
        server.wait(20)


def tell_of(name: str, visits: list[tuple[Counter[str], float, float, float]]) -> None:
    weight = visits[0][0]
    for number, act in enumerate(("seen", "read", "usable"), start=1):
        took = median(float(each[number]) for each in visits)
        if name == FLOOR:
            FLOORS[act] = took
            tell(Figure(PART, f"{FLOOR}: {act}", took, "s", is_ours=False))
            continue
        tell(Figure(PART, f"{name}: {act}", took, "s", FLOOR, took / FLOORS[act]))
    if name != FLOOR:
        kilobytes = {kind: weight[kind] / 1000 for kind in ("Document", "Stylesheet", "Script")}
        parts = ", ".join(f"{kind.lower()} {size:.1f}" for kind, size in kilobytes.items())
        tell(Figure(PART, f"{name}: weight ({parts})", sum(weight.values()) / 1000, "KB", is_ours=False))


@contextmanager
def one_word() -> Iterator[str]:
    """Serve a page of one word."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), OneWord)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class OneWord(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(ONE_WORD)))
        self.end_headers()
        self.wfile.write(ONE_WORD)

    def log_message(self, *said: object) -> None:
        """Say nothing: the table is on the screen."""


def visit(browser: Browser, url: str, sign: str) -> tuple[Counter[str], float, float, float]:
    """Return the bytes by kind, and the seconds until something is seen, all is read, the sign stands."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    speed = BITS_A_SECOND / 8
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY_MS, "downloadThroughput": speed, "uploadThroughput": speed},
    )
    kinds: dict[str, str] = {}
    weight: Counter[str] = Counter()

    def answered(said: dict[str, Any]) -> None:
        kinds[said["requestId"]] = said["type"]

    def loaded(said: dict[str, Any]) -> None:
        weight[kinds.get(said["requestId"], "Other")] += int(said["encodedDataLength"])

    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", loaded)
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator(sign).first.wait_for()
    page.wait_for_load_state("domcontentloaded")
    usable = time.perf_counter() - started
    page.wait_for_load_state("load")
    seen, ready = page.evaluate(FIRST_SIGHT) / 1000, page.evaluate(READY) / 1000
    context.close()
    return weight, seen, ready, usable


def a_public_place(browser: Browser, site: str) -> str:
    """Return the key of a metro station, as a shared link names it."""
    page = browser.new_page()
    page.goto(site)
    page.fill("#place", "青泥洼桥站")
    page.locator("button.main").click()
    link = page.locator("a.url").get_attribute("href") or ""
    page.close()
    return link.split("/near/")[1].split("/")[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(site: str) -> None:
    for _ in range(600):
        try:
            urlopen(site, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The site did not start.")


if __name__ == "__main__":
    main()
