"""The photo: the one that the authority has, or one that is uploaded, with the part of it that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from cardservice.security import client_address
from locator.applications.drafts import Draft, keep_draft
from locator.applications.photo import Crop, PhotoError, prepare, preview, reduced
from locator.limits.applications import PHOTOS_FROM
from locator.limits.counter import Verdict, hit_all
from locator.public.limited import needs_database, too_many

from .cookie import draft_of
from .page import shown
from .steps import Step, checked, page_after

ON_FILE, UPLOAD = "on-file", "upload"
SOURCES = [
    (ON_FILE, _("The one on file with the identity card, or none if none is needed")),
    (UPLOAD, _("I upload one")),
]
# The whole picture, in hundredths of its width.
WHOLE = {"photo_width": "100", "photo_left": "0", "photo_top": "0"}
# In hundredths of the picture; the whole width from its upper left corner is where everybody begins.
WIDE = [("100", _("as it is"))] + [
    (str(each), format_lazy(_("{times} times as large"), times=f"{100 / each:.2f}"))
    for each in range(95, 25, -5)
]
LEFT = [("0", _("at the left edge"))] + [
    (str(each), format_lazy(_("{share} % further right"), share=each)) for each in range(5, 75, 5)
]
TOP = [("0", _("at the upper edge"))] + [
    (str(each), format_lazy(_("{share} % further down"), share=each)) for each in range(5, 75, 5)
]


class PhotoForm(forms.Form):
    """Where the photo is from, and the part that is kept of an uploaded one."""

    photo_source = forms.ChoiceField(
        label=_("Photo"), choices=SOURCES, required=False, widget=forms.RadioSelect()
    )
    photo = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("JPEG or PNG, up to 10 MB: bareheaded, before a white wall, not older than six months."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    photo_width = forms.ChoiceField(label=_("Enlarge"), choices=WIDE, required=False)
    photo_left = forms.ChoiceField(label=_("Left or right"), choices=LEFT, required=False)
    photo_top = forms.ChoiceField(label=_("Up or down"), choices=TOP, required=False)

    def __init__(self, *args: Any, has_photo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_photo:
            for name in WHOLE:
                del self.fields[name]


def crop_of(draft: Draft) -> Crop | None:
    """Return the part that was chosen; None for the part that is kept by itself."""
    try:
        width, left, top = (int(draft.answers[f"photo_{name}"]) / 100 for name in ("width", "left", "top"))
        return None if (width, left, top) == (1.0, 0.0, 0.0) else Crop(left, top, width)
    except (KeyError, ValueError):
        return None


def photo_of(draft: Draft) -> bytes | None:
    """Return the photo as the card needs it, None where none was uploaded; raises PhotoError."""
    return prepare(draft.photo, crop_of(draft)) if draft.photo else None


def photo_step(request: HttpRequest, draft: Draft, here: Step, steps: list[Step]) -> HttpResponse:
    """Take a photo or none; one that was uploaded is shown before the form goes on."""
    if request.method != "POST":
        # Whoever is led back here, for the photo will not do, sees why.
        return _page(request, draft, here, steps, _form(draft, wrong=_wrong_with_the_photo(draft)))
    form = PhotoForm(request.POST, request.FILES, has_photo=bool(draft.photo))
    if not form.is_valid():
        return _page(request, draft, here, steps, form, status=422)
    uploaded = form.cleaned_data["photo"] is not None
    if uploaded and not (verdict := count_photo(request)):
        return too_many(request, verdict)
    wrong = take_photo(draft, form.cleaned_data)
    keep_draft(draft)
    today = timezone.localdate()
    wrong = wrong or checked(draft, today)[1].get("photo", [])
    if wrong or uploaded or "look" in request.POST:
        # Whoever chose a file means it, also with the first tile still ticked.
        again = _form(draft, UPLOAD if uploaded else form.cleaned_data["photo_source"], wrong)
        return _page(request, draft, here, steps, again, status=422 if wrong else 200)
    return redirect("apply_step", page_after(here, draft, today))


@never_cache
@needs_database
def photo_preview(request: HttpRequest) -> HttpResponse:
    """Show the person the part of their own photo that is kept."""
    return preview_of(draft_of(request))


def preview_of(draft: Draft | None) -> HttpResponse:
    if draft is None or draft.photo is None:
        raise Http404
    return HttpResponse(preview(draft.photo, crop_of(draft)), content_type="image/jpeg")


def take_photo(draft: Draft, said: Mapping[str, Any]) -> list[str]:
    """Put an uploaded photo and the part of it into a draft; return what is wrong with them, if anything."""
    if said.get("photo_source", UPLOAD) != UPLOAD and said["photo"] is None:
        draft.photo = None
        return []
    try:
        if said["photo"] is not None:
            draft.photo = reduced(said["photo"].read())
            draft.answers |= WHOLE
        elif draft.photo is None:
            return [str(_("Choose a file first."))]
        else:
            draft.answers |= {name: said[name] for name in WHOLE if said.get(name)}
    except PhotoError as error:
        return [str(error)]
    return _wrong_with_the_photo(draft)


def count_photo(request: HttpRequest) -> Verdict:
    """Count an uploaded photo to the address that it comes from."""
    return hit_all([(limit, client_address(request)) for limit in PHOTOS_FROM])


def part_of(draft: Draft) -> str:
    """Name the part that is kept, so that a browser asks for the picture again when it changes."""
    return "-".join(draft.answers.get(name, "") for name in WHOLE) if draft.photo else ""


def _wrong_with_the_photo(draft: Draft) -> list[str]:
    try:
        photo_of(draft)
    except PhotoError as error:
        return [str(error)]
    return []


def _form(draft: Draft, source: str = "", wrong: Iterable[str] = ()) -> PhotoForm:
    chosen = source or (UPLOAD if draft.photo else ON_FILE)
    form = PhotoForm({**draft.answers, "photo_source": chosen}, has_photo=bool(draft.photo))
    form._errors = ErrorDict()  # to be shown, not to be looked over: its values are those of the draft
    form.cleaned_data = {}
    for said in wrong:
        form.add_error("photo", said)
    return form


def _page(
    request: HttpRequest, draft: Draft, here: Step, steps: list[Step], form: PhotoForm, *, status: int = 200
) -> HttpResponse:
    return shown(
        request,
        here,
        steps,
        form,
        template="apply/photo.html",
        status=status,
        part=part_of(draft),
        has_photo=bool(draft.photo),
    )
