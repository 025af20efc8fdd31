"""A browser of the crowd: one connection that is kept, and the cookies that it was given."""

from __future__ import annotations

import http.client
import re
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

SECONDS = 30.0
# The server ends a connection that nobody uses for two seconds; an answer on its way then would be lost.
SECONDS_KEPT = 1.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class BrokenError(OSError):
    """The answer never came: the worker or the connection ended before it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, and as what it is counted; ``writes`` where a refusal with a way on is an answer."""

    kind: str
    method: str
    path: str
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    writes: bool = False
    # Pressed twice in the same moment, from two windows.
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``to`` is where it leads."""

    status: int
    text: str
    to: str
    retry_after: str
    cookies: dict[str, str]


class Wire:
    """One kept connection; a second try is the caller's, for only it knows what may be sent twice."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection: http.client.HTTPConnection | None = None
        self._used_at = 0.0

    def ask(self, one: Ask, cookies: dict[str, str]) -> Answer:
        """Return the answer; raises BrokenError."""
        headers = dict(one.headers)
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if time.monotonic() - self._used_at > SECONDS_KEPT:
            self.close()
        kept = self._connection is not None
        try:
            return self._asked(one, headers)
        except http.client.RemoteDisconnected as error:
            # A server may close a connection that nobody used; on a fresh one that is a broken answer.
            if not kept or one.writes:
                raise BrokenError from error
        except (OSError, http.client.HTTPException) as error:
            raise BrokenError from error
        try:
            return self._asked(one, headers)
        except (OSError, http.client.HTTPException) as error:
            raise BrokenError from error

    def _asked(self, one: Ask, headers: dict[str, str]) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
            self._connection.connect()
            self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._connection.request(one.method, one.path, one.body.encode() or None, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            self._used_at = time.monotonic()
        except BaseException:
            self.close()
            raise
        given = dict(
            line.split(";")[0].split("=", 1)
            for line in answer.headers.get_all("Set-Cookie") or ()
            if "=" in line
        )
        if answer.getheader("Connection", "").lower() == "close":
            self.close()
        where, again = answer.getheader("Location", ""), answer.getheader("Retry-After", "")
        return Answer(answer.status, text, where, again, given)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def posted(kind: str, path: str, fields: dict[str, str], *, writes: bool = False, twice: bool = False) -> Ask:
    return Ask(kind, "POST", path, urlencode(fields), FORM, writes, twice)
