"""Lines of the guides as administrators keep them; they replace the shipped guide of a service."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .kept_history import kept_history
from .service import Service


class GuideEntry(models.Model):
    """One statement about a service; where ``known`` is false, it says what to ask 12333."""

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        ADULT = "adult", _("16 years and older")
        CHILD = "child", _("Younger than 16")
        PROXY = "proxy", _("Somebody in the holder's place")
        NON_MAINLAND = "non-mainland", _("Without a mainland identity card")

    class Section(models.TextChoices):
        WHO = "who", _("Who")
        BRING = "bring", _("What to bring")
        BANK_PART = "bank-part", _("The bank's part")
        SOCIAL_PART = "social-part", _("The social security part")
        FEE = "fee", _("Fee")
        TIME = "time", _("Time")
        CHANNEL = "channel", _("Ways to do it")
        AFTER = "after", _("Afterwards")

    service = models.CharField(_("Service"), max_length=12, choices=Service.choices)
    section = models.CharField(_("Section"), max_length=11, choices=Section.choices)
    audience = models.CharField(
        _("Audience"), max_length=12, choices=Audience.choices, default=Audience.EVERYONE
    )
    order = models.PositiveSmallIntegerField(_("Order"), default=0)
    text = models.CharField(_("Text"), max_length=500)
    text_en = models.CharField(_("Text in English"), max_length=800)
    known = models.BooleanField(
        _("Known"), default=True, help_text=_("Off: the line says what to ask 12333.")
    )
    source = models.CharField(_("Source"), max_length=300)
    checked_on = models.DateField(_("Checked on"))

    history = kept_history()

    class Meta:
        verbose_name = _("line of a guide")
        verbose_name_plural = _("lines of the guides")
        ordering = ("service", "section", "order", "id")
        constraints = (
            models.CheckConstraint(name="guide_service_known", condition=Q(service__in=Service.values)),
            models.CheckConstraint(
                name="guide_section_known",
                condition=Q(
                    section__in=[
                        "who",
                        "bring",
                        "bank-part",
                        "social-part",
                        "fee",
                        "time",
                        "channel",
                        "after",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="guide_audience_known",
                condition=Q(audience__in=["everyone", "adult", "child", "proxy", "non-mainland"]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_service_display()} · {self.get_section_display()} · {self.order}"
