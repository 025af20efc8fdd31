"""What the head of a page tells search engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from locator.models import Service
from locator.open_data.structured import as_script_text, guide_facts, outlet_facts
from locator.public import names, words
from locator.public.languages import html_lang
from locator.search.records import OutletRecord

from .public import first_phone, localised

register = template.Library()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a page stands: in the language in force, and in each of them."""

    canonical: str
    languages: list[tuple[str, str]]


@register.simple_tag(takes_context=True)
def page_addresses(context: dict[str, Any]) -> Addresses | None:
    """Return the addresses of the page that is asked for, without its query; none for an answer to a form."""
    request: HttpRequest | None = context.get("request")
    if request is None or request.method not in {"GET", "HEAD"}:
        return None
    by_language = {code: _absolute(request, code) for code, _name in settings.LANGUAGES}
    listed = [(html_lang(code), url) for code, url in by_language.items()]
    default = by_language[settings.LANGUAGE_CODE]
    return Addresses(request.build_absolute_uri(request.path), [*listed, ("x-default", default)])


@register.simple_tag
def outlet_title(outlet: OutletRecord) -> str:
    """Return what people search for: the outlet, its bank where the name leaves it out, and the district."""
    name, bank, district = localised(outlet), localised(outlet.bank), localised(outlet.district)
    named = any(said and said in name for said in (bank, outlet.bank.short_name))
    whole = name if named else _("%(outlet)s – %(bank)s") % {"outlet": name, "bank": bank}
    return _("%(outlet)s, %(district)s") % {"outlet": whole, "district": district}


@register.simple_tag
def outlet_description(outlet: OutletRecord) -> str:
    """Say in a sentence what the page of an outlet has."""
    done = (str(service.label) for service in Service if outlet.offers[service].available)
    return _("%(address)s, telephone %(phone)s. Done here: %(services)s. Hours, and what to bring.") % {
        "address": names.plain(outlet, "address"),
        "phone": first_phone(outlet),
        "services": _(", ").join(done),
    }


@register.simple_tag(takes_context=True)
def outlet_json_ld(context: dict[str, Any], outlet: OutletRecord) -> SafeString:
    """Return the outlet as structured data; nothing for one that does not exist."""
    if outlet.bank.is_sample or context["site"].is_sample:
        return SafeString("")
    today, english = timezone.localdate(), words.in_english()
    return _script(outlet_facts(outlet, today, _here(context["request"]), english=english))


@register.simple_tag(takes_context=True)
def guide_json_ld(context: dict[str, Any], service: Service) -> SafeString:
    """Return the service as structured data; nothing while all outlets that would do it are fictional."""
    if context["site"].is_sample:
        return SafeString("")
    request = context["request"]
    return _script(guide_facts(service, _here(request), request.build_absolute_uri(reverse("home"))))


def _script(facts: dict[str, Any]) -> SafeString:
    # A block of data: nothing executes it, and nothing in it can end it.
    return mark_safe(f'<script type="application/ld+json">{as_script_text(facts)}</script>')


def _here(request: HttpRequest) -> str:
    return request.build_absolute_uri(request.path)


def _absolute(request: HttpRequest, language: str) -> str:
    return request.build_absolute_uri(translate_url(request.path, language))
