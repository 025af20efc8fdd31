"""Limits that guard secrets and forms, counted exactly for all workers together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RateCounter(models.Model):
    """How often something was done within one window of time.

    The key holds the action, the window and an HMAC of the subject: no network address and no name is
    stored, and two windows never share a counter.
    """

    key = models.CharField(_("Key"), max_length=120, primary_key=True)
    hits = models.PositiveIntegerField(_("How often"), default=0)
    ends_at = models.DateTimeField(_("Ends at"), db_index=True)

    class Meta:
        verbose_name = _("counter of a limit")
        verbose_name_plural = _("counters of limits")
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.key}: {self.hits}"
