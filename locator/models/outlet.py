"""Outlets and what they offer: what the catalogue says exists."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .act import CURRENT_ACT
from .bank import CODE, Bank, District
from .kept_history import kept_history
from .service import Service
from .validators import validate_hours, validate_phones


class OutletQuerySet(models.QuerySet["Outlet"]):
    """The rules about which outlets belong in which list, in one place."""

    def open_to_public(self, today: date | None = None) -> OutletQuerySet:
        """Return the outlets that are not struck off yet: one that closes next week is kept until then."""
        return self.exclude(status=Outlet.Status.CLOSED, status_from__lte=today or timezone.localdate())

    def sample(self) -> OutletQuerySet:
        """Return the fictional outlets."""
        return self.filter(bank__is_sample=True)


class Outlet(models.Model):
    """A bank branch that makes social security cards while the resident waits."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        SUSPENDED = "suspended", _("Suspended for a time")
        CLOSED = "closed", _("Closed for good")

    class PositionSource(models.TextChoices):
        NONE = "none", _("No position")
        SAMPLE = "sample", _("Chosen for the fictional sample")
        IMPORT = "import", _("From an imported table")
        GEOCODER = "geocoder", _("From a geocoder")
        STAFF = "staff", _("Set by staff")

    code = models.CharField(_("Code"), max_length=40, primary_key=True, validators=[CODE])
    bank = models.ForeignKey(Bank, verbose_name=_("Bank"), on_delete=models.PROTECT, related_name="outlets")
    district = models.ForeignKey(
        District, verbose_name=_("District"), on_delete=models.PROTECT, related_name="outlets"
    )
    name = models.CharField(_("Name"), max_length=120)
    name_en = models.CharField(_("Name in English"), max_length=160, blank=True)
    functional_area = models.CharField(
        _("Functional area"),
        max_length=40,
        blank=True,
        help_text=_("Such as 高新园区: a name that people use, not a district."),
    )
    town = models.CharField(_("Town or subdistrict"), max_length=60, blank=True)
    address = models.CharField(_("Address"), max_length=200)
    address_en = models.CharField(_("Address in English"), max_length=240, blank=True)
    landmark_note = models.CharField(_("How to find it"), max_length=200, blank=True)
    landmark_note_en = models.CharField(_("How to find it, in English"), max_length=240, blank=True)
    phones = models.JSONField(_("Telephone numbers"), default=list, blank=True, validators=[validate_phones])

    instant_issue = models.BooleanField(_("Makes cards on the spot"), default=True)
    second_generation = models.BooleanField(
        _("Second-generation cards"), default=True, help_text=_("Makes second-generation cards.")
    )
    third_generation = models.BooleanField(
        _("Third-generation cards"), default=False, help_text=_("Makes third-generation cards.")
    )
    machine_down_since = models.DateField(
        _("Card machine down since"), null=True, blank=True, help_text=_("Empty while the machine works.")
    )
    cards_in_stock = models.BooleanField(_("Blank cards in stock"), default=True)

    # NULL means that nobody has looked: it is shown as "not known", never as "no".
    step_free = models.BooleanField(_("Step-free access"), null=True, blank=True)
    low_counter = models.BooleanField(_("Low counter"), null=True, blank=True)
    hearing_loop = models.BooleanField(_("Hearing loop"), null=True, blank=True)
    accessible_parking = models.BooleanField(_("Accessible parking"), null=True, blank=True)

    latitude = models.FloatField(
        _("Latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("Longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    position_source = models.CharField(
        _("Where the position is from"),
        max_length=10,
        choices=PositionSource.choices,
        default=PositionSource.NONE,
    )
    position_verified = models.BooleanField(_("Position verified"), default=False)

    hours = models.CharField(
        _("Opening hours"),
        max_length=400,
        validators=[validate_hours],
        help_text=_("When the bank is open, in OpenStreetMap's opening_hours syntax."),
    )
    card_hours = models.CharField(
        _("Hours for card matters"),
        max_length=400,
        blank=True,
        validators=[validate_hours],
        help_text=_("When card matters are done, if not whenever the bank is open."),
    )

    status = models.CharField(_("Open or closed"), max_length=10, choices=Status.choices, default=Status.OPEN)
    status_from = models.DateField(_("Out of service from"), null=True, blank=True)
    status_until = models.DateField(
        _("Out of service until"), null=True, blank=True, help_text=_("The last day.")
    )
    status_reason = models.CharField(_("Reason"), max_length=200, blank=True)
    status_reason_en = models.CharField(_("Reason in English"), max_length=240, blank=True)

    notice = models.CharField(
        _("Notice"),
        max_length=300,
        blank=True,
        help_text=_("Shown to residents at the top of the outlet's page."),
    )
    notice_en = models.CharField(_("Notice in English"), max_length=360, blank=True)
    notice_until = models.DateField(
        _("Notice shown until"), null=True, blank=True, help_text=_("The last day.")
    )

    remark = models.CharField(
        _("Remark"), max_length=300, blank=True, help_text=_("For colleagues: residents never see it.")
    )
    source = models.CharField(_("Source"), max_length=200)
    verified_on = models.DateField(_("Verified on"), null=True, blank=True)
    checked_on = models.DateField(
        _("Report last looked into on"),
        null=True,
        blank=True,
        help_text=_("When a resident's report was last looked into."),
    )

    objects = OutletQuerySet.as_manager()
    history = kept_history()

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ("code",)
        indexes = (models.Index(fields=("district", "code")), models.Index(fields=("bank", "code")))
        constraints = (
            models.CheckConstraint(
                name="outlet_on_earth",
                condition=Q(latitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
            models.CheckConstraint(
                name="outlet_latitude_and_longitude_together",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="outlet_verified_position_exists",
                condition=Q(position_verified=False) | Q(latitude__isnull=False),
            ),
            models.CheckConstraint(
                name="outlet_position_names_its_source",
                condition=Q(latitude__isnull=True, position_source="none")
                | (Q(latitude__isnull=False) & ~Q(position_source="none")),
            ),
            models.CheckConstraint(
                name="outlet_status_known", condition=Q(status__in=["open", "suspended", "closed"])
            ),
            models.CheckConstraint(
                name="outlet_status_ends_after_it_starts",
                condition=Q(status_from__isnull=True)
                | Q(status_until__isnull=True)
                | Q(status_until__gte=F("status_from")),
            ),
            models.CheckConstraint(
                name="outlet_out_of_service_from_a_date",
                condition=Q(status="open", status_from__isnull=True, status_until__isnull=True)
                | Q(status="suspended", status_from__isnull=False)
                | Q(status="closed", status_from__isnull=False, status_until__isnull=True),
            ),
            models.CheckConstraint(name="outlet_has_hours", condition=~Q(hours="")),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the outlet; a new one gets its six offers in the same transaction."""
        is_new = self._state.adding
        with transaction.atomic():
            super().save(*args, **kwargs)
            if is_new:
                offers = self.offers.bulk_create([Offer(outlet=self, service=service) for service in Service])
                act = CURRENT_ACT.get()
                Offer.history.bulk_history_create(
                    offers, default_user=act and act.by, custom_historical_attrs={"act": act}
                )


class Offer(models.Model):
    """One service at one outlet; there are always six, available or not."""

    class Cards(models.TextChoices):
        ANY = "any", _("Any bank's card")
        OWN_BANK = "own-bank", _("This bank's cards only")

    class Who(models.TextChoices):
        HOLDER = "holder", _("The holder in person")
        PROXY = "proxy", _("The holder or a proxy")

    outlet = models.ForeignKey(
        Outlet, verbose_name=_("Outlet"), on_delete=models.CASCADE, related_name="offers"
    )
    service = models.CharField(_("Service"), max_length=12, choices=Service.choices)
    available = models.BooleanField(_("Offered here"), default=True)
    suspended_from = models.DateField(_("Suspended from"), null=True, blank=True)
    suspended_until = models.DateField(
        _("Suspended until"), null=True, blank=True, help_text=_("The last day.")
    )
    suspension_reason = models.CharField(_("Reason of the suspension"), max_length=200, blank=True)
    suspension_reason_en = models.CharField(
        _("Reason of the suspension, in English"), max_length=240, blank=True
    )
    hours = models.CharField(
        _("Own hours"),
        max_length=400,
        blank=True,
        validators=[validate_hours],
        help_text=_("Empty where the outlet's hours hold."),
    )
    cards = models.CharField(_("Whose cards"), max_length=8, choices=Cards.choices, default=Cards.ANY)
    who = models.CharField(_("Who may come"), max_length=6, choices=Who.choices, default=Who.HOLDER)
    note = models.CharField(_("Remark"), max_length=200, blank=True)
    note_en = models.CharField(_("Remark in English"), max_length=240, blank=True)

    history = kept_history()

    class Meta:
        verbose_name = _("service at an outlet")
        verbose_name_plural = _("services at outlets")
        ordering = ("outlet", "service")
        constraints = (
            models.UniqueConstraint(name="offer_once_per_outlet_and_service", fields=("outlet", "service")),
            models.CheckConstraint(name="offer_service_known", condition=Q(service__in=Service.values)),
            models.CheckConstraint(name="offer_cards_known", condition=Q(cards__in=["any", "own-bank"])),
            models.CheckConstraint(name="offer_who_known", condition=Q(who__in=["holder", "proxy"])),
            models.CheckConstraint(
                name="offer_suspension_ends_after_it_starts",
                condition=Q(suspended_until__isnull=True)
                | Q(suspended_from__isnull=False, suspended_until__gte=F("suspended_from")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_service_display()} · {self.outlet_id}"
