"""A first visit over a slow line stays small: what the results page brings along, compressed."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

BUDGET = 60_000
LINKED = re.compile(r'<(?:link rel="stylesheet" href|script src)="/static/([^"]+)"')


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def weight_of(page) -> dict[str, int]:
    """Return the compressed bytes of the page and of each style sheet and script that it names."""
    weights = {"page": compressed(page.source.encode())}
    for name in LINKED.findall(page.source):
        # Names are hashed where files have been collected: site.0a1b2c.css is site.css.
        plain = re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name)
        weights[plain] = compressed(Path(finders.find(plain)).read_bytes())
    return weights


def test_results_with_their_styles_and_scripts_weigh_less_than_sixty_kilobytes(site):
    weights = weight_of(site.search("西安路", service="replace"))
    assert {"locator/site.css", "django_htmx/htmx-2.min.js", "locator/filters.js"} <= set(weights)
    assert sum(weights.values()) < BUDGET, weights


def test_an_answer_is_compressed_for_who_can_read_that(site):
    answer = site.client.get(site.prefix + "/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert len(answer.content) < len(gzip.decompress(answer.content)) / 2
