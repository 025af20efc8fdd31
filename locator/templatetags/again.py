"""What asks the same search anew, in another language or the other view: written once, with a gap for it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from locator.public.forms import SearchForm
from locator.public.gaps import GATHERED, Written, gap, keep_place, written
from locator.public.languages import results_in_each

register = template.Library()


class Anew(Node):
    """What a page that is written once says differently at each answer."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: template.Context) -> SafeString:
        gathered = context.get(GATHERED)
        return self.nodelist.render(context) if gathered is None else keep_place(gathered, self.nodelist)


@register.tag
def anew(parser: Parser, token: Token) -> Anew:
    """Write what stands up to ``endanew`` anew at each answer; see ``locator.public.gaps``."""
    nodes = parser.parse(("endanew",))
    parser.delete_first_token()
    return Anew(nodes)


@register.filter
def hidden(fields: list[tuple[str, str]], skip: str = "") -> SafeString:
    """Return what was asked as hidden fields of the next search, without one of them."""
    return SafeString(
        "".join(
            [
                f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
                for name, value in fields or ()
                if name != skip
            ]
        )
    )


@register.simple_tag(takes_context=True)
def search_sent(context: dict[str, Any]) -> SafeString:
    """Return the search of this page as hidden fields; no other form is looked into."""
    form = context.get("form")
    return hidden(form.given) if isinstance(form, SearchForm) and form.is_bound else SafeString("")


@register.simple_tag
def in_other_languages(fields: SafeString) -> SafeString:
    """Return the form that asks the same search in another language."""
    return _language_form(get_language() or "").filled(fields)


@register.simple_tag(takes_context=True)
def view_switch(context: dict[str, Any], fields: SafeString) -> SafeString:
    """Return the switch between the views; it asks the same search anew, or leads back to the same page."""
    simple = bool(getattr(context.get("site"), "simple", False))
    form = _view_form(get_language() or "", bool(fields), simple)
    if not fields:
        request = context.get("request")
        path = request.get_full_path() if request else ""
        fields = format_html('<input type="hidden" name="next" value="{}">', path)
    return form.filled(fields)


@lru_cache(maxsize=16)
def _language_form(language: str) -> Written:
    return written("partials/language_form.html", {"all": results_in_each(language), "gap": gap(0)})


@lru_cache(maxsize=32)
def _view_form(language: str, again: bool, simple: bool) -> Written:
    return written("partials/view_switch.html", {"again": again, "simple": simple, "gap": gap(0)})
