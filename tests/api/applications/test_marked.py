"""Nothing that a person sends is repeated in an error, or kept in a log, an address or a counter."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core import signals
from django.db import connection
from django.views.debug import ExceptionReporter

from locator.applications.secrecy import decrypted
from locator.models import OutgoingMessage, RateCounter
from tests.applications.people import child

from .conftest import KEY, Program, code_sent

MARKED = child(
    name="马克标记", phone="13912345678", recipient="收件标记", recipient_phone="13987654321",
    address="标记路77号", guardian_name="监护标记", guardian_phone="13911112222",
)  # fmt: skip
MARKS = [
    MARKED.name, MARKED.number, MARKED.phone, MARKED.recipient, MARKED.recipient_phone, MARKED.address,
    MARKED.guardian_name, MARKED.guardian_number, MARKED.guardian_phone, KEY,
]  # fmt: skip


@pytest.fixture
def marked(program: Program, caplog: pytest.LogCaptureFixture) -> Program:
    caplog.set_level(logging.DEBUG)
    program.prove(MARKED.phone)
    return program


def content(program: Program, **changes: Any) -> dict[str, Any]:
    consents = program.content()["consents"]
    return program.content(MARKED, consents={**consents, "child": consents["notice"]}, **changes)


def assert_unmarked(*texts: str) -> None:
    for text in texts:
        assert [mark for mark in MARKS if mark in text] == []


def kept_in_clear() -> str:
    """Return all that the tables of this application hold, as one text."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("locator_"):
                cursor.execute(f'SELECT * FROM "{table}"')
                rows += [cell for row in cursor.fetchall() for cell in row]
    return " ".join(
        bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell) for cell in rows
    )


def test_a_whole_way_leaves_no_value_in_logs_counters_or_tables(
    marked: Program, caplog: pytest.LogCaptureFixture
) -> None:
    receipt = marked.apply(content(marked))
    assert receipt.status_code == 201
    standing = marked.status(receipt.json()["reference"], MARKED.phone[-4:])
    assert standing.status_code == 200
    keys = " ".join(RateCounter.objects.values_list("key", flat=True))
    assert "status-of" in keys
    assert_unmarked(receipt.text, standing.text, caplog.text, keys, kept_in_clear())
    for secret in (marked.token, code_sent(), receipt.json()["reference"]):
        assert secret not in caplog.text + keys


@pytest.mark.parametrize(
    "changes",
    [
        {name: f"{mark}!" for name, mark in content_marks}
        for content_marks in [
            [("name", MARKED.name), ("number", MARKED.number), ("address", "标记路")],
            [("kind", MARKED.name), ("bank", MARKED.address), ("document", MARKED.number)],
            [("token", MARKED.number), ("sex", MARKED.name), ("born", MARKED.number)],
            [("consents", MARKED.name)],
            [("phone", MARKED.guardian_phone), ("recipient_phone", MARKED.phone)],
        ]
    ]
    + [{MARKED.name: "x"}, {MARKED.number: "x"}, {"consents": {MARKED.name: MARKED.number}}],
)
def test_no_error_repeats_a_value(
    marked: Program, caplog: pytest.LogCaptureFixture, changes: dict[str, Any]
) -> None:
    answer = marked.apply({**content(marked), **changes})
    assert answer.status_code == 400
    assert_unmarked(answer.text, caplog.text, " ".join(map(str, answer.headers.items())))


def test_a_body_that_cannot_be_read_is_not_repeated(
    marked: Program, caplog: pytest.LogCaptureFixture
) -> None:
    answer = marked.call("", f'{{"name": "{MARKED.name}" {MARKED.number}')
    assert answer.status_code == 400
    assert_unmarked(answer.text, caplog.text)


def test_a_fault_of_ours_reports_no_value(
    marked: Program, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(facts: Any, *args: Any, **options: Any) -> None:
        raise RuntimeError(f"{facts.name} {facts.number} {facts.phone}")

    reported = []

    def report(request: Any, **_: Any) -> None:
        reported.append(ExceptionReporter(request, None, None, None).get_traceback_text())

    monkeypatch.setattr("locator.api.applications.submit.submit_once", fail)
    marked.client.raise_request_exception = False
    signals.got_request_exception.connect(report)
    try:
        answer = marked.apply(content(marked))
    finally:
        signals.got_request_exception.disconnect(report)
    assert answer.status_code == 500
    assert "RuntimeError" in caplog.text
    assert "HTTP_IDEMPOTENCY_KEY" in reported[0], "the report shows headers, but not what is in these"
    assert marked.token not in reported[0]
    assert_unmarked(answer.text, caplog.text, *reported)


def test_a_message_has_no_value_in_the_clear(marked: Program) -> None:
    marked.apply(content(marked))
    message = OutgoingMessage.objects.exclude(topic="code").get()
    assert decrypted(bytes(message.telephone), "telephone").decode() == MARKED.phone
    assert MARKED.phone.encode() not in bytes(message.telephone)
