"""The command prints the plan, and applies it only when asked, in somebody's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from locator.applications.submit import submit
from locator.models import Act, Bank, Outlet, Proposal, Role, StaffMember
from locator.search.current import forget
from tests import sample_rows
from tests.applications.conftest import WANTED
from tests.applications.people import grown_up

NOTICE = "网点编码,公告\nsample-a-01,今天下午三点关门\n"
OFFICIAL = "网点名称,服务银行,所属区市县,地址,营业时间\n"
OFFICIAL += "真网点,真实银行,中山区,中山区人民路1号,周一至周五 8:30-16:30\n"
NAME = "网点编码,网点名称\nsample-a-01,改了名字\n"


@pytest.fixture(autouse=True)
def _people(db: None) -> None:
    sample_rows.load(today=date(2026, 11, 24))
    forget()
    for name, role, bank in (
        ("chief", Role.ADMINISTRATOR, None),
        ("other", Role.ADMINISTRATOR, None),
        ("clerk", Role.CLERK, "sample-a"),
    ):
        user = get_user_model().objects.create_user(name, password=None)
        StaffMember.objects.create(user=user, role=role, bank_id=bank, whole_bank=True)


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def command(text: str | bytes, *options: str) -> str:
        file, out = tmp_path / "table.csv", StringIO()
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("import_outlets", file, *options, stdout=out)
        return out.getvalue()

    return command


def notice() -> str:
    return Outlet.objects.get(code="sample-a-01").notice


def test_it_prints_the_plan_and_changes_nothing(run: Any) -> None:
    said = run(NOTICE)
    assert "sample-a-01" in said
    assert "今天下午三点关门" in said
    assert not Act.objects.exists()


def test_it_applies_the_plan_in_somebody_s_name(run: Any) -> None:
    run(NOTICE, "--apply", "--by", "chief")
    act = Act.objects.get()
    assert (act.how, act.by_name, notice()) == (Act.How.COMMAND, "chief", "今天下午三点关门")


def test_what_needs_a_second_person_waits_or_names_them(run: Any) -> None:
    assert "waits for a second person" in run(NAME, "--apply", "--by", "chief")
    Proposal.objects.all().delete()
    with pytest.raises(CommandError, match="may not accept"):
        run(NAME, "--apply", "--by", "chief", "--second", "chief")
    assert not Proposal.objects.exists()
    run(NAME, "--apply", "--by", "chief", "--second", "other")
    assert Outlet.objects.get(code="sample-a-01").name == "改了名字"


@pytest.mark.parametrize("by", [(), ("--by", "nobody"), ("--by", "clerk")])
def test_it_applies_nothing_for_nobody(run: Any, by: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(NOTICE, "--apply", *by)
    assert not Act.objects.exists()


def test_errors_are_printed_with_their_place_and_end_in_failure(run: Any, capsys: Any) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="1 errors"):
        run("网点编码,即时制卡\nsample-a-01,也许\n", "--apply", "--by", "chief")
    assert not out.getvalue()
    assert not Act.objects.exists()


def test_closing_many_wants_the_number(run: Any) -> None:
    with pytest.raises(CommandError, match="--confirm-closing"):
        run(NOTICE, "--apply", "--by", "chief", "--whole")
    assert not Proposal.objects.exists()


def test_the_official_list_waits_until_applications_at_fictional_banks_are_erased(
    run: Any, capsys: Any
) -> None:
    Bank.objects.create(code="real-bank", name="真实银行", short_name="真实")
    submit(grown_up(), replace(WANTED, bank="sample-a"), token="t")
    with pytest.raises(CommandError, match="1 errors"):
        run(OFFICIAL, "--official", "--apply", "--by", "chief", "--second", "other")
    assert Outlet.objects.count() == 53
    assert not Proposal.objects.exists()


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("import_outlets", "/nowhere.csv")


def test_what_is_exported_changes_nothing_when_it_is_imported(tmp_path: Path) -> None:
    for name in ("all.xlsx", "all.csv"):
        out = StringIO()
        call_command("export_outlets", tmp_path / name, stdout=StringIO())
        call_command("import_outlets", tmp_path / name, "--whole", "--apply", "--by", "chief", stdout=out)
        assert "There is nothing to change." in out.getvalue()
