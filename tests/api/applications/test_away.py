"""While the database is away a program is told to come back, and what it sends then is taken once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from locator.applications import submit as module
from tests.api.test_database_away import away
from tests.applications.people import PHONE
from tests.applications.pictures import file, picture

from .conftest import NOBODYS, Program, code_sent, counts, errors_of

CALLS: dict[str, Callable[[Program], Any]] = {
    "send a code": lambda program: program.ask_for_code(),
    "check a code": lambda program: program.check("123456"),
    "send a photo": lambda program: program.photo(file(picture())),
    "apply": lambda program: program.apply(),
    "look up": lambda program: program.status("2222222222", "0000"),
}


def assert_come_back(answer: Any) -> None:
    assert (answer.status_code, errors_of(answer)) == (503, [("not_available", None)])
    assert answer.json()["type"] == "server_error"
    assert int(answer.headers["Retry-After"]) > 0
    assert "12333" in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize("call", CALLS)
def test_every_call_says_to_come_back(program: Program, call: str) -> None:
    program.token = NOBODYS
    program.status("3333333333", "0000")  # the snapshot is there
    with away():
        assert_come_back(CALLS[call](program))


@pytest.mark.parametrize("call", CALLS)
def test_a_table_that_cannot_be_asked_is_no_fault_of_the_program(
    proved: Program, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(execute: Any, sql: str, *args: Any) -> Any:
        if "locator_ratecounter" in sql or "SAVEPOINT" in sql:
            return execute(sql, *args)
        raise OperationalError("x")

    proved.status("3333333333", "0000")
    with connection.execute_wrapper(refuse):
        assert_come_back(CALLS[call](proved))


def test_what_could_not_be_taken_is_taken_when_it_is_sent_again(
    proved: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **options: Any) -> None:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as broken:
        broken.setattr(module, "put", refuse)
        assert_come_back(proved.apply())
    assert counts() == (0, 0, 0)
    assert proved.apply().status_code == 201
    assert proved.apply().status_code == 200
    assert counts() == (1, 1, 1)


def test_a_proof_that_could_not_be_noted_is_noted_when_the_code_is_sent_again(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any) -> None:
        raise OperationalError("the server closed the connection")

    program.ask_for_code()
    code = code_sent()
    with monkeypatch.context() as broken:
        broken.setattr("locator.api.applications.phone.token_proved", refuse)
        assert_come_back(program.check(code, PHONE))
    assert program.check(code).status_code == 200
    assert program.photo(file(picture())).status_code == 201
