"""What the words in the column of kinds stand for, in Chinese and English."""

from __future__ import annotations

from locator.places import kinds
from locator.places.answer import Kind
from locator.places.normalise import fold

DOOR = "door"
PLAIN: dict[Kind, tuple[str, ...]] = {
    Kind.ROAD: ("道路", "路", "街", "巷", "road", "street"),
    Kind.STATION: ("地铁站", "车站", "轨道交通站", "station"),
    Kind.ESTATE: ("小区", "住宅区", "住宅小区", "楼盘", "estate"),
    Kind.COMMUNITY: ("社区", "村", "行政村", "村庄", "community", "village"),
    Kind.TOWN: ("乡镇街道", "乡镇", "镇", "乡", "街道办事处", "town"),
    Kind.LANDMARK: ("地标", "兴趣点", "landmark", "poi"),
}
SORTS = {
    "university": "大学", "hospital": "医院", "school": "学校", "park": "公园", "mall": "商场",
    "museum": "博物馆", "stadium": "体育场", "attraction": "景点", "market_place": "市场", "hotel": "酒店",
    "police": "派出所", "post_office": "邮局", "bank": "银行", "supermarket": "超市", "town_hall": "政府",
}  # fmt: skip
DOORS = ("门牌", "门牌号", "门址", "地址", "door", "address")
WORDS: dict[str, tuple[Kind, str]] = {
    **{fold(sort): (meant.kind, sort) for sort, meant in kinds.OSM.items()},
    **{word: (kinds.OSM[sort].kind, sort) for sort, word in SORTS.items()},
    **{word: (kind, "") for kind, words in PLAIN.items() for word in words},
    **dict.fromkeys(DOORS, (Kind.ADDRESS, DOOR)),
}
KNOWN = "、".join([*(words[0] for words in PLAIN.values()), *SORTS.values(), DOORS[0]])


def radius_of(kind: Kind, sort: str, name: str) -> int:
    """Return how far a place of a kind reaches where the table does not say it."""
    if kind is Kind.ROAD:
        return kinds.least_radius_of_road(name)
    return kinds.OSM[sort].radius_m if sort else kinds.BY_KIND[kind].radius_m
