"""The six things that every instant-issuance outlet can do with a card."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Service(models.TextChoices):
    """The six basic services; the values stand in URLs, tables and the API, so they never change."""

    APPLY = "apply", pgettext_lazy("service", "Apply for a card")
    ACTIVATE = "activate", pgettext_lazy("service", "Activate a card")
    PIN = "pin", pgettext_lazy("service", "Set or change the PIN")
    REPORT_LOSS = "report-loss", pgettext_lazy("service", "Report a loss")
    CANCEL_LOSS = "cancel-loss", pgettext_lazy("service", "Cancel a loss report")
    REPLACE = "replace", pgettext_lazy("service", "Replace a card")


# Where a card is made on the spot, so where the machine and the stock of blank cards decide.
MAKES_A_CARD = frozenset({Service.APPLY, Service.REPLACE})

# Where the bank printed on the card decides which outlets can do the bank's part.
ASKS_FOR_CARD_BANK = frozenset({Service.ACTIVATE, Service.PIN, Service.REPLACE})
