"""What several workers count is added up, and none of their lines holds what somebody sent."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from datetime import date
from http.client import HTTPConnection

from tests import sample_rows

from .serving import Serving

MARKED = "R7XK2M9QTP"
TIMES = 30


def ask(server: Serving, path: str) -> tuple[int, str]:
    # A connection each, so that all workers get some.
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={"Host": "localhost", "X-Mark": MARKED})
    answer = connection.getresponse()
    try:
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def counted(server: Serving) -> float:
    lines = ask(server, "/metrics")[1].splitlines()
    start = 'cards_request_duration_seconds_count{method="GET",route="outlet",status="404"}'
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(start))


def test_all_workers_are_counted_also_one_that_died_and_no_line_holds_what_was_sent(
    transactional_db: None, server: Serving
) -> None:
    sample_rows.load(today=date(2026, 11, 24))
    for _time in range(TIMES):
        status, _ = ask(server, f"/outlets/{MARKED}/?q={MARKED}")
        assert status == 404, server.log.read_text(encoding="utf-8")
    assert counted(server) == TIMES
    workers = {line.split()[0] for line in server.answered.read_text(encoding="utf-8").splitlines()}
    os.kill(int(workers.pop()), signal.SIGKILL)
    time.sleep(1)
    assert counted(server) == TIMES
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as raw:
        raw.sendall(f"GET /{MARKED} {MARKED}\r\n\r\n".encode())
        assert b"400" in raw.recv(1000)
    time.sleep(0.5)
    lines = [json.loads(line) for line in server.log.read_text(encoding="utf-8").splitlines()]
    assert {"gunicorn.error", "django.request", "cardservice.requests"} <= {line["logger"] for line in lines}
    assert sum(line.get("route") == "outlet" for line in lines) == 2 * TIMES
    text = server.log.read_text(encoding="utf-8")
    assert "A request that is no HTTP was refused." in text
    assert MARKED not in text
    assert "127.0.0.1'" not in text
