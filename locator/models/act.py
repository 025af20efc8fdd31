"""What somebody did to the catalogue in one press, and the history rows that belong to it."""

from __future__ import annotations

from contextvars import ContextVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Act(models.Model):
    """One press of one person; the history rows that it caused name it, so that it can be undone."""

    class How(models.TextChoices):
        PORTAL = "portal", _("In the staff pages")
        ADMIN = "admin", _("In the administration")
        IMPORT = "import", _("By importing a table")
        COMMAND = "command", _("On the command line")
        PROPOSAL = "proposal", _("By accepting a proposal")
        UNDO = "undo", _("By undoing")

    at = models.DateTimeField(_("When"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="acts",
    )
    # The history outlives the account.
    by_name = models.CharField(_("Who"), max_length=150, blank=True)
    how = models.CharField(_("How"), max_length=8, choices=How.choices)
    note = models.CharField(_("Remark"), max_length=300, blank=True)
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("Undoes"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="undone_by",
    )

    # Remarks that the site itself makes, as they are kept, and how they are said.
    KNOWN_NOTES = {  # noqa: RUF012 - a constant
        "verified": _("Everything here is still right"),
        "report answered": _("A resident's report was answered"),
        "places merged": _("Places made one"),
    }

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="act_undo_names_what_it_undoes",
                condition=Q(how="undo", undoes__isnull=False) | (~Q(how="undo") & Q(undoes__isnull=True)),
            ),
            models.CheckConstraint(
                name="act_undoes_another", condition=Q(undoes__isnull=True) | ~Q(undoes=F("id"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.how} {self.by_name}"

    @property
    def known_note(self) -> str:
        """The remark in the language in force, if it is one that the site itself makes."""
        return str(self.KNOWN_NOTES.get(self.note, ""))


# The act that is under way; history rows written meanwhile belong to it.
CURRENT_ACT: ContextVar[Act | None] = ContextVar("act", default=None)


class PartOfAct(models.Model):
    """What every history row carries beside the fields of its model."""

    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True
