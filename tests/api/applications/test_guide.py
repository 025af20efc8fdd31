"""The guide's five calls, one after the other, as somebody copies them; and the definition's word on each."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

from django.test import Client

from locator.api.applications.submit import KNOWN
from locator.applications.consents import CONSENT_VERSION
from locator.applications.identity import read_document
from locator.models import Bank, DocumentKind, MailApplication
from tests.api.test_definition import assert_shape
from tests.applications.people import TODAY
from tests.applications.pictures import file, picture

from .conftest import APPLICATIONS, Program, code_sent

GUIDE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
CALLS = [block for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) if "/applications/" in block]
# The shell itself takes the words apart, for it is a shell that they are copied to.
WORDS = "curl() { printf '%s\\0' \"$@\"; }\n"


def asked(block: str, known: dict[str, str]) -> Any:
    """Ask as curl would, with what came before in the place of the words in capitals."""
    for name, value in known.items():
        block = block.replace(f'"{name}"', f'"{value}"').replace(f": {name}", f": {value}")
    told = subprocess.run(["sh", "-c", WORDS + block], capture_output=True, text=True, check=True).stdout
    words = told.split("\0")
    path = words[0].removeprefix("http://localhost:8000")
    given = [words[n + 1].partition(": ") for n, word in enumerate(words) if word == "-H"]
    headers = {name: value for name, _colon, value in given}
    body = words[words.index("-d") + 1].encode() if "-d" in words else file(picture())
    return Client().generic("POST", path, body, headers.pop("Content-Type"), headers=headers)


def test_the_five_calls_of_the_guide_lead_to_a_card(bank: Bank) -> None:
    assert len(CALLS) == 5
    known, statuses = {"BANK": bank.code}, []
    for block in CALLS:
        answer = asked(block, known)
        statuses.append(answer.status_code)
        said = answer.json()
        known |= {name.upper(): said[name] for name in ("token", "reference") if name in said}
        if "TOKEN" in known and "CODE" not in known:
            known["CODE"] = code_sent()
    assert statuses == [202, 200, 201, 201, 200]
    assert MailApplication.objects.get().photo


def test_the_guide_names_every_field_of_an_application_and_the_version_of_the_texts() -> None:
    for name in KNOWN:
        assert f"`{name.removeprefix('consents.')}`" in GUIDE or f'"{name}"' in GUIDE, name
    assert f"now `{CONSENT_VERSION}`" in GUIDE


def test_the_number_in_the_guide_is_the_one_of_the_standard_s_example() -> None:
    assert '"11010519491231002X"' in GUIDE
    assert read_document(DocumentKind.RESIDENT, "11010519491231002X", TODAY)


def test_every_answer_has_the_shape_that_the_definition_gives_it(program: Program) -> None:
    assert_shape(program.ask_for_code(), f"{APPLICATIONS}phone-code/", "post", "202")
    check = f"{APPLICATIONS}phone-code/check/"
    assert_shape(program.check("x"), check, "post", "400")
    assert_shape(program.check(code_sent()), check, "post")
    assert_shape(program.photo(b"x"), f"{APPLICATIONS}photo/", "post", "400")
    assert_shape(program.photo(file(picture())), f"{APPLICATIONS}photo/", "post", "201")
    assert_shape(program.apply({}), APPLICATIONS, "post", "400")
    receipt = program.apply()
    assert_shape(receipt, APPLICATIONS, "post", "201")
    assert_shape(program.apply(), APPLICATIONS, "post", "200")
    assert_shape(program.apply(program.content(name="别名")), APPLICATIONS, "post", "422")
    assert_shape(program.apply(key="another-key"), APPLICATIONS, "post", "409")
    status = f"{APPLICATIONS}status/"
    assert_shape(program.status(receipt.json()["reference"], "8000"), status, "post")
    assert_shape(program.status("x", "x"), status, "post", "404")
