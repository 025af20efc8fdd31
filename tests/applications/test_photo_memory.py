"""One picture, whatever it is, takes a small part of a worker's memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from locator.applications.photo import PhotoError, reduced

from .pictures import file

MOST_MEGABYTES = 200
# The highest the process ever stood, before and after; its own, unlike getrusage's, which a parent hands on.
MEASURED = """
import resource, sys
from pathlib import Path
from locator.applications.photo import PhotoError, preview, reduced

def highest():
    if not Path("/proc/self/status").exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2
    line = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
    return int(line.split()[1]) // 1024

data = Path(sys.argv[1]).read_bytes()
before = highest()
try:
    preview(reduced(data))
except Exception as refused:
    print(refused, file=sys.stderr)
print(highest() - before)
"""


def with_a_transparent_colour(mode: str) -> bytes:
    image = Image.new(mode, (4000, 4000), 200 if mode in "LP" else (200, 200, 200))
    return file(image, "PNG", transparency=7 if mode in "LP" else (1, 2, 3))


PICTURES: dict[str, Callable[[], bytes]] = {
    "a telephone's JPEG": lambda: file(Image.new("RGB", (8160, 6120), "white")),
    "a long JPEG": lambda: file(Image.new("RGB", (60_000, 800), "white")),
    "a progressive JPEG": lambda: file(
        Image.new("RGB", (4000, 4000), "white"), progressive=True, subsampling=0
    ),
    "a large progressive JPEG": lambda: file(Image.new("RGB", (7000, 7000), "white"), progressive=True),
    "a JPEG for printing": lambda: file(Image.new("CMYK", (7000, 7000), "white")),
    "a PNG": lambda: file(Image.new("RGB", (4000, 4000), "white"), "PNG"),
    "a transparent PNG": lambda: file(Image.new("RGBA", (4000, 4000), (9, 9, 9, 9)), "PNG"),
    "a PNG of a palette": lambda: with_a_transparent_colour("P"),
    "a PNG with a transparent colour": lambda: with_a_transparent_colour("RGB"),
    "a PNG of grey": lambda: with_a_transparent_colour("L"),
    "a PNG of grey in 16 bits": lambda: file(Image.new("I;16", (4000, 4000), 60_000), "PNG"),
    "a large PNG": lambda: file(Image.new("RGB", (7000, 7000), "white"), "PNG"),
    "a large transparent PNG": lambda: file(Image.new("RGBA", (7000, 7000), "white"), "PNG"),
}


@cache
def made(name: str) -> bytes:
    return PICTURES[name]()


@pytest.mark.parametrize("name", PICTURES)
def test_one_picture_takes_less_than_two_hundred_megabytes(name: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(made(name))
    run = [sys.executable, "-c", MEASURED, str(path)]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60)
    assert int(done.stdout) < MOST_MEGABYTES, done.stderr


@pytest.mark.parametrize(
    "name",
    [name for name in PICTURES if not name.startswith(("a large", "a long"))],
)
def test_what_telephones_make_is_taken(name: str) -> None:
    assert reduced(made(name))


@pytest.mark.parametrize("name", ["a large PNG", "a large transparent PNG", "a large progressive JPEG"])
def test_what_would_take_more_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(PhotoError, match="像素"):
        reduced(made(name))
