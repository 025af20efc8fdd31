"""Roads: the pieces of one name joined to one row for each stretch of it in a district."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from locator.models import Point
from locator.places.answer import Kind
from locator.places.lines import Degrees, encode, flat
from locator.places.normalise import fold

from ..reading import PlaceRow
from ..refs import shortened
from .clip import Clip
from .naming import Called, aliases

APART_M = 1_500
STEP_M = 150.0
SPARE_M = 50
LONGEST_IN_REF = 60


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A named way, or what lies of it on one side of a district's border."""

    way: int
    called: Called
    line: Degrees


def whole_parts(line: Degrees) -> list[Degrees]:
    """Return the stretches of a line whose corners are all known, each of two corners at least."""
    known = ~np.isnan(line).any(axis=1)
    cuts = np.flatnonzero(np.diff(known)) + 1
    return [part for part in np.split(line, cuts) if len(part) > 1 and not np.isnan(part[0, 0])]


def road_rows(pieces: Iterable[Piece], clip: Clip, left_out: Counter[str]) -> Iterator[PlaceRow]:
    """Yield a row for each road in each district, and further ones for stretches that lie far apart."""
    named: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    for district, piece in _by_district(pieces, clip, left_out):
        named[district, fold(piece.called.name)].append(piece)
    for (district, folded), together in sorted(named.items()):
        together.sort(key=lambda piece: piece.way)
        for number, cluster in enumerate(_clusters(together), 1):
            yield _row(_ref(district, folded, number), district, cluster)


def _by_district(pieces: Iterable[Piece], clip: Clip, left_out: Counter[str]) -> Iterator[tuple[str, Piece]]:
    """Cut pieces at the borders; where a district is but voted for, its middle decides for a whole piece."""
    all_pieces = list(pieces)
    asked = [piece.line if clip.sharp else piece.line[[len(piece.line) // 2]] for piece in all_pieces]
    answers = iter(clip.districts_of(np.concatenate(asked)) if asked else ())
    for piece, spots in zip(all_pieces, asked, strict=True):
        districts = list(islice(answers, len(spots)))
        districts = districts if clip.sharp else districts * len(piece.line)
        if not any(districts):
            left_out["outside the city"] += 1
        for start, end in _runs(districts):
            district = districts[start]
            # The step across the border belongs to the side that it starts on, so that no gap opens.
            line = piece.line[start : end + 1]
            if district is not None and len(line) > 1:
                yield district, Piece(piece.way, piece.called, line)


def _runs(districts: list[str | None]) -> Iterator[tuple[int, int]]:
    changes = [at for at in range(1, len(districts)) if districts[at] != districts[at - 1]]
    return pairwise([0, *changes, len(districts)])


def _clusters(pieces: list[Piece]) -> list[list[Piece]]:
    """Return pieces in groups that lie less than 1.5 km apart, in the order of their oldest ways."""
    if len(pieces) == 1:
        return [pieces]
    middle = Point(*pieces[0].line[0].tolist())
    sampled = [_every_few_metres(flat(piece.line, middle)) for piece in pieces]
    owners = np.repeat(np.arange(len(pieces)), [len(spots) for spots in sampled])
    near = cKDTree(np.concatenate(sampled)).query_pairs(APART_M, output_type="ndarray")
    links = coo_array((np.ones(len(near)), owners[near].T), shape=(len(pieces), len(pieces)))
    labels = connected_components(links, directed=False)[1].tolist()
    groups: dict[int, list[Piece]] = defaultdict(list)
    for label, piece in zip(labels, pieces, strict=True):
        groups[label].append(piece)
    return list(groups.values())


def _every_few_metres(line: Degrees) -> Degrees:
    """Return spots along a line, 150 m apart at most and few where its corners are many."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    spots = np.linspace(0, along[-1], max(2, math.ceil(along[-1] / STEP_M) + 1))
    return np.column_stack([np.interp(spots, along, line[:, 0]), np.interp(spots, along, line[:, 1])])


def _row(ref: str, district: str, pieces: list[Piece]) -> PlaceRow:
    corners = np.concatenate([piece.line for piece in pieces])
    spot, radius = _middle(pieces, corners)
    names = Counter(piece.called.name for piece in pieces)
    name = names.most_common(1)[0][0]
    others = (other for piece in pieces for other in (piece.called.name, *piece.called.aliases))
    return PlaceRow(
        ref=ref,
        name=name,
        kind=Kind.ROAD.value,
        district=district,
        latitude=spot.latitude,
        longitude=spot.longitude,
        radius_m=radius,
        sort="road",
        name_en=next((piece.called.name_en for piece in pieces if piece.called.name_en), ""),
        pinyin=next((piece.called.pinyin for piece in pieces if piece.called.pinyin), ""),
        aliases=aliases(name, others),
        line=encode([Point(*corner) for corner in piece.line.tolist()] for piece in pieces),
    )


def _middle(pieces: list[Piece], corners: Degrees) -> tuple[Point, int]:
    """Return the corner nearest to the middle of a road, and how far the road reaches from it."""
    around = Point(*corners[0].tolist())
    steps = [flat(piece.line, around) for piece in pieces]
    lengths = np.concatenate([np.hypot(*np.diff(line, axis=0).T) for line in steps])
    halves = np.concatenate([(line[1:] + line[:-1]) / 2 for line in steps])
    metres = np.concatenate(steps)
    middle = np.average(halves, axis=0, weights=lengths + 1e-6)
    at = int(np.hypot(*(metres - middle).T).argmin())
    farthest = float(np.hypot(*(metres - metres[at]).T).max())
    return Point(*corners[at].tolist()), math.ceil(farthest) + SPARE_M


def _ref(district: str, folded: str, number: int) -> str:
    base = f"road/{district}/{shortened(folded, LONGEST_IN_REF)}"
    return base if number == 1 else f"{base}/{number}"
