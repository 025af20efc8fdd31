"""Uploaded files stay in memory, and no more of one is kept than the largest that any form takes."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler

from locator.applications.photo import LARGEST_FILE
from locator.catalogue.transfer.sheet import MOST_BYTES

KEPT_AT_MOST = max(LARGEST_FILE, MOST_BYTES)


class InMemory(MemoryFileUploadHandler):
    """Keeps a file off the disk, for it may be somebody's photo, and drops what comes after the limit.

    A little more than the limit is kept, so that the form can tell; the rest is read and forgotten.
    """

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self._taken = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._taken <= KEPT_AT_MOST:
            self._taken += len(raw_data)
            super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> Any:
        # What is kept counts, not what came.
        return super().file_complete(self._taken)
