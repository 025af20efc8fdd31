"""Each message is sent once, again after a while if it could not be, and holds nothing afterwards."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from locator.applications.facts import TELEPHONE
from locator.applications.phone import send_code
from locator.applications.secrecy import encrypted
from locator.applications.sending import WAITS, send_due
from locator.models import OutgoingMessage, State
from locator.notices.backends import Console, File, Gateway, chosen
from locator.notices.outbox import NotInATransactionError, put
from locator.notices.words import SENTENCES, words

from .people import PHONE

NOW = timezone.now()


class Kept:
    """Keeps what it is given; fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.failures = failures

    def send(self, telephone: str, text: str, key: str) -> None:
        if self.failures:
            self.failures -= 1
            raise TimeoutError(f"no answer for {telephone}")
        self.sent.append((telephone, text, key))


def waiting(topic: str = "posted") -> OutgoingMessage:
    with transaction.atomic():
        put(
            topic,
            telephone=encrypted(PHONE.encode(), TELEPHONE),
            language="zh-hans",
            reference="ABCDE23467",
            at=NOW,
        )
    return OutgoingMessage.objects.latest("id")


def test_a_message_is_sent_once_and_then_holds_no_telephone(db: None) -> None:
    message, backend = waiting(), Kept()
    assert send_due(backend, NOW) == 1
    assert send_due(backend, NOW + timedelta(days=9)) == 0
    assert backend.sent == [(PHONE, "申请 ABCDE-23467：卡片已寄出。", str(message.pk))]
    message.refresh_from_db()
    assert (message.telephone, message.secret, message.sent_at) == (None, None, NOW)


def test_what_could_not_be_sent_is_tried_again_later_and_given_up_in_the_end(db: None, caplog: Any) -> None:
    message, backend, at = waiting(), Kept(failures=99), NOW
    for wait in WAITS:
        assert send_due(backend, at) == 0
        assert send_due(backend, at + wait - timedelta(seconds=1)) == 0
        message.refresh_from_db()
        assert message.next_try_at == at + wait
        at += wait
    assert send_due(backend, at) == 0
    message.refresh_from_db()
    assert (message.next_try_at, message.telephone, message.failure) == (None, None, "TimeoutError")
    assert message.tries == len(WAITS) + 1
    assert PHONE not in caplog.text


def test_after_a_failure_the_same_message_keeps_its_key(db: None) -> None:
    message, backend = waiting(), Kept(failures=1)
    send_due(backend, NOW)
    send_due(backend, NOW + WAITS[0])
    assert [key for _to, _text, key in backend.sent] == [str(message.pk)]


def test_one_message_that_fails_holds_up_no_other(db: None) -> None:
    waiting()
    waiting("accepted")
    assert send_due(Kept(failures=1), NOW) == 1


def test_a_code_is_sent_with_its_digits_and_never_too_late(db: None) -> None:
    send_code("token", PHONE, language="en", now=NOW)
    backend = Kept()
    assert send_due(backend, NOW) == 1
    assert sum(sign.isdigit() for sign in backend.sent[0][1]) == 6
    send_code("token", PHONE, language="en", now=NOW)
    assert send_due(backend, timezone.now() + timedelta(minutes=10)) == 0
    assert OutgoingMessage.objects.latest("id").failure == "expired"


def test_two_senders_at_once_send_each_message_once(
    transactional_db: None, race: Callable[..., list[Any]]
) -> None:
    for _time in range(10):
        waiting()
    backend = Kept()
    sent = race(*[lambda: send_due(backend, NOW)] * 4)
    assert sum(sent) == len(backend.sent) == len({key for _to, _text, key in backend.sent}) == 10


def test_a_message_stands_in_the_transaction_of_its_change(transactional_db: None) -> None:
    with pytest.raises(NotInATransactionError):
        put("posted", telephone=b"x", language="en")
    with transaction.atomic():
        put("posted", telephone=b"x", language="en")
        transaction.set_rollback(True)
    assert not OutgoingMessage.objects.exists()


def test_there_are_words_for_every_state_that_is_told_of() -> None:
    changes = {"changed", "corrected", "erased"}
    assert set(State) - {State.IN_REVIEW} | {"code"} | changes == set(SENTENCES)
    for language in ("zh-hans", "en"):
        for topic in SENTENCES:
            text = words(topic, language=language, reference="ABCDE23467", code="123456")
            assert ("123456" if topic == "code" else "ABCDE-23467") in text
            assert "%(" not in text


def test_the_chosen_backend_is_the_one_of_the_settings(settings: Any, tmp_path: Path, capsys: Any) -> None:
    settings.MESSAGE_BACKEND = "console"
    assert isinstance(chosen(), Console)
    chosen().send(PHONE, "你好", "1")
    assert f"{PHONE}: 你好" in capsys.readouterr().out
    settings.MESSAGE_BACKEND, settings.MESSAGE_FILE = "file", str(tmp_path / "messages")
    assert isinstance(chosen(), File)
    chosen().send(PHONE, "你好\n", "1")
    assert json.loads((tmp_path / "messages").read_text()) == {"to": PHONE, "text": "你好\n", "key": "1"}
    settings.MESSAGE_BACKEND = "gateway"
    settings.MESSAGE_GATEWAY_URL, settings.MESSAGE_GATEWAY_TOKEN = "https://x.example", "t"
    assert isinstance(chosen(), Gateway)


@pytest.fixture
def gateway() -> Iterator[tuple[str, list[Any], dict[str, int]]]:
    """A gateway on this machine that keeps what it is posted, and answers as it is told."""
    posted: list[Any] = []
    answer = {"status": 202}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posted.append((json.loads(body), dict(self.headers)))
            self.send_response(answer["status"])
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", posted, answer
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_gateway_is_handed_the_message_with_its_key(gateway: Any) -> None:
    url, posted, _answer = gateway
    Gateway(url, "secret").send(PHONE, "你好", "7")
    [(body, headers)] = posted
    assert body == {"to": PHONE, "text": "你好"}
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer secret", "7")


@pytest.mark.parametrize("status", [400, 401, 429, 500, 503])
def test_a_gateway_that_refuses_is_a_failure_that_is_tried_again(db: None, gateway: Any, status: int) -> None:
    url, _posted, answer = gateway
    answer["status"] = status
    message = waiting()
    assert send_due(Gateway(url, "secret"), NOW) == 0
    message.refresh_from_db()
    assert (message.failure, message.next_try_at) == ("HTTPError", NOW + WAITS[0])


def test_a_gateway_that_is_not_there_is_a_failure(db: None) -> None:
    waiting()
    assert send_due(Gateway("http://127.0.0.1:9/", "secret"), NOW) == 0
    assert OutgoingMessage.objects.get().failure == "URLError"
