"""Grouping what one press changes: every history row made inside an act names it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from simple_history.signals import pre_create_historical_record

from locator.models import Act
from locator.models.act import CURRENT_ACT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import User


@contextmanager
def act(*, by: User | None, how: Act.How, note: str = "", undoes: Act | None = None) -> Iterator[Act]:
    """Do what follows as one act, in one transaction; an act within an act is part of the outer one."""
    outer = CURRENT_ACT.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        name = by.get_username() if by else ""
        row = Act.objects.create(by=by, by_name=name, how=how, note=note, undoes=undoes)
        token = CURRENT_ACT.set(row)
        try:
            yield row
        finally:
            CURRENT_ACT.reset(token)


def _name_the_act(sender: Any, history_instance: Any, **kwargs: Any) -> None:
    row = CURRENT_ACT.get()
    if row is not None:
        history_instance.act = row
        history_instance.history_user_id = row.by_id


pre_create_historical_record.connect(_name_the_act, dispatch_uid="locator.catalogue.acts")
