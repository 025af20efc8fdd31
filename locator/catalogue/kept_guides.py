"""Taking a shipped guide over into the catalogue, where administrators go on with it line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from locator.models import Act, CatalogueVersion, GuideEntry

from .acts import act
from .guides import shipped_guides
from .rules import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from locator.models import Service

# Between two lines, so that one can be put between them later.
STEP = 10


def take_over(service: Service, *, by: User) -> Act:
    """Write the shipped lines of a service as entries; raises Refused where there are any already."""
    with act(by=by, how=Act.How.ADMIN, note=_("Guide to “%(service)s”") % {"service": service.label}) as row:
        CatalogueVersion.objects.select_for_update().get()  # two who press at once take turns
        if GuideEntry.objects.filter(service=service).exists():
            raise Refused({"service": [_("This guide is kept here already. Change its lines.")]})
        for number, line in enumerate(shipped_guides()[service], start=1):
            GuideEntry.objects.create(
                service=line.service,
                audience=line.audience,
                section=line.section,
                order=number * STEP,
                text=line.text,
                text_en=line.text_en,
                known=line.known,
                source=line.source,
                checked_on=line.checked_on,
            )
    return row
