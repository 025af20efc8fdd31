"""Run one target until something breaks: ``python -m tests.fuzz outlets -max_total_time=60``."""

import os
import sys
from pathlib import Path

import atheris
import django

from tests.environment import SCRATCH

# The readers and what they read with: watching everything would take a minute at each start.
WATCHED = [
    "tests.fuzz.targets", "locator.catalogue.transfer", "locator.applications.photo",
    "locator.hours.arrangement", "locator.places.street_maps", "openpyxl.worksheet._reader",
    "openpyxl.reader",
]  # fmt: skip


def run(target: str, options: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardservice.settings")
    with atheris.instrument_imports(include=WATCHED):
        django.setup()
        from .seeds import write_seeds, write_words  # noqa: PLC0415 - Django and the fuzzer come first
        from .targets import TARGETS  # noqa: PLC0415
    corpus, words = SCRATCH / "corpus", SCRATCH / "words"
    write_seeds(target, corpus)
    write_words(words)
    given = [
        *options,
        f"-dict={words}",
        # A reader that thinks for so long about one file, or takes so much memory, has failed too.
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        f"-artifact_prefix={Path(os.environ.get('FUZZ_FOUND', SCRATCH))}/",
    ]
    atheris.Setup([sys.argv[0], *given, str(corpus)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2:])
