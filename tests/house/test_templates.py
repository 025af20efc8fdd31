"""Templates compile, hold no inline script or style, and say nothing that is not translated."""

import re
from html.parser import HTMLParser

import pytest
from django.template import engines
from django.template.base import Lexer, TokenType

from . import ROOT, files

TEMPLATES = files(".html", under=("templates", "locator"))
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
# Words that are the same in both languages.
SAME = re.compile(r"12333|12345|OpenStreetMap contributors|ODbL|©|&\w+;")
# Shown when nothing else works, translations among them: they say everything in both languages.
BILINGUAL = {"400.html", "403.html", "500.html", "plain.html"}
WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = {"alt", "title", "aria-label", "placeholder", "content"}


# What a meta element says to browsers and search engines alone.
UNSPOKEN = {"viewport", "color-scheme", "robots"}
# Blocks of data, which nothing executes.
DATA = {"application/json", "application/ld+json"}


class Finder(HTMLParser):
    """Collects what the content security policy would block, and what a reader would read."""

    def __init__(self) -> None:
        super().__init__()
        self.blocked: list[str] = []
        self.read: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in DATA):
            self.blocked.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on") or (value or "").lower().startswith("javascript:"):
                self.blocked.append(f"<{tag} {name}>")
            if name in SPOKEN and not (tag == "meta" and given.get("name") in UNSPOKEN):
                self.read.append(value or "")

    def handle_data(self, data: str) -> None:
        self.read.append(data)


def look(source: str) -> Finder:
    """Return what a template holds by itself, its tags and translated blocks taken out."""
    finder, translated, commented = Finder(), False, False
    text = []
    for token in Lexer(source).tokenize():
        word = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        translated = word in {"blocktranslate", "blocktrans"} or (
            translated and not word.startswith("endblocktrans")
        )
        commented = word == "comment" or (commented and word != "endcomment")
        if token.token_type == TokenType.TEXT and not translated and not commented:
            text.append(token.contents)
        elif token.token_type == TokenType.VAR:
            text.append("1")
    finder.feed("".join(text))
    return finder


@each_template
def test_a_template_compiles(path):
    engines["django"].from_string(path.read_text(encoding="utf-8"))


@each_template
def test_a_template_holds_nothing_that_the_policy_blocks(path):
    assert look(path.read_text(encoding="utf-8")).blocked == []


@each_template
def test_a_template_says_nothing_untranslated(path):
    said = [SAME.sub("", text) for text in look(path.read_text(encoding="utf-8")).read]
    assert path.name in BILINGUAL or [text.strip() for text in said if WORD.search(text)] == []


@pytest.mark.parametrize(
    "bad",
    [
        "<style>p{}</style>",
        "<script>go()</script>",
        '<p style="color:red">',
        "<p onclick=go()>",
        "<a href='javascript:go()'>",
    ],
)
def test_what_the_policy_blocks_is_found(bad):
    assert look(bad).blocked


def test_an_untranslated_text_is_found():
    assert any(WORD.search(text) for text in look("<p>{% translate 'a' %}Closed</p>").read)
    assert not any(
        WORD.search(text) for text in look("{% blocktranslate %}Closed{% endblocktranslate %}").read
    )


def titles(text: str) -> list[str]:
    return re.findall(r"{% block title %}(.*?){% endblock %}", text, re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_title_holds_no_markup(path):
    assert [title for title in titles(path.read_text(encoding="utf-8")) if "<" in title] == []


def test_markup_in_a_title_is_found():
    assert "<" in titles("{% block title %}{% translate 'x' %}<p>y</p>{% endblock %}")[0]
