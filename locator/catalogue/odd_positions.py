"""What is possible about a position but unlikely: whoever proposes it says that it is right all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .checks import REMOTE_M

if TYPE_CHECKING:
    from collections.abc import Mapping

    from locator.models import Point

    from .checks import Surroundings


def what_is_odd(
    point: Point, district: str, surroundings: Surroundings, districts: Mapping[str, str], found: str | None
) -> str:
    """Say what is odd about a point for an outlet of a district, empty where nothing is.

    ``found`` is the district of the places around the point; ``districts`` holds their names by code.
    """
    odd = []
    if found is not None and found != district:
        names = {"found": districts.get(found, found), "said": districts.get(district, "")}
        odd.append(_("The places around this point lie in %(found)s, not in %(said)s.") % names)
    metres = surroundings.metres_to_nearest(point, district)
    if metres is not None and metres > REMOTE_M:
        said = _("This point lies %(kilometres).1f km from every known place of its district.")
        odd.append(said % {"kilometres": metres / 1000})
    return " ".join(odd)
