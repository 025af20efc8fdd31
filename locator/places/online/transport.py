"""How geocoders are reached: one request, one answer, all of it within a deadline and of a bounded size."""

from __future__ import annotations

import http.client
import io
import json
import socket
import ssl
import time
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

MOST_BYTES = 1_000_000


@cache
def _trusted() -> ssl.SSLContext:
    """Return the machine's certificates: to read them takes longer than to ask a service."""
    return ssl.create_default_context()


class Deadline:
    """A moment after which nothing is waited for."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left; raises TimeoutError where there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Adapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """Asks by plain GET: no cookies, no redirects, nothing compressed, no proxy, no second try."""

    def __init__(self, *, proxies: Any, ssl_context: ssl.SSLContext | None) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._context = ssl_context or _trusted()

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            # What cannot be read may repeat what was asked, so it is not kept as a cause.
            raise GeocoderParseError("The answer is no JSON.") from None

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        try:
            return self._answer(url, Deadline(timeout), headers)
        except TimeoutError:
            raise GeocoderTimedOut("The service took too long.") from None
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, AdapterHTTPError):
                raise
            raise GeocoderUnavailable(f"The service cannot be reached ({type(error).__name__}).") from None

    def _answer(self, url: str, deadline: Deadline, headers: dict[str, str]) -> str:
        parts = urlsplit(url)
        connection = _Connection(
            parts.hostname or "", parts.port, deadline, self._context if parts.scheme == "https" else None
        )
        try:
            connection.request("GET", f"{parts.path or '/'}?{parts.query}", headers=headers)
            response = connection.getresponse()
            body = response.read(MOST_BYTES + 1)
        finally:
            connection.shut()
        if len(body) > MOST_BYTES or response.headers.get("Content-Encoding", "identity") != "identity":
            raise GeocoderServiceError("The answer is too large or compressed.")
        if 300 <= response.status < 400:
            raise GeocoderServiceError("The service sends elsewhere.")
        text = body.decode("utf-8", errors="replace")
        if response.status != http.client.OK:
            raise AdapterHTTPError(
                f"The service answers {response.status}.",
                status_code=response.status,
                headers={name.lower(): value for name, value in response.headers.items()},
                text=text,
            )
        return text


class _Connection(http.client.HTTPConnection):
    """A connection that looks at the deadline before each read: slow bytes do not prolong it."""

    def __init__(
        self, host: str, port: int | None, deadline: Deadline, context: ssl.SSLContext | None
    ) -> None:
        if context is not None:
            self.default_port = http.client.HTTPS_PORT
        super().__init__(host, port or self.default_port)
        self._deadline, self._context = deadline, context
        self._real: socket.socket | None = None

    def shut(self) -> None:
        if self._real is not None:
            self._real.close()

    def connect(self) -> None:
        self._real = sock = self._connected()
        if self._context is not None:
            sock.settimeout(self._deadline.left())
            # The time-out of a handshake is one for all of it.
            self._real = sock = self._context.wrap_socket(sock, server_hostname=self.host)
        self.sock = _Timed(sock, self._deadline)

    def _connected(self) -> socket.socket:
        refused: OSError | None = None
        for family, kind, protocol, _, address in socket.getaddrinfo(
            self.host, self.port, type=socket.SOCK_STREAM
        ):
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(self._deadline.left())
                sock.connect(address)
            except OSError as error:
                sock.close()
                refused = error
            else:
                return sock
        raise refused or OSError("The name has no address.")


class _Timed:
    """The part of a socket that http.client uses, with the time that is left set before each call."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._sock, self._deadline))

    def close(self) -> None:
        """Do nothing: http.client closes as soon as the head is read, and the body is still to come."""


class _Incoming(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.left())
        return self._sock.recv_into(buffer)
