"""Every table of the database, each behind those that its rows refer to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import models, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .opened import database

Model = type[models.Model]


def tables(alias: str) -> list[Model]:
    """Return the models of all tables, historical rows and many-to-many ones too, in order of dependence."""
    every = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and router.allow_migrate_model(alias, model)
    ]
    needs = {model: {other for other in _referred_to(model) if other is not model} for model in every}
    # By name first, so that the order is the same in every process.
    ordered = TopologicalSorter({model: needs[model] for model in sorted(every, key=_name)})
    return [model for model in ordered.static_order() if model in needs]


def columns(model: Model) -> list[models.Field[Any, Any]]:
    """Return the fields of a table's own columns."""
    return list(model._meta.local_concrete_fields)


def missing_migrations(alias: str) -> list[str]:
    """Return the migrations that this release has and a database has not; raises Error without it.

    A newer release may have left the database further on.
    """
    missing = _of_this_release() - set(MigrationRecorder(database(alias)).applied_migrations())
    return sorted(f"{app}.{name}" for app, name in missing)


@lru_cache(maxsize=1)
def _of_this_release() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.nodes)


def _referred_to(model: Model) -> Iterator[Model]:
    field: Any
    for field in columns(model):
        # A historical row names what it is of without a constraint: that may be gone.
        if (field.many_to_one or field.one_to_one) and field.db_constraint:
            yield field.related_model._meta.concrete_model


def _name(model: Model) -> str:
    return model._meta.db_table
