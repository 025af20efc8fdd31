"""Which column of a table is which: English and Chinese headings, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from ..reading import UnreadableMapError

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("ref", "编号", "标识"),
    "kind": ("type", "类型", "类别", "种类"),
    "name": ("名称", "地名", "标准名称"),
    "latitude": ("lat", "纬度"),
    "longitude": ("lon", "lng", "经度"),
    "datum": ("坐标系", "坐标系统"),
    "district": ("district_code", "区市县", "所属区市县", "行政区", "区县", "区划代码"),
    "town": ("乡镇街道", "所属乡镇街道"),
    "radius_m": ("radius", "半径", "半径米"),
    "aliases": ("alias", "别名", "其他名称"),
    "name_en": ("english_name", "英文名称", "英文名", "名称英文"),
    "pinyin": ("拼音", "汉语拼音"),
    "street": ("road", "道路", "道路名称", "路名"),
    "number": ("house_number", "门牌号", "门牌", "门牌号码"),
    "line": ("wkt", "geometry", "线", "线形"),
}
# By which a missing column is named beside its English heading.
CHINESE = {"name": "名称", "kind": "类型", "latitude": "纬度", "longitude": "经度"}
_IGNORED = re.compile(r"[\s*:_\-/.()\[\]【】、]+")
_EXPLAINED = re.compile(r"\(.*\)\s*$")


def _folded(heading: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", heading)).casefold()


_KNOWN = {_folded(written): column for column, others in HEADINGS.items() for written in (column, *others)}


def _column(heading: str) -> str | None:
    unexplained = _EXPLAINED.sub("", unicodedata.normalize("NFKC", heading))
    return _KNOWN.get(_folded(heading)) or _KNOWN.get(_folded(unexplained))


def match(headings: Sequence[str]) -> dict[str, int]:
    """Return where each known column stands; raises UnreadableMapError for a missing or a double one."""
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        column = _column(heading)
        if column in found:
            first = headings[found[column]]
            raise UnreadableMapError(f"Two columns mean the same: “{first}” and “{heading}”. Delete one.")
        if column:
            found[column] = at
    missing = list(_missing(found))
    if missing:
        had = ", ".join(f"“{heading.strip()[:30]}”" for heading in headings if heading.strip())
        raise UnreadableMapError(
            f"There is no column {' and no column '.join(missing)}. The first row must hold the headings; "
            f"those of this file are {had}."
        )
    return found


def _missing(found: Mapping[str, int]) -> list[str]:
    def named(*columns: str) -> list[str]:
        lacking = (column for column in columns if column not in found)
        return [f"“{column}” ({CHINESE[column]})" for column in lacking]

    of_doors_alone = "street" in found and "number" in found and "name" not in found
    missing = [] if of_doors_alone else named("name", "kind")
    if "line" in found and not {"latitude", "longitude"} & found.keys():
        return missing
    return missing + named("latitude", "longitude")
