"""Names of places that are not in Dalian, so that they are refused and never moved here."""

from __future__ import annotations

import re
from functools import lru_cache

from .normalise import fold
from .tables import rows

# 长春路, 上海路 and 北京公园 are in Dalian: so is whatever else only borrows a city's name.
_BORROWED = (
    r"(?![东南西北中一二三四五六七八九十]*(?:路|街|大街|大道|巷|胡同|公园|花园|小区|新村|社区|村|屯|酒店|宾馆"
    r"|饭店|大厦|广场|银行|餐|菜|商|公馆))"
)
_SAYS_WHAT_IT_IS = r"(?=省|市|自治区|特别行政区|自治州|地区|盟)"
# These are also names in Dalian: only with 市 or 省 behind them do they mean the other place.
_ALSO_HERE = frozenset(
    [
        "中山",
        "朝阳",
        "四平",
        "黄山",
        "南山",
        "红河",
        "海西",
        "海北",
        "金华",
        "太和",
        "吉安",
        "新兴",
        "泰安",
        "广安",
        "延安",
        "北海",
        "东港",
        "和平",
        "兴安",
    ]
)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    listed = [(row.text("name"), row.text("kind")) for row in rows("elsewhere")]
    alone = [name for name, kind in listed if kind != "county" and name not in _ALSO_HERE]
    county = [name for name, kind in listed if kind == "county"]
    every = [name for name, kind in listed if kind in {"province", "city"}]
    return re.compile(
        rf"^(?:(?:{_any(every)}){_SAYS_WHAT_IT_IS}|(?:{_any(county)}){_BORROWED}|(?:{_any(alone)}){_BORROWED})"
    )


def _any(names: list[str]) -> str:
    return "|".join(re.escape(fold(name)) for name in sorted(names, key=len, reverse=True))


def is_elsewhere(folded: str) -> bool:
    """Tell whether a folded text begins with a place that is not in Dalian."""
    return bool(_pattern().match(folded))
