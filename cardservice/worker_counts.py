"""The folder in which the workers of one server count together: new at each start, gone at the end."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
# Memory that looks like a disk: a full disk under a mapped file would end the worker that writes to it.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder with a name of chance is made in it, for its owner alone


def new_folder() -> str:
    """Make the folder; the process that made it takes it away when it ends."""
    within = MEMORY if os.access(MEMORY, os.W_OK | os.X_OK) else None
    folder = tempfile.mkdtemp(prefix="card-service-points-counts-", dir=within)
    atexit.register(_remove, folder, os.getpid())
    return folder


def _remove(folder: str, maker: int) -> None:
    # Workers are forked from the maker, and end in the same way.
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)
