"""How much of an uploaded file is kept, in memory or on disk, before anybody has looked at who sends it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

from locator.catalogue.transfer.sheet import MOST_BYTES


class Capped(FileUploadHandler):
    """Drops what comes after the largest table that is taken, and a little more so that it is told apart.

    The form then says that the file is too large; the rest of the body is read and forgotten.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._taken > MOST_BYTES:
            return None
        self._taken += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None  # the handlers behind this one have the file
