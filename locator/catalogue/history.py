"""What was changed, by whom and when, as a person can read it; and who may undo it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from locator.models import Act, HoursException, Offer, Outlet, Place, Role, Service

from .row_words import FieldChange, fields_changed
from .scope import member_of, outlets_of, role_of
from .undo import WITH_HISTORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.auth.models import User
    from django.db.models import Model, QuerySet

# The models of which everybody sees the rows of their own outlets, with the field that names the outlet.
OF_OUTLETS: dict[type[Model], str] = {Outlet: "code", Offer: "outlet_id", HoursException: "outlet_id"}


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an act did to one row: made it, changed it or took it out."""

    what: str
    outlet: str
    kind: str
    fields: tuple[FieldChange, ...]
    # Whether it can be put back by itself, with what came later kept.
    returns: bool = False


def acts_of(user: User, outlet: str = "") -> QuerySet[Act]:
    """Return the acts that touched a person's outlets, or one of them, newest first.

    A place belongs to no bank, but who changed it does: everybody sees what the own bank's people did there.
    """
    acts = Act.objects.select_related("undoes", "by")
    if role_of(user) == Role.ADMINISTRATOR and not outlet:
        return acts
    kept = outlets_of(user)
    codes = kept.filter(code=outlet).values("code") if outlet else kept.values("code")
    touched = Q()
    for model, key in OF_OUTLETS.items():
        rows = model.history.filter(act=OuterRef("pk"), **{f"{key}__in": codes})  # type: ignore[attr-defined]
        touched |= Q(Exists(rows))
    if not outlet:
        touched |= Q(Exists(_of_places(user).filter(act=OuterRef("pk"))))
    return acts.filter(touched)


def changes_of(
    acts: Iterable[Act], *, user: User, outlet: str = "", at_most: int = 5
) -> dict[int, list[RowChange]]:
    """Return, by act, what it did to the rows that the person may see; ``at_most`` rows a table and act."""
    ids = [act.pk for act in acts]
    everything = role_of(user) == Role.ADMINISTRATOR and not outlet
    found: dict[int, list[RowChange]] = defaultdict(list)
    listed: list[tuple[type[Model], Any, Any]] = []
    for model in WITH_HISTORY if everything else OF_OUTLETS:
        rows = model.history.filter(act_id__in=ids)  # type: ignore[attr-defined]
        if not everything:
            kept = outlets_of(user).filter(code=outlet) if outlet else outlets_of(user)
            rows = rows.filter(**{f"{OF_OUTLETS[model]}__in": kept.values("code")})
        listed += [(model, row, before) for row, before in _with_before(model, rows, at_most)]
    if not everything and not outlet:
        of_places = _of_places(user).filter(act_id__in=ids)
        listed += [(Place, row, before) for row, before in _with_before(Place, of_places, at_most)]
    codes = {getattr(row, OF_OUTLETS[model]) for model, row, _before in listed if model in OF_OUTLETS}
    names = dict(Outlet.objects.filter(code__in=codes).values_list("code", "name"))
    for model, row, before in listed:
        change = _row_change(model, row, before, names)
        if change.fields or change.kind != "~":
            found[row.act_id].append(change)
    return found


def may_undo(user: User, act: Act) -> bool:
    """Tell whether a person may undo an act: everything in it is theirs, and they could have done it.

    A clerk undoes what a clerk does alone; what a second person accepted, a manager undoes.
    """
    role = role_of(user)
    if role == Role.ADMINISTRATOR:
        return True
    if role is None:
        return False
    by_one = {Act.How.PORTAL, Act.How.IMPORT}  # a table with anything else in it becomes a proposal
    alone = act.how in by_one or (act.undoes is not None and act.undoes.how in by_one)
    if role == Role.CLERK and not alone:
        return False
    kept = outlets_of(user).values("code")
    of_places, own = Place.history.filter(act=act), _of_places(user).filter(act=act)
    if of_places.exists() and not own.exists():
        return False
    others = [model for model in WITH_HISTORY if model not in {*OF_OUTLETS, Place}]
    return not any(
        model.history.filter(act=act).exclude(**{f"{key}__in": kept}).exists()  # type: ignore[attr-defined]
        for model, key in OF_OUTLETS.items()
    ) and not any(model.history.filter(act=act).exists() for model in others)  # type: ignore[attr-defined]


def _of_places(user: User) -> QuerySet[Any]:
    """Return what the people of a person's bank have done to places; an act is one person's as a whole."""
    member = member_of(user)
    rows: QuerySet[Any] = Place.history.none()
    if member is not None and member.bank_id is not None:
        rows = Place.history.filter(act__by__staff_member__bank_id=member.bank_id)
    return rows


def values_before(act: Act, outlet: str, *, user: User) -> dict[str, Any]:
    """Return the facts of an outlet that an act changed, as they were before it, for putting them back."""
    changes = changes_of([act], user=user, outlet=outlet, at_most=20)[act.pk]
    return {
        field.fact: field.before
        for change in changes
        if change.returns
        for field in change.fields
        if field.fact
    }


def _with_before(model: Any, rows: Any, at_most: int) -> list[tuple[Any, Any]]:
    """Return history rows, the first few of each act, each with the row before it."""
    key = model._meta.pk.attname
    earlier = model.history.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    listed = list(
        rows.annotate(
            place=Window(RowNumber(), partition_by=F("act_id"), order_by=F("history_id").asc()),
            before_id=Subquery(earlier.order_by("-history_id").values("history_id")[:1]),
        )
        .filter(place__lte=at_most)
        .order_by("history_id")
    )
    befores = model.history.in_bulk([row.before_id for row in listed if row.before_id])
    return [(row, befores.get(row.before_id)) for row in listed]


def _row_change(model: type[Model], row: Any, before: Any, names: Mapping[str, str]) -> RowChange:
    outlet = str(getattr(row, OF_OUTLETS[model])) if model in OF_OUTLETS else ""
    what = (
        names.get(outlet, outlet) if outlet else f"{capfirst(str(model._meta.verbose_name))}: {row.instance}"
    )
    service = getattr(row, "service", "")
    if model is Offer:
        what = _("%(outlet)s, %(service)s") % {"outlet": what, "service": Service(service).label}
    elif model is HoursException:
        what = _("%(outlet)s, days from %(first)s to %(last)s") % {
            "outlet": what, "first": row.first_day, "last": row.last_day,
        }  # fmt: skip
    returns = bool(outlet) and (model is HoursException or row.history_type == "~")
    return RowChange(what, outlet, row.history_type, fields_changed(model, row, before), returns)
