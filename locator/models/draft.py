"""What somebody has typed so far, and the code that proves a telephone: both for hours, both unreadable."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationDraft(models.Model):
    """The answers of a form that is not sent yet, under a key that only the person's own cookie leads to."""

    key = models.CharField(_("Key"), max_length=64, primary_key=True)
    answers = models.BinaryField(_("Answers, encrypted"))
    photo = models.BinaryField(_("Photo, encrypted"), null=True)
    expires_at = models.DateTimeField(_("Ends at"), db_index=True)

    class Meta:
        verbose_name = _("draft of an application")
        verbose_name_plural = _("drafts of applications")
        ordering = ("expires_at",)

    def __str__(self) -> str:
        return self.key[:8]


class PhoneProof(models.Model):
    """A code that was sent to a telephone: how often it was tried, and whether it was right."""

    # Of the draft and the telephone together: another telephone needs another code.
    key = models.CharField(_("Key"), max_length=64, primary_key=True)
    code = models.CharField(_("Fingerprint of the code"), max_length=64)
    tries = models.PositiveSmallIntegerField(_("Tries"), default=0)
    expires_at = models.DateTimeField(_("Ends at"), db_index=True)
    proved_at = models.DateTimeField(_("Proved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proof of a telephone")
        verbose_name_plural = _("proofs of telephones")
        ordering = ("expires_at",)

    def __str__(self) -> str:
        return self.key[:8]
