"""Draws the icons of the installed site after locator/static/locator/icon.svg.

Run with ``python -m tests.public.offline.icons`` where that drawing changes. A maskable icon fills its
square, and its drawing lies within the middle 80 percent, which no shape that a device cuts takes away.
"""

from __future__ import annotations

from PIL import Image, ImageDraw

from tests.house import ROOT

FOLDER = ROOT / "locator" / "static" / "locator"
CARD, CHIP, LINES = "#0b5d73", "#ffdd00", "#ffffff"
UNITS = 32
FINER = 4  # drawn larger and then made smaller, so that edges are smooth
ICONS = {"icon-192.png": (192, False), "icon-512.png": (512, False), "maskable-512.png": (512, True)}


def draw(size: int, *, maskable: bool) -> Image.Image:
    """Draw a card with its chip and three lines; on a ground of its own colour where it is maskable."""
    image = Image.new("RGBA", (size * FINER, size * FINER), CARD if maskable else (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    share = 0.72 if maskable else 1
    unit, edge = size * FINER * share / UNITS, size * FINER * (1 - share) / 2

    def box(x: float, y: float, width: float, height: float) -> tuple[float, ...]:
        left, top = edge + x * unit, edge + y * unit
        return left, top, left + width * unit - 1, top + height * unit - 1

    if not maskable:
        pen.rounded_rectangle(box(2, 6, 28, 20), radius=3 * unit, fill=CARD)
    pen.rounded_rectangle(box(6, 11, 7, 6), radius=unit, fill=CHIP)
    for x, y, width in ((6, 20, 13), (17, 11, 9), (17, 15, 6)):
        pen.rectangle(box(x, y, width, 2), fill=LINES)
    return image.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for name, (size, maskable) in ICONS.items():
        draw(size, maskable=maskable).quantize(64).save(FOLDER / name, optimize=True)
