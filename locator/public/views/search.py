"""Home, results, and the link to a public place that people share."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from locator.models import Service
from locator.places import NotFound, WhichPlace
from locator.public.answered import DISTANCES, written
from locator.public.catalogue import standing, with_catalogue
from locator.public.forms import WHAT, SearchForm
from locator.public.map import with_map
from locator.public.matches import blocks, passed_over
from locator.public.one_at_a_time import answer_page, first_page, known_from
from locator.public.relax import relaxations
from locator.public.simple import press, remember
from locator.search.answer import Results
from locator.search.counting import count
from locator.search.geocoding import online
from locator.search.snapshot import Snapshot

MORE = (20, 100)
# What Django leaves as it is in a path.
IN_A_PATH = "!$&'()*+,;=/~:@"


@require_safe
@with_catalogue
def home(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    known = known_from(request, snapshot)
    form = SearchForm(initial=known, snapshot=snapshot, now=timezone.now())
    return render(request, *first_page(request, form, known, _page(form, snapshot)))


# A search writes nothing, so there is nothing to forge; without a token it needs no cookie.
# The answer may hold an address, so no cache that others share may keep it.
@csrf_exempt
@cache_control(private=True, max_age=0)
@with_map
@with_catalogue
def results(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    if request.method != "POST":
        return redirect("home")
    pressed = press(request)
    asked_online = online(stale=standing(request).stale)
    form = SearchForm(request.POST, snapshot=snapshot, now=timezone.now(), online=asked_online)
    response = _answer(request, form, snapshot)
    remember(response, pressed)
    return response


@require_safe
@with_map
@with_catalogue
def near(request: HttpRequest, snapshot: Snapshot, key: str) -> HttpResponse:
    """Search around a public place; a link carries its key and filters, never what somebody typed."""
    if snapshot.gazetteer.place(key) is None:
        raise Http404
    asked = QueryDict(mutable=True)
    asked.update({name: request.GET[name] for name in WHAT if name in request.GET})
    asked["key"] = key
    return _answer(request, SearchForm(asked, snapshot=snapshot, now=timezone.now()), snapshot)


def _answer(request: HttpRequest, form: SearchForm, snapshot: Snapshot) -> HttpResponse:
    page, valid = _page(form, snapshot), form.is_valid()
    if hasattr(form, "answer"):
        count(form.answer, form.criteria, snapshot, timezone.now())
    if not valid and request.htmx:  # type: ignore[attr-defined]
        return render(request, "public/results_refused.html", page, status=422)
    if not valid:
        refused = isinstance(getattr(form, "answer", None), NotFound) and form["place"].value()
        if refused:
            return render(request, "public/not_found.html", page, status=422)
        return render(request, *first_page(request, form, None, page), status=422)
    if isinstance(form.answer, WhichPlace):
        return render(request, "public/which_place.html", page)
    results = form.answer
    limit, found, share = results.criteria.limit, len(results.matches), _link(results)
    page |= {
        "results": results,
        "origin": results.origin,
        "criteria": results.criteria,
        "found": bool(results.matches),
        "list": blocks(results, snapshot),
        "passed_over": passed_over(results),
        "narrowing": form.narrowing,
        "says": ngettext("%(count)s outlet in the list", "%(count)s outlets in the list", found)
        % {"count": found},
        "share": share,
        "share_shown": unquote(f"{request.scheme}://{request.get_host()}{share}"),
        **DISTANCES,
        "relaxations": relaxations(form) if not results.matches else [],
        "more": next((number for number in MORE if number > limit), None) if found == limit else None,
    }
    return HttpResponse(written(request, *answer_page(request, results, page)))


def _page(form: SearchForm, snapshot: Snapshot) -> dict[str, Any]:
    return {"form": form, "catalogue": snapshot, "services": list(Service)}


def _link(results: Results) -> str:
    """Return the link to this search that people may pass on: a public place and a service, or nothing."""
    if not results.origin.key:
        return ""
    service = results.criteria.service
    before, after = _near(get_language())
    query = f"?service={service.value}" if service else ""
    return f"{before}{quote(results.origin.key, safe=IN_A_PATH)}{after}{query}"


@lru_cache(maxsize=16)
def _near(language: str | None) -> tuple[str, str]:
    """Return what stands before and after the key of a place in its address."""
    before, _key, after = reverse("near", args=["*"]).rpartition("*")
    return before, after
