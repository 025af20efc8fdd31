"""Changes that wait for a second person, and tables that have been uploaded."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .act import Act
from .bank import Bank
from .outlet import Outlet


class Proposal(models.Model):
    """A change that a second person accepts or refuses; ``changes`` holds old and new side by side.

    ``changes`` is a list with one entry an outlet: ``{"outlet": code, "action": "change" | "open" | "close",
    "old": {fact: value}, "new": {fact: value}}``, the values as JSON.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for a second person")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Kind(models.TextChoices):
        CHANGE = "change", _("A change to an outlet")
        OPEN = "open", _("A new outlet")
        CLOSE = "close", _("An outlet that closes for good")
        IMPORT = "import", _("An imported table")

    kind = models.CharField(_("Kind"), max_length=6, choices=Kind.choices)
    state = models.CharField(_("State"), max_length=9, choices=State.choices, default=State.WAITING)
    bank = models.ForeignKey(
        Bank,
        verbose_name=_("Bank"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="proposals",
        help_text=_("Empty where several banks are concerned: then an administrator decides."),
    )
    # Links for lists; an outlet that is yet to be opened is named in the changes only.
    outlets = models.ManyToManyField(Outlet, verbose_name=_("Outlets"), blank=True, related_name="proposals")
    changes = models.JSONField(_("Changes"))
    note = models.CharField(_("Remark"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Account that proposed it"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    proposed_by_name = models.CharField(_("Proposed by"), max_length=150)
    proposed_at = models.DateTimeField(_("Proposed at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Account that decided it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_by_name = models.CharField(_("Decided by"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("Decided at"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    act = models.OneToOneField(
        Act,
        verbose_name=_("Change"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposal",
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("-id",)
        indexes = (models.Index(fields=("state", "bank")),)
        constraints = (
            models.CheckConstraint(
                name="proposal_decided_by_a_second_person",
                condition=Q(state__in=["waiting", "withdrawn"])
                | Q(decided_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="proposal_decided_or_waiting",
                condition=Q(state="waiting", decided_at__isnull=True, act__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposal_refused_with_a_reason", condition=~Q(state="refused") | ~Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.state}"


class Upload(models.Model):
    """A table that somebody uploaded and has yet to apply; dropped after a while."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Account"), on_delete=models.CASCADE, related_name="uploads"
    )
    at = models.DateTimeField(_("When"), auto_now_add=True, db_index=True)
    bank = models.ForeignKey(
        Bank, verbose_name=_("Bank"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    file_name = models.CharField(_("File"), max_length=200)
    content = models.BinaryField(_("Content"))
    # How the person said that the file is to be read: whole list or part, datum, official or not.
    options = models.JSONField(_("How it is to be read"), default=dict)
    act = models.OneToOneField(
        Act, verbose_name=_("Change"), null=True, blank=True, on_delete=models.PROTECT, related_name="upload"
    )
    proposal = models.OneToOneField(
        Proposal,
        verbose_name=_("Proposal"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="upload",
    )

    class Meta:
        verbose_name = _("uploaded table")
        verbose_name_plural = _("uploaded tables")
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.file_name} {self.at:%Y-%m-%d}"
