"""Applications for a card by post; what is personal in them is encrypted, and gone when it is redacted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bank import Bank


class DocumentKind(models.TextChoices):
    """By which document somebody is known."""

    RESIDENT = "resident", _("Resident identity card")
    RESIDENCE_PERMIT = "residence-permit", _("Residence permit of Hong Kong, Macao or Taiwan residents")
    PERMANENT_RESIDENT = "permanent-resident", _("Permanent residence card of foreigners")
    HK_MACAO_PERMIT = "hk-macao-permit", _("Travel permit of Hong Kong or Macao residents")
    TAIWAN_PERMIT = "taiwan-permit", _("Travel permit of Taiwan residents")
    PASSPORT = "passport", _("Passport")


class Sex(models.TextChoices):
    """As the document has it."""

    MALE = "male", _("Male")
    FEMALE = "female", _("Female")


class State(models.TextChoices):
    """Where an application stands; the values stand in the API, so they never change."""

    SUBMITTED = "submitted", _("Received")
    IN_REVIEW = "in-review", _("Being looked at")
    NEEDS_CORRECTION = "needs-correction", _("To be corrected")
    ACCEPTED = "accepted", _("Accepted")
    MAKING = "making", _("Being made")
    POSTED = "posted", _("In the post")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Making failed")
    RETURNED = "returned", _("Returned by the post")
    REJECTED = "rejected", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDED = ("delivered", "rejected", "withdrawn")
OPEN = tuple(state for state in State.values if state not in ENDED)


class MailApplication(models.Model):
    """A request to have a card made and posted.

    ``personal`` is an encrypted JSON object with everything that tells who somebody is; ``person`` is a keyed
    fingerprint of the identity document, by which one person has one open application at a time.
    """

    class Kind(models.TextChoices):
        FIRST = "first", _("First card")
        REISSUE = "reissue", _("Replacement")

    reference = models.CharField(_("Reference"), max_length=10, unique=True)
    # Given out with the form: a second press names the first application.
    submission_token = models.CharField(_("Mark of the form"), max_length=64, unique=True)
    kind = models.CharField(_("Kind"), max_length=7, choices=Kind.choices)
    reissue_reason = models.CharField(_("Reason for the replacement"), max_length=20, blank=True)
    bank = models.ForeignKey(
        Bank, verbose_name=_("Bank"), on_delete=models.PROTECT, related_name="applications"
    )
    state = models.CharField(_("State"), max_length=16, choices=State.choices, default=State.SUBMITTED)
    submitted_at = models.DateTimeField(_("Received at"), auto_now_add=True)
    state_since = models.DateTimeField(_("In this state since"))
    # Raised with every change, so that two who change at once are told apart.
    revision = models.PositiveIntegerField(_("Revision"), default=0)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Taken on by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claimed_applications",
    )
    language = models.CharField(_("Language"), max_length=7)
    personal = models.BinaryField(_("Personal facts, encrypted"), null=True)
    photo = models.BinaryField(_("Photo, encrypted"), null=True)
    person = models.CharField(_("Fingerprint of the person"), max_length=64, blank=True)
    # Which text of each notice was agreed to: {"notice": "2026-11", "bank": …}; nothing personal.
    consents = models.JSONField(_("Consents"))
    # Why something is to be corrected or was rejected: codes of the lists, no free text about a person.
    reasons = models.JSONField(_("Reasons"), default=list, blank=True)
    ems_number = models.CharField(_("Number of the parcel"), max_length=13, blank=True)
    redacted_at = models.DateTimeField(_("Erased at"), null=True, blank=True)
    # The applicant asked for it while the card was on its way: then the end of that is the end of all.
    erase_at_end = models.BooleanField(_("To be erased as soon as it has ended"), default=False)

    class Meta:
        verbose_name = _("application by post")
        verbose_name_plural = _("applications by post")
        ordering = ("submitted_at", "id")
        indexes = (
            # Of a hundred rows some two are open, after years: what works on those reads nothing of the rest.
            models.Index(
                name="application_queue",
                fields=("bank", "state", "submitted_at"),
                condition=Q(state__in=OPEN),
            ),
            models.Index(
                name="application_open",
                fields=("state", "submitted_at", "state_since"),
                condition=Q(state__in=OPEN),
            ),
            models.Index(
                name="application_ended",
                fields=("bank", "state", "-state_since", "-id"),
                condition=Q(state__in=ENDED),
            ),
            models.Index(
                name="application_to_erase",
                fields=("state_since", "id"),
                condition=Q(state__in=ENDED, redacted_at=None),
            ),
            models.Index(
                name="application_erase_asked_for",
                fields=("id",),
                condition=Q(erase_at_end=True, redacted_at=None),
            ),
            models.Index(fields=("person",)),
        )
        constraints = (
            models.CheckConstraint(name="application_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="application_kind_known", condition=Q(kind__in=["first", "reissue"])),
            models.CheckConstraint(
                name="application_reissue_has_a_reason",
                condition=Q(kind="first", reissue_reason="") | (Q(kind="reissue") & ~Q(reissue_reason="")),
            ),
            models.UniqueConstraint(
                name="application_one_open_per_person",
                fields=("person",),
                condition=~Q(state__in=ENDED) & ~Q(person=""),
            ),
            models.CheckConstraint(
                name="application_erased_or_whole",
                condition=Q(redacted_at__isnull=True, personal__isnull=False)
                | Q(redacted_at__isnull=False, personal__isnull=True, photo__isnull=True, person=""),
            ),
            models.CheckConstraint(
                name="application_erased_when_ended",
                condition=Q(redacted_at__isnull=True) | Q(state__in=ENDED),
            ),
            models.CheckConstraint(
                name="application_posted_with_a_number",
                condition=~Q(state__in=["posted", "delivered", "returned"])
                | ~Q(ems_number="")
                | Q(redacted_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.reference


class ApplicationEvent(models.Model):
    """What happened to an application: names fields and reasons from lists, never a personal value."""

    application = models.ForeignKey(
        MailApplication, verbose_name=_("Application"), on_delete=models.CASCADE, related_name="events"
    )
    at = models.DateTimeField(_("When"), auto_now_add=True)
    action = models.CharField(_("What was done"), max_length=20)
    state = models.CharField(_("State afterwards"), max_length=16, choices=State.choices)
    fields = models.JSONField(_("Fields"), default=list, blank=True)
    reasons = models.JSONField(_("Reasons"), default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Empty where the applicant did it, "(term)" where time did; the history outlives the account.
    by_name = models.CharField(_("Who"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("event of an application")
        verbose_name_plural = _("events of applications")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.application_id} {self.action}"


class ApplicationBatch(models.Model):
    """Applications that one press moved together: their labels and lists are printed together."""

    class Kind(models.TextChoices):
        MAKING = "making", _("Made together")
        POSTING = "posting", _("Posted together")

    kind = models.CharField(_("Kind"), max_length=7, choices=Kind.choices)
    bank = models.ForeignKey(Bank, verbose_name=_("Bank"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("When"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_name = models.CharField(_("Who"), max_length=150)
    applications = models.ManyToManyField(
        MailApplication, verbose_name=_("Applications"), related_name="batches"
    )

    class Meta:
        verbose_name = _("batch of applications")
        verbose_name_plural = _("batches of applications")
        ordering = ("-id",)
        indexes = (models.Index(fields=("bank", "id")),)
        constraints = (
            models.CheckConstraint(name="batch_kind_known", condition=Q(kind__in=["making", "posting"])),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
