"""Proposing that an outlet closes for good; a second person decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locator.catalogue.editing import propose_closing
from locator.catalogue.rules import Refused
from locator.staff.door import MANAGERS, for_staff
from locator.staff.page import staff_page

from .facts_form import ListedErrors
from .fields import field_for
from .mine import my_outlet

FIELDS = ("status_from", "status_reason", "status_reason_en")


class ClosingForm(ListedErrors):
    """From which day on, and why."""

    def __init__(self, data: object = None) -> None:
        super().__init__(data)
        for fact in FIELDS:
            self.fields[fact] = field_for(fact, required=not fact.endswith("_en"))
        self.fields["status_from"].label = gettext_lazy("Closed for good from")

    @property
    def closing(self) -> dict[str, object]:
        names = {"status_from": "day", "status_reason": "reason", "status_reason_en": "reason_en"}
        return {names[fact]: self.cleaned_data[fact] for fact in FIELDS}


@for_staff(MANAGERS)
def outlet_close(request: HttpRequest, code: str) -> HttpResponse:
    """Ask from which day and why, and propose it."""
    outlet = my_outlet(request, code)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            propose_closing(code, by=request.user, **form.closing)  # type: ignore[arg-type]
        except Refused as refused:
            form.refuse(refused.errors)
        else:
            messages.success(request, _("Proposed. The outlet closes once a second person has accepted."))
            return redirect("staff:outlet", code)
    context = {"outlet": outlet, "form": form}
    status = 422 if form.is_bound else 200
    return staff_page(request, "staff/portal/close.html", context, area="outlets", status=status)
