"""The work of one process of ``importing``: ``prepare FOLDER``, or the name of a file in it to be planned."""

from __future__ import annotations

import csv
import io
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from locator.catalogue import proposals  # noqa: E402
from locator.catalogue.known_places import known_places  # noqa: E402
from locator.catalogue.transfer.applying import put_plan_into_force, scope_of  # noqa: E402
from locator.catalogue.transfer.export import export  # noqa: E402
from locator.catalogue.transfer.plan import Options, Plan  # noqa: E402
from locator.catalogue.transfer.planning import make_plan  # noqa: E402
from locator.catalogue.transfer.reading import read_table  # noqa: E402
from locator.models import Act, Bank, Outlet, Proposal  # noqa: E402
from locator.places import Gazetteer  # noqa: E402

from ._figures import Figure, tell  # noqa: E402
from .importing import ERRORS, ROWS  # noqa: E402

# Thirty seconds were promised, on a machine that cleans so many outlets in 7.5; a slower one may take longer.
MOST_RATIO = 4.0
MOST_MEGABYTES = 300
HEADINGS = [
    "网点编码", "网点名称", "服务银行", "所属区市县", "地址", "联系电话", "营业时间", "经度", "纬度",
    "坐标系", "激活停办起", "激活停办止",
]  # fmt: skip
KINDS = 4


def prepare(folder: Path) -> None:
    """Fill a database with real-looking outlets by the importer itself, and write them out with errors."""

    call_command("migrate", verbosity=0)
    Bank.objects.create(code="bank", name="测试银行", short_name="测试")
    rows = [HEADINGS]
    for number in range(ROWS):
        point = (f"{121.55 + number % 100 / 1000:.4f}", f"{38.90 + number // 100 / 1000:.4f}", "GPS")
        rows.append([
            f"bank-{number:05d}", f"测试银行第{number}网点", "测试银行", "中山区", f"人民路{number}号",
            f"0411-{82000000 + number}", "Mo-Fr 08:30-11:30,13:00-16:30; Sa 09:00-12:00", *point, "", "",
        ])  # fmt: skip
    (folder / "clean.csv").write_bytes(written(rows))
    (folder / "short.csv").write_bytes(written(spoilt(rows)))
    one, two = (User.objects.create_superuser(name, password=None) for name in ("one", "two"))
    done = put_plan_into_force(plan_of(folder / "clean.csv"), by=one, how=Act.How.COMMAND)
    assert isinstance(done, Proposal)
    proposals.accept(done, by=two)
    assert Outlet.objects.count() == ROWS
    table = list(csv.reader(io.StringIO(export(Outlet.objects.all(), "csv", "zh").decode("utf-8-sig"))))
    (folder / "same.csv").write_bytes(written(spoilt(table)))

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in spoilt(table):
        sheet.append(row)
    book.save(folder / "same.xlsx")


def spoilt(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with 200 errors: fifty rows that are wrong in four ways each.

    A cell that nobody can read, a value that is none, two days in the wrong order, a point in another city.
    """
    wrong = {
        "营业时间": "随便", "联系电话": "打我", "激活停办起": "2027-01-09", "激活停办止": "2027-01-01",
        "经度": "116.4", "纬度": "39.9",
    }  # fmt: skip
    copied = [list(row) for row in rows]
    for number in range(ERRORS // KINDS):
        row = copied[1 + number * (ROWS * KINDS // ERRORS)]
        for heading, cell in wrong.items():
            row[rows[0].index(heading)] = cell
    return copied


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("gb18030")


def plan_of(path: Path) -> Plan:

    sheet = read_table(path.name, path.read_bytes())
    scope = scope_of(User(is_superuser=True))
    return make_plan(sheet, scope, Options(file_name=path.name), known_places(Gazetteer.shipped()))


def measure(path: Path) -> int:
    """Tell what planning takes beside the least that a check of so many outlets can be: cleaning each."""
    part = f"import of {ROWS:,} rows with {ERRORS} errors"
    started = time.monotonic()
    plan = plan_of(path)
    seconds = time.monotonic() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    outlets = list(Outlet.objects.all())
    started = time.monotonic()
    for outlet in outlets:
        outlet.clean_fields()
    floor = time.monotonic() - started
    least = f"cleaning {ROWS:,} outlets, beside {path.name}"
    tell(
        Figure(part, least, floor, "s", is_ours=False),
        Figure(part, f"plan of {path.name}", seconds, "s", least, seconds / floor),
        Figure(part, f"memory at the peak, {path.name}", megabytes, "MB", is_ours=False),
    )
    passed = {
        f"more than {MOST_RATIO:g} times as long as cleaning": seconds > MOST_RATIO * floor,
        f"more than {MOST_MEGABYTES} MB": megabytes > MOST_MEGABYTES,
        f"{len(plan.errors)} errors and not {ERRORS}": len(plan.errors) != ERRORS,
    }
    for what in (what for what, is_so in passed.items() if is_so):
        print(f"{path.name}: {what}", file=sys.stderr)
    return int(any(passed.values()))


if __name__ == "__main__":
    task, where = sys.argv[1], Path(sys.argv[2])
    sys.exit(prepare(where) if task == "prepare" else measure(where / task))
