"""An OpenStreetMap extract on disk, read object by object in several passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import osmium
from osmium.filter import IdFilter, KeyFilter
from osmium.osm import NODE, NOTHING, RELATION, WAY, Node, Relation, Way, osm_entity_bits

from ..reading import UnreadableMapError

ENDINGS = (".osm.pbf", ".pbf", ".osm", ".osm.bz2", ".osm.gz")
# What a way must have one of, to be looked at at all.
KEYS = ("name", "name:zh", "name:zh-Hans", "addr:housenumber", "addr:interpolation")
EACH = 1_000_000
Tags = dict[str, str]


class Extract:
    """A file that is read anew for each pass: nothing of it is kept but what a pass keeps itself."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise UnreadableMapError(f"{path.name}: there is no such file. Check its name and folder.")
        if not path.name.endswith(ENDINGS):
            raise UnreadableMapError(
                f"{path.name}: an OpenStreetMap extract ends in .osm.pbf, .osm, .osm.bz2 or .osm.gz. "
                "Rename the file if it is one."
            )
        if not path.stat().st_size:
            raise UnreadableMapError(f"{path.name}: the file is empty. Download it again.")
        self._path = path

    def data_date(self) -> date | None:
        """Return the day that the file's own header gives for its data."""
        with _in_words(self._path), osmium.io.Reader(str(self._path), NOTHING) as reader:
            header = reader.header()
            said = header.get("osmosis_replication_timestamp", "")
        if header.has_multiple_object_versions:
            raise UnreadableMapError(
                f"{self._path.name} is a history of the map, with things that are gone. Take a plain extract."
            )
        try:
            return datetime.fromisoformat(said).date()
        except ValueError:
            return None

    def relations(self) -> Iterator[Relation]:
        return self._objects(RELATION)  # type: ignore[return-value]

    def nodes(self, tell: Callable[[str], None]) -> Iterator[Node]:
        """Yield all nodes, telling after each million."""
        for count, node in enumerate(self._objects(NODE), 1):
            if not count % EACH:
                tell(f"Reading nodes: {count // EACH} million")
            yield node  # type: ignore[misc]

    def ways(self) -> Iterator[Way]:
        """Yield the ways that have a name, a house number or an interpolation."""
        return self._objects(WAY, KeyFilter(*KEYS))  # type: ignore[return-value]

    def ways_by_id(self, ids: Iterable[int]) -> Iterator[Way]:
        return self._objects(WAY, IdFilter(ids))  # type: ignore[return-value]

    def _objects(self, kind: osm_entity_bits, *filters: osmium.BaseFilter) -> Iterator[object]:
        processor = osmium.FileProcessor(str(self._path), kind)
        for one in filters:
            processor.with_filter(one)
        with _in_words(self._path):
            yield from processor


class _in_words:  # noqa: N801 - reads as a statement
    """Turn the reader's own errors into one that says what to do."""

    def __init__(self, path: Path) -> None:
        self._name = path.name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (RuntimeError, OSError)):
            raise UnreadableMapError(
                f"{self._name} cannot be read to its end ({error}). It may be cut off, or no OpenStreetMap "
                "extract: download it again, and compare its size with the one given there."
            ) from error


def tags_of(thing: Node | Way | Relation) -> Tags:
    """Return the tags of an object; none at all where they are no text."""
    try:
        return {key: value for key, value in thing.tags}  # noqa: C416 - a Tag is a pair, but not to mypy
    except UnicodeDecodeError:
        return {}


def day_of(thing: Node | Way | Relation) -> date | None:
    """Return the day of an object's last change, if the file tells it."""
    changed = thing.timestamp
    return changed.astimezone(UTC).date() if changed.timestamp() > 0 else None
