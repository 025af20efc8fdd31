"""How the models of the catalogue keep what they were."""

from __future__ import annotations

from functools import cache
from typing import Any

from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from .act import PartOfAct


class OnceMadeManager(HistoryManager):  # type: ignore[misc]
    """The library's manager, whose class is made once: it is asked for at every save of a row."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: Any, class_name: str | None = None) -> Any:
        """Return the class of managers with the methods of a queryset."""
        return super().from_queryset(queryset_class, class_name)


def kept_history() -> Any:
    """Return the descriptor to be named ``history`` in a model: each version of a row, with its act."""
    return HistoricalRecords(bases=[PartOfAct], history_manager=OnceMadeManager)
