"""What the definition shows as an example is what the API answers.

After a change of the sample or of a sentence, ``WRITE_EXAMPLES=1`` writes the answers anew.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.test import Client

from locator.api.definition import definition
from locator.api.examples import FOLDER, MOMENT, REFUSALS, cut, read
from locator.limits import reads
from locator.search.current import forget
from tests.applications.conftest import make_bank
from tests.applications.pictures import file, picture

from .applications.conftest import code_sent
from .conftest import NEAREST, QINGNIWAQIAO
from .test_database_away import away

FILES = sorted(path.stem for path in FOLDER.glob("*.json"))
OF_APPLICANTS = [name for name in FILES if name.startswith("app")]
READING = [name for name in FILES if name not in OF_APPLICANTS and name != REFUSALS]
WRITING = "WRITE_EXAMPLES" in os.environ
# When the sample was loaded, and what chance gives out, differ each time.
BY_CHANCE = {"changed_at", "read_at", "age_seconds", "token", "reference", "spelled", "bytes"}
EN = {"Accept-Language": "en"}


@pytest.fixture
def _at_the_moment_of_the_examples() -> Iterator[None]:
    with time_machine.travel(MOMENT, tick=False):
        yield


def ask(example: dict[str, Any], known: dict[str, str] | None = None) -> Any:
    """Ask what an example asks, with what has come before in the place of what the example shows."""
    path = example["url"].format(**example.get("path", {}))
    if example["method"] == "get":
        return Client().get(path, example.get("query", {}), headers=example["headers"])
    if "body" not in example:
        headers = {name: (known or {}).get("token") if text == "TOKEN" else text
                   for name, text in example["headers"].items()}  # fmt: skip
        return Client().post(path, file(picture()), "image/jpeg", headers=headers)
    body = {
        **example["body"],
        **{name: each for name, each in (known or {}).items() if name in example["body"]},
    }
    return Client().post(path, json.dumps(body), "application/json", headers=example["headers"])


def assert_answers(example: dict[str, Any], answer: Any) -> None:
    assert answer.status_code == example["status"], answer.content
    assert answer.headers["Content-Type"] == example.get("media_type", "application/json")
    said = cut(answer.json())
    if WRITING:
        example["answer"] = said
    assert without_chance(said) == without_chance(example["answer"])
    assert shape(said) == shape(example["answer"])


def without_chance(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_chance(each) for name, each in value.items() if name not in BY_CHANCE}
    if isinstance(value, str):
        return re.sub("[0-9A-Z]{5}-[0-9A-Z]{5}", "REFERENCE", value)
    return [without_chance(each) for each in value] if isinstance(value, list) else value


def shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items()}
    return [shape(each) for each in value] if isinstance(value, list) else type(value)


def written(name: str) -> None:
    if WRITING:
        text = json.dumps(read(name), ensure_ascii=False, indent=2) + "\n"
        Path(FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("api", "_at_the_moment_of_the_examples")
@pytest.mark.parametrize("name", READING)
def test_an_example_of_reading_is_what_the_api_answers(name: str) -> None:
    for example in read(name):
        assert_answers(example, ask(example))
    written(name)


@pytest.mark.usefixtures("_at_the_moment_of_the_examples")
def test_the_examples_of_applying_lead_from_the_telephone_to_the_card(db: None) -> None:
    forget()
    make_bank()
    asked = {name: read(name) for name in OF_APPLICANTS}
    known: dict[str, str] = {}
    for name in (
        "application_phone_code", "application_phone_code_check", "application_photo", "apply",
        "application_status",
    ):  # fmt: skip
        for example in asked.pop(name):
            right = {**known, "code": code_sent()} if example["title"] == "the right code" else known
            answer = ask(example, right)
            assert_answers(example, answer)
            given = answer.json()
            known |= {each: given[each] for each in ("token", "reference") if each in given}
        written(name)
    assert not asked


def _away() -> Any:
    Path(os.environ["SNAPSHOT_PATH"]).unlink(missing_ok=True)
    forget()
    with away():
        return Client().get("/api/v1/banks/", headers=EN)


def _too_many() -> Any:
    # By a clock that stands: on a slow day these take longer than a second.
    with mock.patch.object(reads, "_windows", reads.Windows(clock=lambda: 0.0)):
        for _time in range(121):
            answer = Client().get("/api/v1/nothing/", headers=EN)
    return answer


ASKED: dict[int, Callable[[], Any]] = {
    400: lambda: Client().get(NEAREST, {**QINGNIWAQIAO, "servcie": "apply"}, headers=EN),
    404: lambda: Client().get("/api/v1/outlets/none/", headers=EN),
    405: lambda: Client().delete("/api/v1/banks/", headers=EN),
    412: lambda: Client().get("/api/v1/banks/", headers={**EN, "If-Match": '"another"'}),
    413: lambda: Client().post(
        NEAREST, '{"address": "' + "a" * 300_000 + '"}', "application/json", headers=EN
    ),
    415: lambda: Client().post(NEAREST, "address", "text/plain", headers=EN),
    429: _too_many,
    503: _away,
}


@pytest.mark.usefixtures("api", "_at_the_moment_of_the_examples")
@pytest.mark.parametrize("example", read(REFUSALS), ids=lambda example: example["title"])
def test_an_example_of_a_refusal_is_what_the_api_answers(
    example: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    if example["status"] == 500:
        request.getfixturevalue("fault")
        answer = Client(raise_request_exception=False).get("/api/v1/banks/", headers=EN)
    else:
        answer = ASKED[example["status"]]()
    assert_answers(example, answer)
    written(REFUSALS)


def test_every_operation_has_examples_of_request_and_answer_and_of_its_refusals() -> None:
    operations = [one for path in definition()["paths"].values() for one in path.values()]
    assert {one["operationId"] for one in operations} == {*FILES} - {REFUSALS}
    for operation in operations:
        answers = operation["responses"]
        own = set(answers) if operation["operationId"] in READING else {"200", "201", "202", "400", "500"}
        for status in own & set(answers):
            for kind in answers[status].get("content", {}).values():
                assert kind.get("examples"), (operation["operationId"], status)
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        assert not body or body["examples"]


@pytest.mark.usefixtures("api")
def test_an_example_that_is_no_longer_true_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "WRITING", "")
    (example,) = read("services")
    said = {**example, "answer": {**example["answer"], "sample": False}}
    with pytest.raises(AssertionError):
        assert_answers(said, ask(example))
