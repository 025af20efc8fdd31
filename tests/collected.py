"""The static files collected as in operation, but not packed as well: that takes longer than all the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

from cardservice import settings as ours

UNPACKED = ["css", "html", "js", "json", "map", "md", "svg", "txt"]


@contextmanager
def collected_into(folder: Path) -> Iterator[None]:
    """Have the pages name the files of a folder by what is in them."""
    with override_settings(
        STORAGES=ours.STORAGES, STATIC_ROOT=folder, WHITENOISE_SKIP_COMPRESS_EXTENSIONS=UNPACKED
    ):
        # A style sheet that names a missing picture stops the collecting.
        call_command("collectstatic", verbosity=0, interactive=False)
        yield
