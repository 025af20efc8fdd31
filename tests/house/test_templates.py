"""Templates compile, hold no inline script or style, and say nothing that is not translated."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import TemplateSyntaxError, engines
from django.template.base import Lexer, TokenType

from . import ROOT, files

TEMPLATES = files(".html", under=("templates", "locator"))
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


def sources() -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in TEMPLATES}


def broken(source: str) -> str:
    try:
        engines["django"].from_string(source)
    except TemplateSyntaxError as error:
        return str(error)
    return ""


def untranslated(source: str) -> list[str]:
    said = [SAME.sub("", text) for text in look(source).read]
    return [text.strip() for text in said if WORD.search(text)]


def test_every_template_compiles():
    assert {name: said for name, source in sources().items() if (said := broken(source))} == {}


def test_a_template_that_does_not_compile_is_noticed():
    assert broken("{% if %}")


def test_no_template_holds_anything_that_the_policy_blocks():
    assert {name: found for name, source in sources().items() if (found := look(source).blocked)} == {}


def test_no_template_says_anything_untranslated():
    spoken = {name: untranslated(text) for name, text in sources().items()}
    assert {name: said for name, said in spoken.items() if said and Path(name).name not in BILINGUAL} == {}


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
    assert untranslated("<p>{% translate 'a' %}Closed</p>") == ["Closed"]
    assert untranslated("{% blocktranslate %}Closed{% endblocktranslate %}") == []


def titles(text: str) -> list[str]:
    return re.findall(r"{% block title %}(.*?){% endblock %}", text, re.DOTALL)


def test_no_title_holds_markup():
    assert [title for source in sources().values() for title in titles(source) if "<" in title] == []


def test_markup_in_a_title_is_found():
    assert "<" in titles("{% block title %}{% translate 'x' %}<p>y</p>{% endblock %}")[0]
