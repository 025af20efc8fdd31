"""One place: what is known of it, who changed it, and what can be done about it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from locator.catalogue.history import acts_of
from locator.catalogue.kept_places import hidden_namesakes
from locator.catalogue.scope import role_of
from locator.models import Act, Role
from locator.places import resolve
from locator.search.current import current
from locator.staff.door import for_staff
from locator.staff.page import staff_page

from .looking import in_words, nearest
from .subject import Subject

ACTS_SHOWN = 10


@for_staff()
@require_safe
def one(request: HttpRequest, pk: int = 0, key: str = "") -> HttpResponse:
    gazetteer = current().snapshot.gazetteer
    subject = Subject.find(gazetteer, pk=pk, key=key)
    acts = Act.objects.none()
    if subject.place is not None:
        rows = subject.place.history.values("act")
        acts = acts_of(request.user).filter(pk__in=rows)[:ACTS_SHOWN]  # type: ignore[arg-type]
    context = {
        "subject": subject,
        "acts": acts,
        "nearest": nearest(subject.facts, gazetteer),
        "answer": in_words(resolve(subject.facts.name, gazetteer), gazetteer),
        "namesakes": "" if subject.place else hidden_namesakes(subject.facts, gazetteer),
        "may_move": role_of(request.user) is Role.ADMINISTRATOR,
    }
    return staff_page(request, "staff/places/one.html", context, area="places")
