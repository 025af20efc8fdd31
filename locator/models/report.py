"""What residents say about an outlet: a fact that is wrong, or how a visit went."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .outlet import Outlet
from .service import Service


class Report(models.Model):
    """A resident says that a fact is wrong; a task for the bank with a due date, answered by reference."""

    class About(models.TextChoices):
        HOURS = "hours", _("Opening hours")
        PHONE = "phone", _("Telephone")
        ADDRESS = "address", _("Address or position")
        SERVICE = "service", _("A service that is not done")
        ACCESS = "access", _("Getting in")
        CLOSED = "closed", _("The outlet is no longer there")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", _("Put right")
        CONFIRMED = "confirmed", _("Checked: it is right as it stands")
        UNCLEAR = "unclear", _("We could not tell what is meant")

    reference = models.CharField(_("Reference"), max_length=16, unique=True)
    # Given out with the form: a second press names the first report.
    token = models.CharField(_("Mark of the form"), max_length=64, unique=True)
    outlet = models.ForeignKey(
        Outlet, verbose_name=_("Outlet"), on_delete=models.CASCADE, related_name="reports"
    )
    about = models.CharField(_("What is wrong"), max_length=8, choices=About.choices)
    service = models.CharField(_("Service"), max_length=12, choices=Service.choices, blank=True)
    text = models.CharField(_("Text"), max_length=500, blank=True)
    reported_at = models.DateTimeField(_("Reported at"), auto_now_add=True)
    due_on = models.DateField(_("Answer due on"))
    outcome = models.CharField(_("Outcome"), max_length=9, choices=Outcome.choices, blank=True)
    answer = models.CharField(_("Answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("Answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Account that answered"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answered_by_name = models.CharField(_("Answered by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("resident’s report")
        verbose_name_plural = _("residents’ reports")
        ordering = ("due_on", "id")
        indexes = (
            models.Index(fields=("outlet", "answered_at")),
            models.Index(fields=("answered_at", "due_on")),
        )
        constraints = (
            models.CheckConstraint(
                name="report_answered_with_an_outcome",
                condition=Q(outcome="", answered_at__isnull=True)
                | (~Q(outcome="") & Q(answered_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.outlet_id}"


class Visit(models.Model):
    """How a visit went: whether the matter was done, and how many minutes the card took."""

    token = models.CharField(_("Mark of the form"), max_length=64, unique=True)
    outlet = models.ForeignKey(
        Outlet, verbose_name=_("Outlet"), on_delete=models.CASCADE, related_name="visits"
    )
    service = models.CharField(_("Service"), max_length=12, choices=Service.choices)
    day = models.DateField(_("Day"))
    done = models.BooleanField(_("Done"))
    minutes = models.PositiveSmallIntegerField(
        _("Minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ("-id",)
        indexes = (models.Index(fields=("outlet", "day")),)
        constraints = (
            models.CheckConstraint(
                name="visit_minutes_plausible",
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, 480)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.day}"


class SearchCount(models.Model):
    """How often, on one day, searches found nothing or passed an outlet over; never what was typed."""

    class Kind(models.TextChoices):
        NOT_UNDERSTOOD = "not-understood", _("The place was not found")
        NOTHING_FOUND = "nothing-found", _("No outlet answered what was asked")
        PASSED_OVER = "passed-over", _("A nearer outlet was passed over")

    day = models.DateField(_("Day"))
    kind = models.CharField(_("Kind"), max_length=14, choices=Kind.choices)
    district = models.CharField(_("Code of the district"), max_length=6, blank=True)
    service = models.CharField(_("Service"), max_length=12, blank=True)
    outlet = models.CharField(_("Code of the outlet"), max_length=40, blank=True)
    reason = models.CharField(_("Reason"), max_length=40, blank=True)
    # Of a place that was not found: whether the text looked like a road, an estate, a station or neither.
    shape = models.CharField(_("Shape"), max_length=8, blank=True)
    hits = models.PositiveIntegerField(_("How often"), default=0)

    class Meta:
        verbose_name = _("count of searches")
        verbose_name_plural = _("counts of searches")
        ordering = ("-day", "kind")
        constraints = (
            models.UniqueConstraint(
                name="search_count_once_a_day_and_case",
                fields=("day", "kind", "district", "service", "outlet", "reason", "shape"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.hits}"
