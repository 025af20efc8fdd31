"""Messages that are to leave the machine: written with the change that they tell of, sent by others."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutgoingMessage(models.Model):
    """A text message to one telephone; its words are made from ``topic`` and ``reference`` when it is sent.

    The telephone is encrypted, and gone once the message was sent or given up.
    """

    topic = models.CharField(_("About what"), max_length=20)
    reference = models.CharField(_("Reference"), max_length=10, blank=True)
    language = models.CharField(_("Language"), max_length=7)
    telephone = models.BinaryField(_("Telephone, encrypted"), null=True)
    # A code that is in the words of this message alone; gone with the telephone.
    secret = models.BinaryField(_("Code, encrypted"), null=True)
    created_at = models.DateTimeField(_("When"), auto_now_add=True)
    next_try_at = models.DateTimeField(_("Next try at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("Tries"), default=0)
    sent_at = models.DateTimeField(_("Sent at"), null=True, blank=True)
    # The class of what went wrong, never its text: that may quote the telephone.
    failure = models.CharField(_("What went wrong"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ("id",)
        indexes = (models.Index(fields=("next_try_at", "id")),)
        constraints = (
            models.CheckConstraint(
                name="message_waits_with_a_telephone",
                condition=Q(next_try_at__isnull=True) | Q(telephone__isnull=False),
            ),
            models.CheckConstraint(
                name="message_keeps_no_secret_longer",
                condition=Q(next_try_at__isnull=False) | Q(telephone__isnull=True, secret__isnull=True),
            ),
            models.CheckConstraint(
                name="message_sent_or_waiting",
                condition=Q(sent_at__isnull=True) | Q(next_try_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.reference}"
