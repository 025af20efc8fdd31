"""The site can be installed: a manifest in each language, icons, and colours that are the site's own."""

import re

import pytest
from django.contrib.staticfiles import finders
from PIL import Image, ImageChops

from tests.house import ROOT

from .icons import FOLDER, ICONS, draw

STYLE = (ROOT / "locator" / "static" / "locator" / "site.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(("prefix", "lang"), [("", "zh-Hans"), ("/en", "en")])
def test_the_manifest_names_the_site_in_the_language_of_the_page(client, db, prefix, lang):
    source = client.get(f"{prefix}/").content.decode()
    assert f'<link rel="manifest" href="{prefix}/manifest.webmanifest">' in source
    answer = client.get(f"{prefix}/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    facts = answer.json()
    assert (facts["lang"], facts["start_url"], facts["scope"]) == (lang, f"{prefix}/", "/")
    assert bool(re.search("[一-鿿]", facts["name"] + facts["short_name"])) == (prefix == "")
    assert len(facts["short_name"]) <= 12
    assert not answer.cookies


def test_every_icon_of_the_manifest_has_the_size_that_it_says(client):
    icons = client.get("/manifest.webmanifest").json()["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for icon in icons:
        path = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(path) as image:
            assert "{}x{}".format(*image.size) == icon["sizes"]
            assert image.format == "PNG"


@pytest.mark.parametrize("name", ICONS)
def test_the_icons_are_those_that_are_drawn(name):
    size, maskable = ICONS[name]
    with Image.open(FOLDER / name) as kept:
        differences = ImageChops.difference(kept.convert("RGBA"), draw(size, maskable=maskable))
    # Fewer colours than were drawn; another version of the library may smooth an edge otherwise.
    assert max(high for _low, high in differences.getextrema()) < 64


@pytest.mark.parametrize("name", [name for name, (_size, maskable) in ICONS.items() if maskable])
def test_no_shape_that_a_device_cuts_takes_anything_of_a_maskable_icon(name):
    with Image.open(FOLDER / name) as image:
        picture = image.convert("RGBA")
    ground, middle = picture.getpixel((0, 0)), picture.width / 2
    inside = 0.4 * picture.width
    drawn = [
        (x, y)
        for x in range(0, picture.width, 4)
        for y in range(0, picture.height, 4)
        if max(abs(a - b) for a, b in zip(picture.getpixel((x, y)), ground, strict=True)) > 40
    ]
    assert drawn
    assert all((x - middle) ** 2 + (y - middle) ** 2 <= inside**2 for x, y in drawn)


def test_the_colours_of_the_browsers_bar_are_those_of_the_style_sheet(client, db):
    light, dark = re.findall(r"--paper: (#\w+)", STYLE)[:2]
    source = client.get("/").content.decode()
    assert f'media="(prefers-color-scheme: light)" content="{light}"' in source
    assert f'media="(prefers-color-scheme: dark)" content="{dark}"' in source
    facts = client.get("/manifest.webmanifest").json()
    assert facts["background_color"] == facts["theme_color"] == light
