"""One picture, whatever it is, takes a small part of a worker's memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from PIL import Image

from locator.applications.photo import PhotoError, reduced

from .pictures import file

MOST_MEGABYTES = 200
# The megabytes that a picture took and whether it was taken, by its name.
Measured = dict[str, tuple[int, str]]
# Each picture has a process of its own, which has imported everything before it begins. The highest it ever
# stood, before and after, is its own too, unlike getrusage's, which a parent hands on.
MEASURED = """
import os, resource, sys
from pathlib import Path
from django.conf import settings
from locator.applications.photo import PhotoError, preview, reduced

settings.configure(USE_I18N=False)

def highest():
    if not Path("/proc/self/status").exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2
    line = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
    return int(line.split()[1]) // 1024

for path in sys.argv[1:]:
    process = os.fork()
    if process == 0:
        data = Path(path).read_bytes()
        before = highest()
        try:
            preview(reduced(data))
            said = "taken"
        except PhotoError:
            said = "refused"
        print(highest() - before, said, flush=True)
        os._exit(0)
    if os.waitpid(process, 0)[1]:
        sys.exit(f"{path} ended the process")
"""


def png(image: Image.Image, **options: Any) -> bytes:
    """Pack it loosely: what it takes to be unpacked is the same, and it is written in half the time."""
    return file(image, "PNG", compress_level=1, **options)


def with_a_transparent_colour(mode: str) -> bytes:
    image = Image.new(mode, (4000, 4000), 200 if mode in "LP" else (200, 200, 200))
    return png(image, transparency=7 if mode in "LP" else (1, 2, 3))


PICTURES: dict[str, Callable[[], bytes]] = {
    "a telephone's JPEG": lambda: file(Image.new("RGB", (8160, 6120), "white")),
    "a long JPEG": lambda: file(Image.new("RGB", (60_000, 800), "white")),
    "a progressive JPEG": lambda: file(
        Image.new("RGB", (4000, 4000), "white"), progressive=True, subsampling=0
    ),
    "a large progressive JPEG": lambda: file(Image.new("RGB", (7000, 7000), "white"), progressive=True),
    "a JPEG for printing": lambda: file(Image.new("CMYK", (7000, 7000), "white")),
    "a PNG": lambda: png(Image.new("RGB", (4000, 4000), "white")),
    "a transparent PNG": lambda: png(Image.new("RGBA", (4000, 4000), (9, 9, 9, 9))),
    "a PNG of a palette": lambda: with_a_transparent_colour("P"),
    "a PNG with a transparent colour": lambda: with_a_transparent_colour("RGB"),
    "a PNG of grey": lambda: with_a_transparent_colour("L"),
    "a PNG of grey in 16 bits": lambda: png(Image.new("I;16", (4000, 4000), 60_000)),
    "a large PNG": lambda: png(Image.new("RGB", (7000, 7000), "white")),
    "a large transparent PNG": lambda: png(Image.new("RGBA", (7000, 7000), "white")),
}


@cache
def made(name: str) -> bytes:
    return PICTURES[name]()


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """Have every picture made smaller; return the megabytes that each took, and whether it was taken."""
    folder = tmp_path_factory.mktemp("pictures")
    paths = [folder / str(number) for number in range(len(PICTURES))]
    for path, name in zip(paths, PICTURES, strict=True):
        path.write_bytes(made(name))
    run = [sys.executable, "-c", MEASURED, *map(str, paths)]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=300)
    lines = [line.split() for line in done.stdout.splitlines()]
    return {name: (int(took), said) for name, (took, said) in zip(PICTURES, lines, strict=True)}


def test_one_picture_takes_less_than_two_hundred_megabytes(measured: Measured) -> None:
    assert {name: took for name, (took, _said) in measured.items() if took >= MOST_MEGABYTES} == {}


def test_what_telephones_make_is_taken(measured: Measured) -> None:
    usual = [name for name in PICTURES if not name.startswith(("a large", "a long"))]
    assert {name: measured[name] for name in usual if measured[name][1] != "taken"} == {}


@pytest.mark.parametrize("name", ["a large PNG", "a large transparent PNG", "a large progressive JPEG"])
def test_what_would_take_more_is_refused_with_what_to_do(name: str, measured: Measured) -> None:
    assert measured[name][1] == "refused"
    with pytest.raises(PhotoError, match="像素"):
        reduced(made(name))
