"""Putting the fictional sample into the database, and taking it out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.models import (
    ApplicationBatch,
    Bank,
    HoursException,
    Invitation,
    MailApplication,
    Offer,
    Outlet,
)
from locator.models.application import ENDED

from .sample_tables import SAMPLE, read_sample

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from django.contrib.auth.models import User
    from django.db.models import Model, QuerySet

    from .sample_tables import Sample


class SampleRefusedError(Exception):
    """The sample may not be loaded here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Changed:
    """How many rows were made, changed and deleted."""

    made: int = 0
    changed: int = 0
    deleted: int = 0

    def __add__(self, other: Changed) -> Changed:
        return Changed(self.made + other.made, self.changed + other.changed, self.deleted + other.deleted)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The sample as it now stands in the database, and what loading it has changed there."""

    sample: Sample
    changed: Changed


def load_sample(*, today: date, folder: Path = SAMPLE) -> Loaded:
    """Bring the sample's rows to what the tables say on ``today``; doing it again changes nothing.

    Raises SampleRefusedError beside real outlets, since nobody could tell them apart on the way to a bank,
    and ValueError for tables in ``folder`` that are broken; in both cases nothing is changed.
    """
    sample = read_sample(today, folder)
    with transaction.atomic():
        _refuse_beside_real_outlets(sample)
        changed = _settle(Bank.objects.filter(is_sample=True), sample.banks, ("code",))
        changed += _settle(Outlet.objects.sample(), sample.outlets, ("code",))
        # Each new outlet has brought its own six plain offers with it.
        changed += _settle(
            Offer.objects.filter(outlet__bank__is_sample=True), sample.offers, ("outlet_id", "service")
        )
        changed += _settle(
            HoursException.objects.filter(outlet__bank__is_sample=True),
            sample.exceptions,
            ("outlet_id", "service", "first_day"),
        )
    return Loaded(sample, changed)


def remove_sample(*, by: User | None = None) -> int:
    """Delete the sample banks with all that is theirs, and nothing else; return the number of outlets.

    The accounts that were made up with it go too: with real outlets nobody signs in on a demo password.
    Raises SampleRefusedError, and then nothing is changed, while an application of a real person hangs on it,
    and if ``by`` is such an account: nobody who answers for the real list would be left.
    """
    accounts = get_user_model()._default_manager.filter(staff_member__is_demo=True)
    with transaction.atomic():
        # Whoever applies at one of them in this moment waits, and then finds no such bank.
        banks = list(Bank.objects.select_for_update().filter(is_sample=True).order_by("pk"))
        forbidden = why_the_sample_stays() or _why_not_by(by, accounts)
        if forbidden:
            raise SampleRefusedError(forbidden)
        ApplicationBatch.objects.filter(bank__in=banks).delete()
        MailApplication.objects.filter(bank__in=banks, redacted_at__isnull=False).delete()
        # Before the banks, which take the mark of these accounts with them.
        invited = Invitation.objects.filter(invited_by__in=accounts, used_at=None, withdrawn_at=None)
        invited.update(withdrawn_at=timezone.now())
        accounts.delete()
        outlets = Outlet.objects.sample()
        count = outlets.count()
        outlets.delete()
        Bank.objects.filter(pk__in=[bank.pk for bank in banks]).delete()
    return count


def _why_not_by(by: User | None, accounts: QuerySet[User]) -> str:
    if by is None or not accounts.filter(pk=by.pk).exists():
        return ""
    return _(
        "Your account was made up for demonstration and goes with the sample. Do this with an account of "
        "your own: manage.py createsuperuser makes one, and so does an invitation."
    )


def why_the_sample_stays() -> str:
    """Say what forbids deleting the sample, and what to do; empty if nothing does.

    An application is somebody's as long as it is not erased; nobody asks for one that is.
    """
    held = MailApplication.objects.filter(bank__is_sample=True, redacted_at=None)
    count = held.aggregate(all=Count("pk"), open=Count("pk", filter=~Q(state__in=ENDED)))
    if not count["all"]:
        return ""
    return _(
        "Applications by post at the fictional banks that are not erased yet: %(all)d, of which %(open)d "
        "have not ended. Somebody's personal facts hang on the sample, so it stays. Let the open ones end "
        "(withdrawn or rejected), then erase them with manage.py redact_applications --sample."
    ) % {"all": count["all"], "open": count["open"]}


def _refuse_beside_real_outlets(sample: Sample) -> None:
    real = Outlet.objects.filter(bank__is_sample=False).count()
    if real:
        raise SampleRefusedError(
            _(
                "The catalogue holds %(count)d outlets of real banks. Fictional ones beside them would "
                "mislead residents, so nothing was loaded. Load the sample into an empty database."
            )
            % {"count": real}
        )
    taken = Bank.objects.filter(
        Q(code__in=[bank.code for bank in sample.banks]) | Q(name__in=[bank.name for bank in sample.banks]),
        is_sample=False,
    ).first()
    if taken:
        raise SampleRefusedError(
            _("%(bank)s is not marked as fictional. Rename this bank, then load the sample again.")
            % {"bank": f"{taken.name} ({taken.code})"}
        )


def _settle(existing: QuerySet[Any], wanted: Sequence[Model], identity: tuple[str, ...]) -> Changed:
    """Make, change and delete rows until the existing ones are the wanted ones; equal rows are left alone."""
    fields = [field.attname for field in existing.model._meta.concrete_fields if not field.primary_key]
    present = {_values(row, identity): row for row in existing}
    made = changed = 0
    for row in wanted:
        _validate(row)
        standing = present.pop(_values(row, identity), None)
        if standing is None:
            row.save(force_insert=True)
            made += 1
        elif _values(standing, fields) != _values(row, fields):
            row.pk = standing.pk
            row._state.adding = False
            row.save(force_update=True)
            changed += 1
    for leftover in present.values():
        leftover.delete()
    return Changed(made, changed, len(present))


def _values(row: Model, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)


def _validate(row: Model) -> None:
    try:
        # Which rows a row belongs to, the database checks.
        row.clean_fields(exclude={"bank", "district", "outlet"})
    except ValidationError as error:
        raise ValueError(f"{row}: {'; '.join(error.messages)}") from error
