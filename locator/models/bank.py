"""Banks and districts: to one of each belongs every outlet."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .kept_history import kept_history

CODE = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small letters, digits and single hyphens."))


class Bank(models.Model):
    """A partner bank; its name is printed on the cards that it issues."""

    code = models.CharField(_("Code"), max_length=40, primary_key=True, validators=[CODE])
    name = models.CharField(_("Name"), max_length=80, unique=True)
    name_en = models.CharField(_("Name in English"), max_length=120, blank=True)
    short_name = models.CharField(_("Short name"), max_length=40)
    phone = models.CharField(
        _("Telephone"), max_length=40, blank=True, help_text=_("The bank's own telephone line, if any.")
    )
    mail_applications = models.BooleanField(
        _("Takes applications by post"),
        default=False,
        help_text=_("Residents may choose this bank to make and post their card."),
    )
    is_sample = models.BooleanField(
        _("Fictional sample"), default=False, help_text=_("Fictional, for demonstration.")
    )

    history = kept_history()

    class Meta:
        verbose_name = _("bank")
        verbose_name_plural = _("banks")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """One of the ten county-level units of Dalian, by its GB/T 2260 code."""

    code = models.CharField(
        _("Code"), max_length=6, primary_key=True, validators=[RegexValidator(r"^2102\d{2}$")]
    )
    name = models.CharField(_("Name"), max_length=20, unique=True)
    name_en = models.CharField(_("Name in English"), max_length=60)
    latitude = models.FloatField(_("Latitude"))
    longitude = models.FloatField(_("Longitude"))
    radius_m = models.PositiveIntegerField(
        _("Radius in metres"),
        help_text=_("How far a place of the district may lie from the point, in metres."),
    )

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="district_on_earth",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        )

    def __str__(self) -> str:
        return self.name
