"""Tables are read whole or refused with the line."""

import pytest

from locator.catalogue.tables import TableError, read_rows


@pytest.fixture
def table(tmp_path):
    return tmp_path / "table.csv"


def test_rows_come_with_their_line_numbers_and_without_stray_spaces(table):
    table.write_bytes("\ufeffcode,name\na, 甲 \n".encode())
    assert list(read_rows(table, ("code", "name"))) == [(2, {"code": "a", "name": "甲"})]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"code\na\n", "name is missing"),
        (b"", "name is missing"),
        (b"code,name\na\n", "line 2: the row has too many or too few"),
        (b"code,name\na,b\na,b,c\n", "line 3: the row has too many or too few"),
        (b'code,name\na,"b"c\n', "cannot be read"),
        (b"code,name\n\xff\xfe,b\n", "cannot be read"),
    ],
)
def test_a_broken_table_is_refused_with_the_reason(table, content, what):
    table.write_bytes(content)
    with pytest.raises(TableError, match=what):
        list(read_rows(table, ("code", "name")))


def test_a_missing_table_is_refused(table):
    with pytest.raises(TableError, match=r"table\.csv.*cannot be read"):
        list(read_rows(table, ("code",)))
