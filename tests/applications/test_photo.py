"""From whatever a telephone makes to the format of the card, or a word about what is wrong."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from locator.applications import photo as module
from locator.applications.photo import Crop, PhotoError, has_white_ground, prepare
from tests.thorough import either

from .pictures import bomb, file, picture

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def grey(data: bytes) -> Any:
    """Return the photo in sixty-four grey fields."""
    return np.asarray(opened(data).convert("L").resize((8, 8)), dtype=int)


def refused(data: bytes, crop: Crop | None = None) -> str:
    with pytest.raises(PhotoError) as caught:
        prepare(data, crop)
    return str(caught.value)


# The larger ones are made smaller before they are worked on.
@pytest.mark.parametrize("size", [(358, 441), (900, 1200), (1900, 2500), (2500, 1900), (441, 441)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_every_picture_that_is_large_enough_becomes_a_card_s_photo(size: tuple[int, int], kind: str) -> None:
    made = prepare(file(picture(size), kind, **({"compress_level": 1} if kind == "PNG" else {})))
    assert 14 * 1024 <= len(made) <= 40 * 1024
    photo = opened(made)
    assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", (358, 441))
    assert photo.info["dpi"] == (350, 350)


@pytest.mark.parametrize("mode", ["L", "CMYK", "P"])
def test_other_kinds_of_colour_are_read(mode: str) -> None:
    kind = "PNG" if mode == "P" else "JPEG"
    assert opened(prepare(file(picture(mode=mode), kind))).mode == "RGB"


def test_what_is_transparent_is_white() -> None:
    image = picture().convert("RGBA")
    image.putalpha(Image.eval(image.convert("L"), lambda level: 0 if level > 240 else 255))
    assert has_white_ground(opened(prepare(file(image, "PNG"))))


def test_a_picture_is_turned_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    lying = picture().transpose(Image.Transpose.ROTATE_90)
    upright, turned = prepare(file(picture(), quality=95)), prepare(file(lying, quality=95, exif=exif))
    one, other = (grey(data) for data in (upright, turned))
    assert np.abs(one - other).max() < 12


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[MAKER] = "Secret camera"
    exif.get_ifd(GPS)[1] = "N"
    made = prepare(file(picture(), exif=exif, comment=b"Secret comment"))
    assert b"Secret" not in made
    assert not opened(made).getexif()
    assert set(opened(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


def test_a_crop_keeps_the_part_that_was_chosen() -> None:
    data = file(picture((1000, 1300)))
    middle, left = grey(prepare(data)), prepare(data, Crop(0.0, 0.0, 0.8))
    assert opened(left).size == (358, 441)
    darker = grey(left)[:, :4].mean() - grey(left)[:, 4:].mean()
    assert darker > 20 > abs(middle[:, :4].mean() - middle[:, 4:].mean()), "the head is further to the right"


@given(
    left=st.floats(0, 0.99), top=st.floats(0, 0.99), width=st.floats(0.01, 1),
    size=st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
)  # fmt: skip
def test_a_crop_never_leaves_the_picture_and_keeps_the_proportion(
    left: float, top: float, width: float, size: tuple[int, int]
) -> None:
    box = module._box(size, Crop(left, top, width))
    assert 0 <= box[0] <= box[2] <= size[0]
    assert 0 <= box[1] <= box[3] <= size[1]
    wide, high = box[2] - box[0], box[3] - box[1]
    assert abs(high - wide * 441 / 358) <= 1.5


@pytest.mark.parametrize("bad", [(-0.1, 0, 1), (0, 1, 1), (0, 0, 0), (0, 0, 1.1), (float("nan"), 0, 1)])
def test_a_crop_outside_the_picture_cannot_be_made(bad: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="No part"):
        Crop(*bad)


@pytest.mark.parametrize("ground", ["#3366aa", "#777777", "#f0d0a0", "#202020"])
def test_a_ground_that_is_not_white_is_noticed(ground: str) -> None:
    assert "白" in refused(file(picture(ground=ground)))


@pytest.mark.parametrize("ground", ["white", "#f4f4f4", "#e8e6e4", "#d0d0d0"])
def test_a_wall_in_the_shade_is_white_enough(ground: str) -> None:
    assert prepare(file(picture(ground=ground)))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "JPEG"),
        (b"%PDF-1.7\n1 0 obj", "JPEG"),
        (b"GIF89a" + bytes(100), "JPEG"),
        (file(picture())[:5000], "JPEG"),
        (file(picture(), "PNG")[:5000], "JPEG"),
        (file(picture(), "GIF"), "JPEG"),
        (file(picture((20, 20))), "358"),
        (file(picture((357, 441))), "358"),
        (file(picture((358, 440))), "358"),
        (bomb(), "像素"),
        (b"x" * (10 * 1024**2 + 1), "10 MB"),
        (file(Image.new("RGB", (900, 1200), "white")), "照片"),
    ],
    ids=[
        "empty",
        "pdf",
        "gif-header",
        "cut-jpeg",
        "cut-png",
        "gif",
        "tiny",
        "narrow",
        "low",
        "bomb",
        "large",
        "blank",
    ],
)
def test_what_is_no_photo_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_crop_that_leaves_too_few_pixels_is_refused() -> None:
    assert "358" in refused(file(picture()), Crop(0.3, 0.1, 0.2))


def test_nothing_is_left_on_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for data in (file(picture()), file(picture())[:5000], bomb()):
        try:
            prepare(data)
        except PhotoError:
            continue
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=either(40, 1_000))
@given(start=st.integers(0, 40_000), junk=st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_read_or_refused(start: int, junk: bytes) -> None:
    data = bytearray(DAMAGED)
    data[start % len(data) : start % len(data) + len(junk)] = junk
    try:
        made: Any = prepare(bytes(data))
    except PhotoError:
        return
    assert opened(made).size == (358, 441)


DAMAGED = file(picture((400, 500)))
