"""Dated exceptions of an outlet, and the national calendar as staff extend it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .kept_history import kept_history
from .outlet import Outlet
from .service import Service
from .validators import validate_hours


class HoursException(models.Model):
    """Days on which an outlet, or one service of it, is closed or keeps other hours."""

    outlet = models.ForeignKey(
        Outlet, verbose_name=_("Outlet"), on_delete=models.CASCADE, related_name="exceptions"
    )
    service = models.CharField(
        _("Service"),
        max_length=12,
        choices=Service.choices,
        blank=True,
        help_text=_("Empty for the whole outlet."),
    )
    first_day = models.DateField(_("First day"))
    last_day = models.DateField(_("Last day"))
    hours = models.CharField(
        _("Hours"),
        max_length=200,
        blank=True,
        validators=[validate_hours],
        help_text=_("Clock times such as 09:00-12:00; empty for closed."),
    )
    reason = models.CharField(_("Reason"), max_length=200)
    reason_en = models.CharField(_("Reason in English"), max_length=240, blank=True)

    history = kept_history()

    class Meta:
        verbose_name = _("single days")
        verbose_name_plural = _("single days")
        ordering = ("outlet", "first_day", "id")
        constraints = (
            models.CheckConstraint(
                name="exception_ends_after_it_starts", condition=Q(last_day__gte=F("first_day"))
            ),
            models.CheckConstraint(
                name="exception_service_known", condition=Q(service="") | Q(service__in=Service.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.first_day} – {self.last_day}"


class CalendarYear(models.Model):
    """A year whose holidays and make-up workdays have been published; it replaces the shipped year."""

    year = models.PositiveSmallIntegerField(_("Year"), primary_key=True)
    source = models.CharField(_("Source"), max_length=200, help_text=_("The State Council's notice."))
    checked_on = models.DateField(_("Checked on"))

    history = kept_history()

    class Meta:
        verbose_name = _("year of the calendar")
        verbose_name_plural = _("years of the calendar")
        ordering = ("year",)
        constraints = (
            models.CheckConstraint(name="calendar_year_plausible", condition=Q(year__range=(2000, 2199))),
        )

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """One day that departs from the plain week."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        WORKDAY = "workday", _("Make-up workday")

    year = models.ForeignKey(
        CalendarYear, verbose_name=_("Year"), on_delete=models.CASCADE, related_name="days"
    )
    day = models.DateField(_("Day"), unique=True)
    kind = models.CharField(_("Kind"), max_length=7, choices=Kind.choices)
    name = models.CharField(_("Name"), max_length=40)
    name_en = models.CharField(_("Name in English"), max_length=80)

    history = kept_history()

    class Meta:
        verbose_name = _("day of the calendar")
        verbose_name_plural = _("days of the calendar")
        ordering = ("day",)
        constraints = (
            models.CheckConstraint(
                name="calendar_day_kind_known", condition=Q(kind__in=["holiday", "workday"])
            ),
            models.CheckConstraint(name="calendar_day_in_its_year", condition=Q(day__year=F("year_id"))),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
