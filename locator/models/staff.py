"""Who keeps the catalogue: clerks and managers of one bank, administrators of all."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bank import Bank
from .outlet import Outlet


class Role(models.TextChoices):
    """What a member of staff may do."""

    CLERK = "clerk", _("Clerk")
    MANAGER = "manager", _("Bank manager")
    ADMINISTRATOR = "administrator", _("Administrator")


ROLE_AND_BANK = Q(role="administrator", bank__isnull=True) | Q(
    role__in=["clerk", "manager"], bank__isnull=False
)


class StaffMember(models.Model):
    """An account's role; a clerk keeps the whole bank or the outlets that are named."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Account"),
        on_delete=models.CASCADE,
        related_name="staff_member",
    )
    role = models.CharField(_("Role"), max_length=13, choices=Role.choices)
    bank = models.ForeignKey(
        Bank, verbose_name=_("Bank"), null=True, blank=True, on_delete=models.CASCADE, related_name="staff"
    )
    # Said, never concluded from an empty list: outlets that go leave the list, and the person with fewer.
    whole_bank = models.BooleanField(
        _("All outlets of the bank"),
        default=False,
        help_text=_("A clerk without this keeps the outlets that are named, and no others."),
    )
    outlets = models.ManyToManyField(Outlet, verbose_name=_("Outlets"), blank=True, related_name="staff")
    is_demo = models.BooleanField(
        _("Made up for demonstration"),
        default=False,
        help_text=_("Made up with the fictional sample, and removed with it."),
    )

    class Meta:
        verbose_name = _("role of an account")
        verbose_name_plural = _("roles of accounts")
        ordering = ("user_id",)
        constraints = (models.CheckConstraint(name="staff_role_and_bank_agree", condition=ROLE_AND_BANK),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    @property
    def is_limited(self) -> bool:
        """Whether the person keeps the named outlets alone; there may be none left of them."""
        return self.role == Role.CLERK and not self.whole_bank


class Invitation(models.Model):
    """A way in for a new member of staff: its signed link works once, and for a limited time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(
        _("Name"), max_length=80, help_text=_("Who is invited, so that you know the link again.")
    )
    role = models.CharField(_("Role"), max_length=13, choices=Role.choices, default=Role.CLERK)
    bank = models.ForeignKey(
        Bank,
        verbose_name=_("Bank"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    whole_bank = models.BooleanField(_("All outlets of the bank"), default=False)
    outlets = models.ManyToManyField(Outlet, verbose_name=_("Outlets"), blank=True, related_name="+")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Invited by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="invitations_sent",
    )
    invited_at = models.DateTimeField(_("Invited at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("Valid until"))
    used_at = models.DateTimeField(_("Used at"), null=True, blank=True)
    used_by = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Used by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitation",
    )
    withdrawn_at = models.DateTimeField(_("Withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at",)
        constraints = (
            models.CheckConstraint(name="invitation_role_and_bank_agree", condition=ROLE_AND_BANK),
            models.CheckConstraint(
                name="invitation_used_or_withdrawn",
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.bank_id or ''} {self.invited_at:%Y-%m-%d}"


class StaffEvent(models.Model):
    """Who let whom in or out; names fields and accounts, never passwords, codes or links."""

    at = models.DateTimeField(_("When"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_name = models.CharField(_("Who"), max_length=150, blank=True)
    about_name = models.CharField(_("About whom"), max_length=150, blank=True)
    bank = models.ForeignKey(
        Bank, verbose_name=_("Bank"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    action = models.CharField(_("What was done"), max_length=40)

    class Meta:
        verbose_name = _("event of an account")
        verbose_name_plural = _("events of accounts")
        ordering = ("-id",)
        indexes = (models.Index(fields=("bank", "-id")),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.action} {self.about_name}"
