"""The gazetteer's arrays in a file, mapped into memory by every worker instead of built by each."""

from __future__ import annotations

import json
import os
import tempfile
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .tables import SHIPPED
from .texts import Arrays

MAGIC = b"places of Dalian 1\n"
ALIGNED = 64
CHUNK = 1 << 20


class NotPrepared(Exception):  # noqa: N818 - named for what it says
    """There is no prepared file that can be used, and why."""


@lru_cache(maxsize=1)
def of_this_release() -> str:
    """Return a name for everything but street maps that the arrays are made of: code and shipped tables."""
    digest = sha256(np.__version__.encode())
    here = Path(__file__).parent
    for path in sorted([*here.glob("*.py"), *SHIPPED.glob("*.csv")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def write(path: Path, edition: str, arrays: Arrays) -> None:
    """Write the arrays so that a reader sees the old file or the new one, never half of it.

    Who holds the old file goes on reading it. Raises OSError where it cannot be written.
    """
    placed, at = [], 0
    for name, array in sorted(arrays.items()):
        placed.append((name, array.dtype.str, list(array.shape), at))
        at += -(-array.nbytes // ALIGNED) * ALIGNED
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            checksum = 0
            # The header comes last, when the checksum is known; a reader begins at the end.
            for name, *_ in placed:
                content = np.ascontiguousarray(arrays[name]).tobytes()
                content += bytes(-len(content) % ALIGNED)
                checksum = crc32(content, checksum)
                file.write(content)
            header = json.dumps({"edition": edition, "arrays": placed, "checksum": checksum}).encode()
            file.write(header + len(header).to_bytes(8, "little") + MAGIC)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read(path: Path, edition: str) -> dict[str, NDArray[Any]]:
    """Return the arrays of an edition, mapped from the file; raises NotPrepared for any other file."""
    try:
        # As a plain array: each slice of a memmap costs a microsecond more.
        whole = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
        header, start = _header(whole)
        if header["edition"] != edition:
            raise NotPrepared("it holds another edition")
        if header["checksum"] != _checksum(whole[:start]):
            raise NotPrepared("it is damaged")
        return {name: _array(whole, dtype, shape, at) for name, dtype, shape, at in header["arrays"]}
    except OSError as error:
        raise NotPrepared(error.strerror or "it cannot be read") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NotPrepared("it is damaged") from error


def _header(whole: NDArray[np.uint8]) -> tuple[dict[str, Any], int]:
    end = len(whole) - len(MAGIC)
    if end < 8 or whole[end:].tobytes() != MAGIC:
        raise NotPrepared("it is of another format, or was cut off")
    start = end - 8 - int.from_bytes(whole[end - 8 : end].tobytes(), "little")
    if start < 0:
        raise NotPrepared("it is damaged")
    return json.loads(whole[start : end - 8].tobytes()), start


def _checksum(content: NDArray[np.uint8]) -> int:
    checksum = 0
    for start in range(0, len(content), CHUNK):
        checksum = crc32(content[start : start + CHUNK].data, checksum)
    return checksum


def _array(whole: NDArray[np.uint8], dtype: str, shape: list[int], at: int) -> NDArray[Any]:
    of = np.dtype(dtype)
    size = of.itemsize * int(np.prod(shape, dtype=np.int64))
    return whole[at : at + size].view(of).reshape(shape)
