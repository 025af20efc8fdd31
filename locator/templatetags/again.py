"""What asks the same search anew, in another language or the other view: written once, with a gap for it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from locator.public.forms import SearchForm
from locator.public.languages import results_in_each

register = template.Library()

# A character that no text holds: it is for private use, and no keyboard has it.
GAP = "\ue000"


@register.filter
def hidden(fields: list[tuple[str, str]], skip: str = "") -> SafeString:
    """Return what was asked as hidden fields of the next search, without one of them."""
    given = (pair for pair in fields or () if pair[0] != skip)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', given)


@register.simple_tag(takes_context=True)
def search_sent(context: dict[str, Any]) -> SafeString:
    """Return the search of this page as hidden fields; no other form is looked into."""
    form = context.get("form")
    return hidden(form.given) if isinstance(form, SearchForm) and form.is_bound else SafeString("")


@register.simple_tag
def in_other_languages(fields: SafeString) -> SafeString:
    """Return the form that asks the same search in another language."""
    return mark_safe(_language_form(get_language() or "").replace(GAP, fields))


@register.simple_tag(takes_context=True)
def view_switch(context: dict[str, Any], fields: SafeString) -> SafeString:
    """Return the switch between the views; it asks the same search anew, or leads back to the same page."""
    simple = bool(getattr(context.get("site"), "simple", False))
    written = _view_form(get_language() or "", bool(fields), simple)
    if not fields:
        request = context.get("request")
        path = request.get_full_path() if request else ""
        fields = format_html('<input type="hidden" name="next" value="{}">', path)
    return mark_safe(written.replace(GAP, fields))


@lru_cache(maxsize=16)
def _language_form(language: str) -> str:
    context = {"all": results_in_each(language), "gap": GAP}
    return get_template("partials/language_form.html").render(context)


@lru_cache(maxsize=32)
def _view_form(language: str, again: bool, simple: bool) -> str:
    return get_template("partials/view_switch.html").render({"again": again, "simple": simple, "gap": GAP})
