"""What the fuzzer begins with: files that are right, for it to make wrong, and words that it may put in."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import tablib
from django.utils import translation

from locator.catalogue.transfer.columns import COLUMNS

from ..applications.pictures import file, picture
from ..hours.notices import NOTICE_2027
from .targets import SHEET

OUTLET = {
    "name": "某行青泥洼桥支行", "bank": "某行", "district": "中山区", "address": "青泥洼街 1 号",
    "phones": "0411-12345678、95588", "hours": "周一至周五 8:30-16:30；周六 9:00-12:00",
    "services": "申领、激活", "longitude": "121.63", "latitude": "38.91", "datum": "GCJ-02",
    "generations": "二代、三代", "verified_on": "2026-03-31",
}  # fmt: skip
PLACES = (
    "名称,类别,纬度,经度,区,半径,别名,id\n试验小区,estate,38.9144,121.6147,中山区,200,试验园|园,1\n"
    "试验路,road,,,中山区,,,2\n"
)
STREETS = """<osm version="0.6"><node id="1" lat="38.91" lon="121.58" version="1"/>
<node id="2" lat="38.92" lon="121.58" version="1"><tag k="addr:street" v="西安路"/>
<tag k="addr:housenumber" v="12-18号"/></node>
<way id="1" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/>
<tag k="name" v="西安路"/></way>
<relation id="1" version="1"><member type="way" ref="1" role="outer"/><tag k="type" v="boundary"/>
<tag k="admin_level" v="6"/><tag k="name" v="中山区"/></relation></osm>"""
WORDS = (
    "名称", "类别", "纬度", "经度", "MULTILINESTRING((121 38,", "38.9", "1e999", "nan", "周一", "元旦：",
    "1月1日至3日放假", "上班", "2027年节假日安排", "PH off", "Mo-Su 24:00-48:00", "2026-02-30", "<tag k='",
    "<member type='relation' ref='1' role=''/>", "<c r='A1' t='s'><v>9</v></c>", "<f>", "t='inlineStr'",
    "\u202e", "\ufeff", "①", "٣", '"', "\x00",
)  # fmt: skip


def outlets_table(form: str) -> bytes:
    """Return a table of one outlet with something in most of its cells."""
    with translation.override("zh-hans"):
        columns = [column for column in COLUMNS if column.in_template]
    table = tablib.Dataset(
        [OUTLET.get(column.key, "") for column in columns], headers=[column.zh for column in columns]
    )
    written = table.export(form)
    return written if isinstance(written, bytes) else written.encode()


@cache
def empty_workbook() -> bytes:
    return outlets_table("xlsx")


def in_gb18030(written: bytes) -> bytes:
    return written.decode().encode("gb18030")


def sheet_alone() -> bytes:
    with zipfile.ZipFile(io.BytesIO(empty_workbook())) as parts:
        return parts.read(SHEET)


def pictures() -> list[bytes]:
    small = picture((360, 460))
    return [file(small), file(small, progressive=True), file(small, "PNG"), file(small.convert("P"), "PNG")]


SEEDS = {
    "outlets": lambda: [outlets_table("csv"), in_gb18030(outlets_table("csv")), outlets_table("xlsx")],
    "workbook": lambda: [sheet_alone()],
    "places": lambda: [PLACES.encode(), PLACES.encode("utf-16")],
    "streets": lambda: [STREETS.encode()],
    "notice": lambda: [NOTICE_2027.encode()],
    "photo": pictures,
    "planted": lambda: [b"c", b"d"],
}  # fmt: skip


def write_seeds(target: str, folder: Path) -> None:
    """Write the seeds of a target into a folder, where the fuzzer adds what it finds."""
    folder.mkdir(exist_ok=True)
    for number, seed in enumerate(SEEDS[target]()):
        (folder / f"seed-{number}").write_bytes(seed)


def write_words(path: Path) -> None:
    """Write the words as libFuzzer reads them."""
    lines = ['"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in WORDS]
    path.write_text("".join(lines), encoding="ascii")
