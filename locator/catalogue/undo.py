"""Undoing an act: every row goes back to what it was before, unless somebody has changed it since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.db.models import Model as DjangoModel
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from locator.models import (
    Act,
    Bank,
    CalendarDay,
    CalendarYear,
    GuideEntry,
    HoursException,
    MailApplication,
    Offer,
    Outlet,
    Place,
    Report,
    Visit,
)

from .acts import act

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.auth.models import User
    from django.db.models import Model

# Parents first: rows come back in this order, and go in the opposite one.
WITH_HISTORY: tuple[type[Model], ...] = (
    Bank, Outlet, Offer, HoursException, CalendarYear, CalendarDay, Place, GuideEntry,
)  # fmt: skip
SHOWN = 10
BATCH = 400


class CannotUndo(Exception):  # noqa: N818 - named for what it says
    """Nothing was undone; ``reasons`` says what stands in the way."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def undo(done: Act, *, by: User | None) -> Act:
    """Bring every row that an act has touched back to what it was, as an act of its own.

    Raises CannotUndo if the act has been undone already, or where a later change would be lost.
    """
    try:
        with transaction.atomic(), act(by=by, how=Act.How.UNDO, note=done.note, undoes=done) as row:
            befores = {model: _befores(model, done) for model in WITH_HISTORY}
            _refuse_where_residents_have_spoken(befores[Outlet])
            _refuse_what_belongs_to_a_bank(befores)
            _refuse_the_sample_beside_real_ones(befores, done)
            _refuse_names_taken_since(befores[Place])
            for model in WITH_HISTORY:
                _bring_back(model, befores[model], row, by)
            for model in reversed(WITH_HISTORY):
                _take_out(model, befores[model])
            return row
    except IntegrityError as error:
        if not Act.objects.filter(undoes=done).exists():
            raise
        raise CannotUndo([_("This has been undone already.")]) from error


def _befores(model: Any, done: Act) -> dict[Any, Any]:
    """Return, for each row that the act has touched, the history row before it; None if there was none."""
    key = model._meta.pk.attname
    touched = dict(
        model.history.filter(act=done).order_by().values_list(key).annotate(newest=Max("history_id"))
    )
    if not touched:
        return {}
    of_act = model.history.filter(**{f"{key}__in": model.history.filter(act=done).values(key)}).order_by()
    newest = dict(of_act.values_list(key).annotate(newest=Max("history_id")))
    later = [pk for pk, last in touched.items() if newest[pk] != last]
    if later:
        raise CannotUndo(_changed_later(model, key, later, newest))
    # Nothing came later, so whatever is not of this act came before it.
    before = dict(
        of_act.filter(~Q(act=done) | Q(act__isnull=True)).values_list(key).annotate(newest=Max("history_id"))
    )
    rows = {row.history_id: row for ids in _batches(before.values()) for row in _history(model, ids)}
    return {pk: rows.get(before.get(pk)) for pk in touched}


def _history(model: Any, ids: list[int]) -> Iterable[Any]:
    return list(model.history.filter(history_id__in=ids))


def _bring_back(model: Any, befores: dict[Any, Any], row: Act, by: User | None) -> None:
    wanted = {pk: before for pk, before in befores.items() if _existed(before)}
    present = {
        each.pk: each for ids in _batches(wanted) for each in model._default_manager.filter(pk__in=ids)
    }
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    for pk, before in wanted.items():
        if pk not in present:
            # Past the outlet's own save(), which would make six new offers beside those that come back.
            DjangoModel.save(before.instance, force_insert=True)
            continue
        for field in fields:
            setattr(present[pk], field.attname, getattr(before, field.attname))
    if present:
        bulk_update_with_history(
            list(present.values()),
            model,
            [field.name for field in fields],
            batch_size=100,
            default_user=by,
            custom_historical_attrs={"act": row},
        )


def _take_out(model: Any, befores: dict[Any, Any]) -> None:
    made = [pk for pk, before in befores.items() if not _existed(before)]
    for ids in _batches(made):
        model._default_manager.filter(pk__in=ids).delete()


def _existed(before: Any) -> bool:
    return before is not None and before.history_type != "-"


def _refuse_where_residents_have_spoken(befores: dict[Any, Any]) -> None:
    made = [pk for pk, before in befores.items() if not _existed(before)]
    spoken = {
        code
        for ids in _batches(made)
        for model in (Report, Visit)
        for code in model._default_manager.filter(outlet__in=ids).values_list("outlet", flat=True)
    }
    if spoken:
        said = _("Residents have written about %(outlet)s. Close it instead.")
        raise CannotUndo([said % {"outlet": code} for code in sorted(spoken)[:SHOWN]])


def _refuse_what_belongs_to_a_bank(befores: Mapping[Any, dict[Any, Any]]) -> None:
    """Refuse to take out a bank to which others have given outlets, colleagues or applications since."""
    made = [pk for pk, before in befores[Bank].items() if not _existed(before)]
    reasons = []
    # Whoever gives it something in this moment waits, and then finds no such bank.
    for bank in Bank.objects.select_for_update().filter(pk__in=made).order_by("pk"):
        outlets = set(bank.outlets.values_list("pk", flat=True)) - befores[Outlet].keys()
        accounts, applications = bank.staff.count(), bank.applications.count()
        if outlets or accounts or applications:
            said = _(
                "To %(bank)s belong by now %(outlets)d outlets, %(accounts)d accounts and %(applications)d "
                "applications by post. It can be taken out only without them."
            )
            counted = {"outlets": len(outlets), "accounts": accounts, "applications": applications}
            reasons.append(said % {"bank": bank.name, **counted})
    if reasons:
        raise CannotUndo(reasons)


def _refuse_the_sample_beside_real_ones(befores: Mapping[Any, dict[Any, Any]], done: Act) -> None:
    """Refuse to bring the sample back once residents rely on more than the list that is undone with it."""
    if not any(_existed(before) and before.is_sample for before in befores[Bank].values()):
        return
    real = set(Outlet.objects.filter(bank__is_sample=False).values_list("pk", flat=True))
    outlets = len(real - befores[Outlet].keys())
    since = MailApplication.objects.filter(bank__is_sample=False, submitted_at__gte=done.at).count()
    if outlets or since:
        said = _(
            "The fictional sample would come back beside what is real: since then %(outlets)d other outlets "
            "and %(applications)d applications by post have come. Correct the list by another table instead."
        )
        raise CannotUndo([said % {"outlets": outlets, "applications": since}])


def _refuse_names_taken_since(befores: dict[Any, Any]) -> None:
    """Refuse to give a place its name back where another bears it by now: both could not stand."""
    said = _("There is another place called “%(name)s” in its district by now. Rename that one first.")
    reasons = [
        said % {"name": before.name}
        for pk, before in befores.items()
        if _existed(before)
        and Place.objects.filter(name=before.name, district=before.district_id)
        .exclude(pk__in=[pk, *befores])
        .exists()
    ]
    if reasons:
        raise CannotUndo(reasons[:SHOWN])


def _changed_later(model: Any, key: str, later: list[Any], newest: dict[Any, int]) -> list[str]:
    rows = model.history.filter(history_id__in=[newest[pk] for pk in later[:SHOWN]]).select_related("act")
    said = _("%(what)s was changed again on %(day)s by %(who)s. Undo that change first.")
    return [
        said
        % {
            "what": row.instance,
            "day": row.history_date.date(),
            "who": (row.act.by_name if row.act else "") or _("the system"),
        }
        for row in rows
    ]


def _batches(values: Iterable[Any]) -> Iterable[list[Any]]:
    listed = list(values)
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))
