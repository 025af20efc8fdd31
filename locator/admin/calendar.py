"""The national calendar: years published since the shipped table, pasted as the notice stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locator.catalogue.calendar_years import CalendarMoved, CalendarPlan, plan_calendar, publish
from locator.catalogue.rules import Refused
from locator.hours.arrangement import Arrangement, ArrangementError, read_arrangement
from locator.models import CalendarDay, CalendarYear

from .kept import KeptAdmin

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.urls import URLPattern

PAGE = "admin/locator/calendaryear/arrangement.html"


class ArrangementForm(forms.Form):
    """The notice as it was published, and where it is from if it does not say so itself."""

    text = forms.CharField(
        label=gettext_lazy("The State Council’s notice"),
        help_text=gettext_lazy("From the title “关于……年部分节假日安排的通知” to the end."),
        widget=forms.Textarea(attrs={"rows": 14, "cols": 80, "class": "vLargeTextField"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Where it is from"),
        help_text=gettext_lazy("Only if the text has no number such as 国办发明电〔2025〕7号."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    # The calendar that the shown plan was made from.
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def planned(self) -> tuple[Arrangement, CalendarPlan] | None:
        """Read the text and work out what changes; None where the form says what is wrong."""
        try:
            arrangement = read_arrangement(self.cleaned_data["text"])
            return arrangement, plan_calendar(arrangement, self.cleaned_data["source"])
        except ArrangementError as error:
            self.add_error("text", error.errors)
        except Refused as error:
            for field, said in error.errors.items():
                self.add_error(field, said)
        return None


class CalendarDayInline(admin.TabularInline):
    """The holidays and make-up workdays of the year."""

    model = CalendarDay
    extra = 0


@admin.register(CalendarYear)
class CalendarYearAdmin(KeptAdmin):
    """A published year with all its days; it replaces the shipped table's year."""

    inlines = (CalendarDayInline,)
    list_display = ("year", "source", "checked_on")
    search_fields = ("year", "source")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.arrangement)
        return [path("arrangement/", view, name="locator_calendaryear_arrangement"), *super().get_urls()]

    def arrangement(self, request: HttpRequest) -> HttpResponse:
        """Read a pasted notice, show which days change, and publish what was shown."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ArrangementForm(request.POST or None)
        found = form.planned() if form.is_valid() else None
        if found and "publish" in request.POST:
            try:
                publish(
                    found[0],
                    source=form.cleaned_data["source"],
                    by=cast("User", request.user),
                    seen=form.cleaned_data["seen"],
                )
            except CalendarMoved:
                messages.warning(
                    request, _("What was shown is no longer what would be published. Look at the days again.")
                )
            else:
                said = _("%(year)d is published. Residents see it at once.")
                messages.success(request, said % {"year": found[0].year})
                return HttpResponseRedirect(reverse("admin:locator_calendaryear_changelist"))
        return TemplateResponse(request, PAGE, self._shown(request, form, found))

    def _shown(
        self,
        request: HttpRequest,
        form: ArrangementForm,
        found: tuple[Arrangement, CalendarPlan] | None,
    ) -> dict[str, Any]:
        context = self.admin_site.each_context(request) | {
            "title": _("Paste the arrangement of a year"),
            "form": form,
            "opts": self.opts,
        }
        if found:
            arrangement, plan = found
            context |= {"arrangement": arrangement, "plan": plan, "kinds": CalendarDay.Kind}
        return context
