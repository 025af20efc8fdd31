"""What the columns of a table of places are called, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from locator.places.answer import Kind
from locator.places.normalise import fold

from .reading import UnreadableMapError

HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("名称", "地名"),
    "kind": ("类型", "类别"),
    "latitude": ("纬度", "lat"),
    "longitude": ("经度", "lng", "lon"),
    "datum": ("坐标系",),
    "district": ("区市县", "区县", "行政区"),
    "radius_m": ("半径", "radius"),
    "aliases": ("别名", "alias"),
    "name_en": ("英文名", "英文名称"),
    "pinyin": ("拼音",),
    "id": ("编号", "ref"),
    "street": ("道路", "街道名称", "road"),
    "number": ("门牌号", "门牌"),
    "line": ("线", "wkt"),
}
NEEDED = ("kind", "latitude", "longitude")
DOOR = "door"
KINDS: dict[str, str] = {
    **{
        kind.value: kind.value
        for kind in (Kind.ROAD, Kind.STATION, Kind.ESTATE, Kind.COMMUNITY, Kind.LANDMARK)
    },
    **dict.fromkeys(("道路", "路", "街", "road", "street"), Kind.ROAD.value),
    **dict.fromkeys(("车站", "地铁站", "站", "metro_station"), Kind.STATION.value),
    **dict.fromkeys(("小区", "住宅小区", "neighbourhood"), Kind.ESTATE.value),
    **dict.fromkeys(("社区", "村", "自然村", "village"), Kind.COMMUNITY.value),
    **dict.fromkeys(("地标", "单位", "学校", "医院", "公园", "商场"), Kind.LANDMARK.value),
    **dict.fromkeys((DOOR, "门牌", "门牌号", "house_number"), DOOR),
}


def columns_of(heading: Sequence[str]) -> dict[str, int]:
    """Return where each known column stands; raises UnreadableMapError naming what is missing."""
    known = {fold(word): name for name, words in HEADINGS.items() for word in (name, *words)}
    columns: dict[str, int] = {}
    for at, word in enumerate(heading):
        name = known.get(fold(word))
        if name in columns:
            raise UnreadableMapError(f"Two columns are called {name}: “{heading[columns[name]]}”, “{word}”.")
        if name is not None:
            columns[name] = at
    missing = [f"{name} ({HEADINGS[name][0]})" for name in NEEDED if name not in columns]
    if "name" not in columns and not {"street", "number"} <= columns.keys():
        missing.append("name (名称), or street (道路) and number (门牌号)")
    if missing:
        found = ", ".join(word for word in heading if word.strip()) or "none"
        raise UnreadableMapError(f"There is no column {'; '.join(missing)}. Columns found: {found}.")
    return columns
