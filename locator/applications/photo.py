"""The photo on the card: from whatever a telephone makes to the national format, in memory alone.

Technical requirements for digital photos for cards (after GA 461-2004): 358 by 441 pixels at 350 dots an
inch, 24-bit colour, JPEG, a white ground without a frame, 14 to 40 KB.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 10 * 1024**2
# Unpacked, a pixel takes 4 bytes, and 8 while a transparent picture is made smaller: 16 million take 130 MB.
MOST_PIXELS = 16_000_000
# A JPEG is made smaller while it is unpacked, so that a telephone's 50 million pixels take about 50 MB;
# but not one in several scans, whose whole content is held at once.
MOST_PIXELS_OF_A_JPEG = 50_000_000
# The longer side of what is worked on: enough for a card of a fifth of the picture's width.
WORKING_SIDE = 2400
WIDTH, HEIGHT, DOTS_AN_INCH = 358, 441, 350
# The longer side of what is kept while somebody chooses the part.
KEPT_SIDE = 1600
SMALLEST_KB, LARGEST_KB = 14, 40
QUALITIES = (70, 100, 95, 90, 85, 80, 75, 65, 60, 55, 50, 45, 40, 35, 30)
FORMATS = ("JPEG", "PNG")
# White enough: bright, and hardly coloured. Shadows beside the hair leave some of the ground darker.
BRIGHT, COLOURED, SHARE_OF_WHITE = 185, 40, 0.80
# Marks within a JPEG (ITU-T T.81, table B.1): of any part, of a scan, of frames that are not progressive.
MARKER, SCAN, ROW_BY_ROW = 0xFF, 0xDA, (0xC0, 0xC1)
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    OverflowError,
    struct.error,
    UnidentifiedImageError,
)


class PhotoError(ValueError):
    """The file is no photo for a card; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of the picture that is kept: its left and upper edge and its width, as shares of the whole."""

    left: float
    top: float
    width: float

    def __post_init__(self) -> None:
        # The chained comparisons are false for NaN as well.
        if not (0 <= self.left < 1 and 0 <= self.top < 1 and 0 < self.width <= 1):
            raise ValueError(f"No part of a picture: {self.left}, {self.top}, {self.width}")


def prepare(data: bytes, crop: Crop | None = None) -> bytes:
    """Return the photo as the card needs it, upright, cropped and without anything but its pixels.

    Without a crop the widest part in the middle is kept, from the top. Raises PhotoError.
    """
    if len(data) > LARGEST_FILE:
        raise PhotoError(_("The file is larger than 10 MB. Take a smaller picture."))
    picture = _upright(data)
    part = picture.crop(_box(picture.size, crop))
    if part.width < WIDTH or part.height < HEIGHT:
        raise _too_small()
    photo = part.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    if not has_white_ground(photo):
        raise PhotoError(_("The ground behind the head is not white. Take the picture before a white wall."))
    return _encoded(photo)


def preview(data: bytes, crop: Crop | None = None) -> bytes:
    """Return the part as it would be on the card, whether or not it will do. Raises PhotoError."""
    picture = _upright(data)
    part = picture.crop(_box(picture.size, crop)).resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = BytesIO()
    Image.frombytes("RGB", part.size, part.tobytes()).save(out, "JPEG", quality=80)
    return out.getvalue()


def reduced(data: bytes) -> bytes:
    """Return a picture small enough to keep while its part is chosen: upright, and nothing but pixels.

    Raises PhotoError.
    """
    if len(data) > LARGEST_FILE:
        raise PhotoError(_("The file is larger than 10 MB. Take a smaller picture."))
    picture = _upright(data, KEPT_SIDE)
    if picture.width < WIDTH or picture.height < HEIGHT:
        raise _too_small()
    out = BytesIO()
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(out, "JPEG", quality=92)
    return out.getvalue()


def _too_small() -> PhotoError:
    said = _("The picture is too small: at least %(width)d by %(height)d pixels of it are needed.")
    return PhotoError(said % {"width": WIDTH, "height": HEIGHT})


def has_white_ground(photo: Image.Image) -> bool:
    """Tell whether the upper corners and edges, where no head is, are white."""
    pixels = np.asarray(photo, dtype=np.int16)
    edge = WIDTH // 8
    upper = pixels[: HEIGHT // 2]
    ground = np.concatenate((upper[:, :edge].reshape(-1, 3), upper[:, -edge:].reshape(-1, 3)))
    white = (ground.min(axis=1) >= BRIGHT) & (ground.max(axis=1) - ground.min(axis=1) <= COLOURED)
    return bool(white.mean() >= SHARE_OF_WHITE)


def _upright(data: bytes, longer: int = WORKING_SIDE) -> Image.Image:
    """Return the pixels, turned as the camera was held, on white where the picture is transparent.

    The longer side is made no longer than ``longer``.
    """
    try:
        picture = _unpacked(data, longer)
        # One colour may stand for transparent: that has to be said before colours are mixed.
        if picture.mode in {"P", "PA"} or "transparency" in picture.info:
            picture = picture.convert("RGBA")
        elif picture.mode == "1":
            picture = picture.convert("L")
        # Made smaller before anything else, for each copy of the whole takes as much again.
        picture.thumbnail((longer, longer), Image.Resampling.LANCZOS)
        turned = ImageOps.exif_transpose(picture)
        if turned.mode not in {"RGBA", "LA"}:
            return turned.convert("RGB")
        over = turned.convert("RGBA")
        ground = Image.new("RGB", over.size, "white")
        ground.paste(over, mask=over.getchannel("A"))
        return ground
    except PhotoError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except UNREADABLE as error:
        raise PhotoError(_("This file cannot be read as a picture. Choose a JPEG or PNG file.")) from error


def _unpacked(data: bytes, longer: int) -> Image.Image:
    """Return the picture in a size that is safe to work on; raises PhotoError where there is none."""
    # The content decides, whatever the name says; the header is read before anything is unpacked.
    with Image.open(BytesIO(data), formats=FORMATS) as opened:
        if opened.format == "JPEG" and _is_one_scan(data):
            if opened.width * opened.height > MOST_PIXELS_OF_A_JPEG:
                raise _too_many_pixels()
            whole = max(opened.size)
            wide, high = (max(1, side * longer // whole) for side in opened.size)
            opened.draft(None, (wide, high))
        if opened.width * opened.height > MOST_PIXELS:
            raise _too_many_pixels()
        opened.load()
        return opened


def _too_many_pixels() -> PhotoError:
    return PhotoError(_("The picture has too many pixels. Take a smaller one."))


def _is_one_scan(data: bytes) -> bool:
    """Tell whether a JPEG can be unpacked row by row: not a progressive one, nor one colour after another."""
    at, colours = 2, 0
    while at + 10 <= len(data) and data[at] == MARKER:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind in ROW_BY_ROW:
            colours = data[at + 9]
        elif kind == SCAN:
            return data[at + 4] == colours
        at += 1 if kind == MARKER else 2 + length
    return False


def _box(size: tuple[int, int], crop: Crop | None) -> tuple[int, int, int, int]:
    """Return the corners of the part that is kept, in pixels, its sides in the proportion of the card."""
    width, height = size
    if crop is None:
        wide = min(width, height * WIDTH // HEIGHT)
        left, top = (width - wide) // 2, 0
    else:
        wide = min(round(crop.width * width), height * WIDTH // HEIGHT)
        left = min(round(crop.left * width), width - wide)
        top = round(crop.top * height)
    high = min(height, round(wide * HEIGHT / WIDTH))
    return left, min(top, height - high), left + wide, min(top, height - high) + high


def _encoded(photo: Image.Image) -> bytes:
    """Return a JPEG of 14 to 40 KB: of the usual quality if that fits, else of the best one that does."""
    # A new picture of the pixels alone: comments, profiles and the like would be written along.
    photo = Image.frombytes("RGB", photo.size, photo.tobytes())
    for quality in QUALITIES:
        out = BytesIO()
        photo.save(
            out,
            "JPEG",
            quality=quality,
            dpi=(DOTS_AN_INCH, DOTS_AN_INCH),
            subsampling=0 if quality > 90 else 2,
        )
        if SMALLEST_KB * 1024 <= len(out.getvalue()) <= LARGEST_KB * 1024:
            return out.getvalue()
    raise PhotoError(_("There is hardly anything in the picture, or far too much. Take another."))
