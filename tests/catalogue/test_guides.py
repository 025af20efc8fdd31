"""Reading the lines of the guides: every service has some, and a broken table says where it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from locator.catalogue.guides import COLUMNS, Section, read_guides, shipped_guides
from locator.catalogue.tables import TableError
from locator.models import Service

GOOD = "pin,everyone,who,本人办理,In person,yes,某通知,2026-11-01"


def table(folder: Path, *lines: str, columns: tuple[str, ...] = COLUMNS) -> Path:
    path = folder / "guides.csv"
    path.write_text("\n".join([",".join(columns), *lines]), encoding="utf-8")
    return path


def test_each_of_the_six_services_has_a_guide_in_the_order_of_the_sections() -> None:
    guides = shipped_guides()
    assert set(guides) == set(Service)
    order = list(Section)
    for lines in guides.values():
        places = [order.index(line.section) for line in lines]
        assert places == sorted(places) != []


def test_a_line_is_read(tmp_path: Path) -> None:
    (line,) = read_guides(table(tmp_path, GOOD))[Service.PIN]
    assert (line.text, line.text_en, line.known) == ("本人办理", "In person", True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pin", "cook"), ("everyone", "nobody"), (",who", ",why"), ("yes", "perhaps"), ("2026-11-01", "soon"),
        ("本人办理", ""), ("In person", ""), ("某通知", ""), (",某通知", ""),
    ],
)  # fmt: skip
def test_a_broken_line_is_named_by_its_number(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(TableError, match="line 3"):
        read_guides(table(tmp_path, GOOD, GOOD.replace(old, new)))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="known"):
        read_guides(table(tmp_path, columns=tuple(name for name in COLUMNS if name != "known")))
