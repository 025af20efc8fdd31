"""One place of the gazetteer, as the tables and the staff know it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from locator.models import Point

from .answer import Kind, Origin, Precision, Remark
from .pinyin import english_label

CHAIN, PART_OF_SOMETHING = 7, 8
_A_BRANCH = re.compile(r"[店）)]$|支行|分行|总行|营业部")
_CHAINS = re.compile(
    r"^(如家|锦江之星|汉庭|全季|7天|沃尔玛|家乐福|顺丰速运|中国石油|中国石化|小米之家)\w{0,3}$"
)
FROM_MAP = "map:"
METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class StaffPlace:
    """A row that staff added or corrected; it takes the place of shipped rows of its name and district."""

    name: str
    kind: str
    district: str
    latitude: float
    longitude: float
    radius_m: int
    aliases: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with a name; `located` is false where the point is borrowed from the town or district;
    `covers` lists the districts of a functional area; `line` is a road's, as `lines.encode` writes it;
    `pinyin` is the reading that the source gives, with spaces between the syllables."""

    name: str
    name_en: str
    kind: Kind
    precision: Precision
    district: str
    point: Point
    radius_m: int
    source: str
    key: str
    rank: int
    aliases: tuple[str, ...] = ()
    town: str = ""
    located: bool = True
    covers: tuple[str, ...] = ()
    line: str = ""
    pinyin: str = ""

    @property
    def districts(self) -> frozenset[str]:
        """The districts that a place may lie in: several for a functional area."""
        return frozenset(self.covers or (self.district,))

    @property
    def english(self) -> str:
        """The English name, or the name in pinyin where the sources give none; made when it is shown."""
        return self.name_en or english_label(self.name)

    @property
    def from_map(self) -> bool:
        """Whether a street map that the operator brought in has it."""
        return self.source.startswith(FROM_MAP)

    @property
    def generic(self) -> bool:
        """Whether the name is a chain's or a building's, of which most stand in no table."""
        of_a_chain = self.rank >= CHAIN or bool(_CHAINS.match(self.name))
        return self.kind is not Kind.ADDRESS and of_a_chain and not _A_BRANCH.search(self.name)

    @property
    def part_of_something(self) -> bool:
        """Whether the name means nothing without the campus or estate around it: 图书馆, 3号楼."""
        return self.rank == PART_OF_SOMETHING

    def origin(self, *remarks: Remark) -> Origin:
        if self.kind is Kind.COMMUNITY and not self.located:
            remarks = (Remark("community-without-point", (("town", self.town),)), *remarks)
        return Origin(
            label=self.name,
            label_en=self.english,
            point=self.point,
            precision=self.precision,
            radius_m=self.radius_m,
            source=self.source,
            district=self.district,
            key=self.key,
            kind=self.kind.value,
            remarks=remarks,
        )


def metres_between(one: Point, other: Point) -> float:
    """Return the ground distance, good to half a per cent within Dalian: enough for radii."""
    narrowing = math.cos(math.radians((one.latitude + other.latitude) / 2))
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * narrowing
    return METRES_PER_DEGREE * math.hypot(north, east)
