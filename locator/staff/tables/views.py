"""Tables of outlets: taking them out, uploading them, looking at what they change, applying them."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from locator.catalogue.known_places import KnownPlaces, known_places
from locator.catalogue.rules import Refused
from locator.catalogue.scope import outlets_of, uploads_of
from locator.catalogue.transfer import applying
from locator.catalogue.transfer.export import FORMATS, export, table_language, template
from locator.limits.counter import hit_all
from locator.limits.table import UPLOADS
from locator.models import Act, Upload
from locator.search.current import current
from locator.staff.door import for_staff
from locator.staff.page import staff_page

from .forms import ApplyForm, UploadForm
from .shown import planned

ON_A_PAGE = 50
RECENT = 10


@for_staff()
def tables(request: HttpRequest) -> HttpResponse:
    """Offer the tables to take out, ask for one, and list a person's own that are not applied yet."""
    if request.method == "POST":
        form = UploadForm(request.user, request.POST, request.FILES)
        if form.is_valid() and _is_within_the_limit(request, form):
            file = form.cleaned_data["file"]
            kept = applying.keep(
                file.name,
                file.read(),
                form.options(),
                by=cast("User", request.user),
                bank=form.cleaned_data.get("bank"),
            )
            return redirect("staff:table", kept.pk)
    else:
        form = UploadForm(request.user)
    mine = uploads_of(request.user).defer("content").filter(act=None, proposal=None)
    page = {"form": form, "uploads": mine[:RECENT], "formats": list(FORMATS)}
    status = 422 if form.is_bound else 200
    return staff_page(request, "staff/tables/list.html", page, area="tables", status=status)


@for_staff()
@require_safe
def outlets_file(request: HttpRequest) -> HttpResponse:
    """Give all that is known of a person's outlets as a file."""
    form, language = _form(request), _language(request)
    return _file(export(outlets_of(request.user), form, language), form, "outlets")


@for_staff()
@require_safe
def template_file(request: HttpRequest) -> HttpResponse:
    """Give the empty table."""
    form = _form(request)
    return _file(template(form, _language(request)), form, "outlets-template")


@for_staff()
@require_safe
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show everything that is wrong with an uploaded table, or everything that it changes."""
    found = _upload(request, pk)
    return _applied(found) or _plan_page(request, found)


@for_staff()
@require_POST
def apply_upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Apply the plan as it was shown."""
    found, form = _upload(request, pk), ApplyForm(request.POST)
    form.is_valid()
    answers = applying.Answers(
        digest=form.cleaned_data.get("digest", ""),
        closing=form.cleaned_data.get("closing"),
        positions_checked=form.cleaned_data.get("positions_checked", False),
    )
    try:
        done = applying.apply(found, answers, _surroundings(), by=cast("User", request.user))
    except applying.PlanMoved:
        return _plan_page(request, found, moved=True, status=409)
    except (applying.PlanRefused, Refused):
        return _plan_page(request, found, unanswered=True, status=422)
    if isinstance(done, Act):
        messages.success(request, _("Applied. Residents see it now."))
        return redirect("staff:act", done.pk)
    messages.success(
        request, _("Proposed as a whole. Residents see it once a second person has accepted it.")
    )
    return redirect("staff:proposal", done.pk)


@for_staff()
@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw an uploaded table away that has not been applied."""
    found = _upload(request, pk)
    if found.act_id is None and found.proposal_id is None:
        found.delete()
    messages.success(request, _("Discarded. Nothing has changed."))
    return redirect("staff:tables")


def _is_within_the_limit(request: HttpRequest, form: UploadForm) -> bool:
    """Count the upload; what is one too many is said at the file, which stays with the person."""
    verdict = hit_all([(limit, str(request.user.pk)) for limit in UPLOADS])
    if not verdict:
        minutes = -(-verdict.retry_after // 60)
        said = ngettext(
            "That is very many tables. Try again in %(minutes)d minute.",
            "That is very many tables. Try again in %(minutes)d minutes.",
            minutes,
        )
        form.add_error("file", said % {"minutes": minutes})
    return bool(verdict)


def _upload(request: HttpRequest, pk: UUID) -> Upload:
    found: Upload = get_object_or_404(uploads_of(request.user).select_related("by", "bank"), pk=pk)
    return found


def _applied(found: Upload) -> HttpResponse | None:
    if found.act_id is not None:
        return redirect("staff:act", found.act_id)
    return redirect("staff:proposal", found.proposal_id) if found.proposal_id is not None else None


def _plan_page(request: HttpRequest, found: Upload, status: int = 200, **more: Any) -> HttpResponse:
    plan = applying.plan_of(found, _surroundings())
    page = Paginator(plan.changes, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "upload": found,
        "plan": plan,
        "page": page,
        "rows": [planned(change) for change in page],
        **more,
    }
    return staff_page(request, "staff/tables/plan.html", context, area="tables", status=status)


def _surroundings() -> KnownPlaces:
    return known_places(current().snapshot.gazetteer)


def _form(request: HttpRequest) -> str:
    form = request.GET.get("format", "xlsx")
    if form not in FORMATS:
        raise Http404
    return form


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("headings", "")
    return asked if asked in {"zh", "en"} else table_language()


def _file(content: bytes, form: str, name: str) -> HttpResponse:
    kind, ending, _encoding = FORMATS[form]
    response = HttpResponse(content, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.{ending}"'
    return response
