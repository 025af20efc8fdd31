"""Places that may be one, and making them one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from locator.catalogue.place_doubles import MOST_IN_A_GROUP, Likeness, suspected_doubles
from locator.catalogue.place_facts import PlaceFacts
from locator.catalogue.place_merging import Merge, marks_of, merge_places, plan_merge
from locator.catalogue.place_revision import PlaceOvertaken
from locator.catalogue.place_rules import district_name
from locator.catalogue.rules import Refused
from locator.places import Gazetteer
from locator.places.entry import Entry, metres_between
from locator.places.staff import identity
from locator.search.current import current
from locator.staff.door import ADMINISTRATORS, for_staff
from locator.staff.page import staff_page

from .form import RetireForm

ON_A_PAGE = 50
WHY = {
    Likeness.SAME_NAME: gettext_lazy("the same name"),
    Likeness.BRACKETS: gettext_lazy("the same but for the brackets"),
    Likeness.OTHER_NAME: gettext_lazy("the name of one is another name of the other"),
    Likeness.ONE_SLIP: gettext_lazy("one character differs"),
}


@for_staff(ADMINISTRATORS)
@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """List the places that may be one, the likeliest first."""
    gazetteer = current().snapshot.gazetteer
    page = Paginator(suspected_doubles(gazetteer), ON_A_PAGE).get_page(request.GET.get("page"))
    listed = [
        (
            group,
            WHY[group.likeness],
            [(entry, district_name(entry.district, gazetteer)) for entry in group.entries],
            urlencode([("key", entry.key) for entry in group.entries]),
        )
        for group in page
    ]
    return staff_page(request, "staff/places/doubles.html", {"page": page, "listed": listed}, area="places")


@for_staff(ADMINISTRATORS)
def merge(request: HttpRequest) -> HttpResponse:
    """Show places side by side, and make one of them."""
    gazetteer = current().snapshot.gazetteer
    given = request.POST if request.method == "POST" else request.GET
    chosen = Chosen.of(given, gazetteer)
    if chosen is None:
        messages.error(request, _("Choose two or more places that are there: these are gone, or made one."))
        return redirect("staff:place_doubles")
    if given.get("do") != "merge" or request.method != "POST":
        return _page(request, chosen, RetireForm(initial={"source": given.get("source", "")}))
    form = RetireForm(request.POST)
    if not form.is_valid() or chosen.plan is None:
        return _page(request, chosen, form, status=422)
    try:
        kept = merge_places(
            chosen.keep, chosen.others, form.cleaned_data["source"], by=request.user,  # type: ignore[arg-type]
            gazetteer=gazetteer, seen=chosen.marks(given.getlist("key"), given.getlist("seen")),
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused.errors)
        return _page(request, chosen, form, status=422)
    except PlaceOvertaken:
        said = _("Somebody has changed one of these places in the meantime. Look at them again.")
        return _page(request, replace(chosen, refused=(said,)), form, status=409)
    messages.success(request, _("Made one. Residents find it under all the names from now on."))
    return redirect("staff:place", pk=kept.place.pk)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The places that somebody would make one, and what would become of them."""

    members: tuple[Entry, ...]
    keep: Entry
    gazetteer: Gazetteer
    plan: Merge | None = None
    refused: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: QueryDict, gazetteer: Gazetteer) -> Chosen | None:
        """Return the places that a form names; None where fewer than two are there."""
        keys = list(dict.fromkeys(given.getlist("key")))[:MOST_IN_A_GROUP]
        found = [entry for key in keys if (entry := gazetteer.entry(key)) and PlaceFacts.of_entry(entry)]
        if len(found) < 2:
            return None
        keep = next((entry for entry in found if entry.key == given.get("keep")), found[0])
        chosen = cls(tuple(found), keep, gazetteer)
        try:
            return replace(chosen, plan=plan_merge(keep, chosen.others, gazetteer))
        except Refused as refused:
            said = (message for lines in refused.errors.values() for message in lines)
            return replace(chosen, refused=tuple(said))

    @property
    def others(self) -> list[Entry]:
        return [entry for entry in self.members if entry is not self.keep]

    def marks(self, keys: list[str], seen: list[str]) -> dict[tuple[str, str], str]:
        """Return what a form carried of the state that was shown, by the identity of each place."""
        carried = dict(zip(keys, seen, strict=False))
        return {identity(each.name, each.district): carried.get(each.key, "") for each in self.members}

    @property
    def rows(self) -> list[tuple[Entry, str, int, str]]:
        marks = marks_of(self.members)
        return [
            (
                entry,
                district_name(entry.district, self.gazetteer),
                round(metres_between(self.keep.point, entry.point)),
                marks[identity(entry.name, entry.district)],
            )
            for entry in self.members
        ]


def _page(request: HttpRequest, chosen: Chosen, form: RetireForm, *, status: int = 200) -> HttpResponse:
    context = {"chosen": chosen, "plan": chosen.plan, "form": form}
    return staff_page(request, "staff/places/merge.html", context, area="places", status=status)
