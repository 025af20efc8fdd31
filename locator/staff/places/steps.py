"""The steps of a form with a position: set it, look it over, keep it; nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from locator.catalogue.kept_places import Kept
from locator.catalogue.place_facts import PlaceFacts
from locator.catalogue.place_revision import NO_ROW, PlaceOvertaken
from locator.catalogue.place_rules import district_name, doubts_about_place
from locator.catalogue.rules import Refused
from locator.models import Place, Point
from locator.places import Gazetteer
from locator.staff.page import staff_page
from locator.staff.portal.position_map import around

from .form import PlaceForm
from .looking import foretold, nearest
from .sketch import MIDDLE_OF_DALIAN, MOVES, OF_A_DISTRICT, OF_THE_CITY, Sketch
from .subject import Subject

Save = Callable[[PlaceFacts, str], Kept]
OF_THE_SKETCH = {*MOVES, "closer", "farther"}


class Steps:
    """One person's way through the form of one place."""

    def __init__(
        self, request: HttpRequest, gazetteer: Gazetteer, save: Save, subject: Subject | None = None
    ) -> None:
        self.request = request
        self.gazetteer = gazetteer
        self.save = save
        self.subject = subject
        self.before = subject.facts if subject else None
        self.seen = request.POST.get("seen", "") if request.method == "POST" else self._mark()

    def answer(self, kept: Callable[[Kept], HttpResponse]) -> HttpResponse:
        """Answer with the next step; ``kept`` answers once the place is kept."""
        if self.request.method != "POST":
            return self._ask(PlaceForm(gazetteer=self.gazetteer, before=self.before))
        posted = self.request.POST.dict()
        step = posted.get("do", "look")
        if "spot.x" in posted or step in OF_THE_SKETCH or step == "back":
            return self._ask_again(posted, step)
        form = PlaceForm(self.request.POST, gazetteer=self.gazetteer, before=self.before)
        if not form.is_valid():
            return self._ask(form, status=422)
        doubts = self._doubts(form.facts)
        sure = not doubts or posted.get("sure") == "on"
        try:
            if step == "save" and sure:
                return kept(self.save(form.facts, self.seen))
            with transaction.atomic():  # tried, so that whatever stands in the way is said before
                self.save(form.facts, self.seen)
                transaction.set_rollback(True)
        except Refused as refused:
            form.refuse(refused.errors)
            return self._ask(form, status=422)
        except PlaceOvertaken as overtaken:
            self.seen = overtaken.seen
            return self._ask(form, status=409, overtaken=overtaken)
        return self._look(form, doubts, unsure=step == "save")

    def _mark(self) -> str:
        return self.subject.seen if self.subject else NO_ROW

    def _doubts(self, facts: PlaceFacts) -> str:
        if self.before is not None and facts.point == self.before.point:
            return ""
        names = {code: district_name(code, self.gazetteer) for code in self.gazetteer.districts}
        return doubts_about_place(facts, self.gazetteer, names)

    def _ask_again(self, posted: dict[str, str], step: str) -> HttpResponse:
        sketch = Sketch.of(posted, self._first_sketch(posted)).after(step)
        try:
            x, y = float(posted["spot.x"]), float(posted["spot.y"])
            spot = sketch.pressed(x, y)
        except (KeyError, ValueError):
            spot = None
        if spot is not None:
            posted |= {"pasted": f"{spot.latitude:.6f}, {spot.longitude:.6f}", "datum": "wgs84"}
        return self._ask(
            PlaceForm(gazetteer=self.gazetteer, before=self.before, initial=posted),
            sketch=replace(sketch, spot=spot or sketch.spot),
        )

    def _first_sketch(self, posted: dict[str, str]) -> Sketch:
        if self.before is not None:
            return Sketch(self.before.point, spot=self.before.point)
        district = self.gazetteer.districts.get(posted.get("district", ""))
        return Sketch(district.point, OF_A_DISTRICT) if district else Sketch(MIDDLE_OF_DALIAN, OF_THE_CITY)

    def _ask(self, form: PlaceForm, *, status: int = 200, **more: Any) -> HttpResponse:
        posted = self.request.POST.dict()
        sketch: Sketch = more.pop("sketch", None) or Sketch.of(posted, self._first_sketch(posted))
        now = self.before.point if self.before else None
        context = {
            "form": form,
            "sketch": sketch,
            "map": around(sketch.spot or sketch.middle, now, self.gazetteer),
        }
        return self._page("staff/places/form.html", context | more, status)

    def _look(self, form: PlaceForm, doubts: str, *, unsure: bool) -> HttpResponse:
        facts = form.facts
        now: Point | None = self.before.point if self.before else None
        context = {
            "form": form,
            "facts": facts,
            "district": district_name(facts.district, self.gazetteer),
            "kind": Place.Kind(facts.kind).label,
            "nearest": nearest(facts, self.gazetteer),
            "foretold": foretold(facts, self.gazetteer),
            "doubts": doubts,
            "unsure": unsure,
            "map": around(facts.point, now, self.gazetteer),
        }
        return self._page("staff/places/look.html", context, 422 if unsure else 200)

    def _page(self, template: str, context: dict[str, Any], status: int) -> HttpResponse:
        title = _("Correct this place") if self.subject else _("Add a place")
        shown = {"title": title, "subject": self.subject, "seen": self.seen, **context}
        return staff_page(self.request, template, shown, area="places", status=status)
