"""Pictures made for the tests: a head of sorts before a ground of one colour."""

from __future__ import annotations

import zlib
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageDraw


def picture(
    size: tuple[int, int] = (900, 1200), ground: str | tuple[int, ...] = "white", mode: str = "RGB"
) -> Image.Image:
    """Draw a head and shoulders with some texture, so that the file is as large as a face's."""
    return _drawn(size, ground).convert(mode)


@cache
def _drawn(size: tuple[int, int], ground: str | tuple[int, ...]) -> Image.Image:
    width, height = size
    found = Image.new("RGB", size, ground)  # type: ignore[arg-type]
    draw = ImageDraw.Draw(found)
    draw.ellipse((width * 0.28, height * 0.12, width * 0.72, height * 0.62), fill=(214, 170, 140))
    draw.rectangle((width * 0.2, height * 0.68, width * 0.8, height), fill=(30, 40, 70))
    grain = np.random.default_rng(1).integers(-9, 9, (height, width, 3), np.int16)
    pixels = np.asarray(found).astype(np.int16)
    inside = pixels.min(axis=2) < 230
    pixels[inside] = np.clip(pixels + grain, 0, 255)[inside]
    return Image.fromarray(pixels.astype(np.uint8))


def file(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few kilobytes whose header promises 40,000 by 40,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    header = (40_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(10**6)))
        + chunk(b"IEND", b"")
    )
