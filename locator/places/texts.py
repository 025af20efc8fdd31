"""Many short texts as two arrays, which a file on disk can lend to every worker of a machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
Numbers = NDArray[np.int32]


class Texts(Sequence[str]):
    """A list of texts, in UTF-8 one after the other, with the byte at which each begins."""

    __slots__ = ("_bytes", "_item", "_length", "_starts")

    def __init__(self, text_bytes: NDArray[np.uint8], starts: NDArray[np.uint32]) -> None:
        self._bytes = text_bytes.data
        self._starts = starts
        self._item = starts.item
        self._length = len(starts) - 1

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        encoded = [text.encode() for text in texts]
        starts = np.zeros(len(encoded) + 1, dtype=np.uint32)
        np.cumsum(np.fromiter(map(len, encoded), np.uint32, len(encoded)), out=starts[1:])
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), starts)

    @classmethod
    def read(cls, arrays: Arrays, name: str) -> Texts:
        return cls(arrays[f"{name}.bytes"], arrays[f"{name}.starts"])

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {f"{name}.bytes": np.frombuffer(self._bytes, dtype=np.uint8), f"{name}.starts": self._starts}

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return self.each(range(*at.indices(len(self))))
        return self._raw(at if at >= 0 else at + self._length).decode()

    def each(self, numbers: Iterable[int]) -> list[str]:
        """Return the texts of some numbers, none of them below zero."""
        raw, starts = self._bytes, self._item
        return [raw[starts(at) : starts(at + 1)].tobytes().decode() for at in numbers]

    def __iter__(self) -> Iterator[str]:
        whole, starts = bytes(self._bytes), self._starts.tolist()
        for start, end in pairwise(starts):
            yield whole[start:end].decode()

    def position(self, text: str, start: int = 0) -> int:
        """Return where a text stands, or would stand, among texts in the order of their characters."""
        wanted, low, high = text.encode(), start, len(self)  # UTF-8 sorts as its characters do
        raw, starts = self._bytes, self._item
        while low < high:
            middle = (low + high) // 2
            if raw[starts(middle) : starts(middle + 1)].tobytes() < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def repeated(self, text: str, start: int) -> int:
        """Return how many texts from one position on are this text, one after the other."""
        wanted, at = text.encode(), start
        while at < len(self) and self._raw(at) == wanted:
            at += 1
        return at - start

    def _raw(self, at: int) -> bytes:
        if not 0 <= at < self._length:
            raise IndexError(at)
        start, end = self._item(at), self._item(at + 1)
        return self._bytes[start:end].tobytes() if start < end else b""
