"""What people searched in vain, counted by what it looked like and by district: what to add to the places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from locator.models import District, SearchCount
from locator.places import Shape

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

DAYS = 90
SHAPES = {
    Shape.ROAD: _("A road or a door"),
    Shape.ESTATE: _("An estate or a village"),
    Shape.STATION: _("A station or an exit"),
    Shape.OTHER: _("Something else"),
}


@dataclass(frozen=True, slots=True)
class InVain:
    """The searches of a district, or of none that was named, by the shape of what was typed."""

    district: District | None
    hits: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.hits)


def in_vain(today: date) -> list[InVain]:
    """Count by district, the most first, in two queries; those before the shape was noted are left out."""
    counted = (
        SearchCount.objects.filter(day__gt=today - timedelta(days=DAYS), shape__in=list(Shape))
        .order_by()
        .values_list("district", "shape")
        .annotate(times=Sum("hits"))
    )
    by_district: dict[str, dict[str, int]] = defaultdict(dict)
    for district, shape, times in counted:
        by_district[district][shape] = times
    districts = District.objects.in_bulk(list(by_district))
    rows = [
        InVain(districts.get(code), tuple(found.get(shape, 0) for shape in Shape))
        for code, found in by_district.items()
    ]
    return sorted(rows, key=lambda row: (-row.total, str(row.district)))


class ShapeFilter(admin.SimpleListFilter):
    """Counts of one shape."""

    title = _("Shape")
    parameter_name = "shape"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(shape.value, words) for shape, words in SHAPES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[SearchCount]) -> QuerySet[SearchCount]:
        return queryset.filter(shape=self.value()) if self.value() in set(Shape) else queryset
