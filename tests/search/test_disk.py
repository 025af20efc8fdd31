"""The copy on disk that a worker starts from while the database is away."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from locator.models import Bank
from locator.search import disk
from locator.search.current import NoCatalogue, current, forget
from locator.search.disk import NoCopy, read_copy, write_copy
from locator.search.rows import read_rows
from tests.search.rows import copy, database_away, make
from tests.thorough import either

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: "null",
        lambda text: "\x00\xff",
        lambda text: json.dumps({**json.loads(text), "format": {"version": 0}}),
        lambda text: json.dumps({**json.loads(text), "outlets": [["too", "short"]]}),
        lambda text: json.dumps({**json.loads(text), "banks": []}),
        lambda text: json.dumps({**json.loads(text), "read_at": "yesterday"}),
    ],
)
def test_a_copy_that_is_damaged_or_of_another_format_is_left_aside_and_the_log_says_why(
    bank: Bank, spoil: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    make(bank, "a")
    current()
    copy().write_text(spoil(copy().read_text(encoding="utf-8")), encoding="utf-8")
    forget()
    with database_away(), pytest.raises(NoCatalogue):
        current()
    assert "copy of the catalogue" in caplog.text


@tries(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=either(40, 2_000))
@given(st.binary(max_size=200))
def test_no_bytes_on_disk_do_more_than_be_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "copy.json"
    path.write_bytes(content)
    with pytest.raises(NoCopy):
        read_copy(path)


def test_the_copy_is_for_its_owner_alone_and_leaves_no_half_behind(bank: Bank, tmp_path: Path) -> None:
    make(bank, "a")
    path = tmp_path / "new" / "copy.json"
    rows = read_rows()
    write_copy(path, rows)
    write_copy(path, rows)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(path.parent) == ["copy.json"]  # noqa: PTH208 - hidden files count
    assert read_copy(path) == rows


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_a_long_list_is_written_in_parts_and_read_as_one(
    bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(disk, "ROWS_AT_ONCE", 2)
    for code in "abcde"[:count]:
        make(bank, code)
    rows = read_rows()
    assert len(rows.outlets) == count
    write_copy(tmp_path / "copy.json", rows)
    assert read_copy(tmp_path / "copy.json") == rows


def test_a_copy_that_cannot_be_written_to_the_end_leaves_the_old_one(bank: Bank, tmp_path: Path) -> None:
    path = tmp_path / "copy.json"
    rows = read_rows()
    write_copy(path, rows)
    with pytest.raises(TypeError):
        write_copy(path, rows._replace(number=object()))  # type: ignore[arg-type]
    assert os.listdir(tmp_path) == ["copy.json"]  # noqa: PTH208 - hidden files count
    assert read_copy(path) == rows


@pytest.mark.usefixtures("bank")
def test_a_disk_that_cannot_be_written_to_stops_no_answer(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    settings.SNAPSHOT_PATH = str(tmp_path / "file" / "copy.json")
    assert current().snapshot.banks
    assert "cannot be written" in caplog.text
