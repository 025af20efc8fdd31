"""The one row that tells every worker that the catalogue has changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CatalogueVersion(models.Model):
    """A number that database triggers raise with every change to a catalogue table.

    Triggers, because a bulk update, raw SQL or a hand at the database's own prompt must not leave
    workers answering from an old snapshot, and because only so it is the same transaction every time.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(_("Number"))
    changed_at = models.DateTimeField(_("Changed at"))

    class Meta:
        verbose_name = _("version of the catalogue")
        verbose_name_plural = _("version of the catalogue")
        constraints = (models.CheckConstraint(name="one_catalogue_version", condition=Q(id=1)),)

    def __str__(self) -> str:
        return str(self.number)
