"""The form of one group of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

from locator.catalogue.difference import Difference
from locator.catalogue.facts import label
from locator.models import Service

from .fields import field_for
from .groups import Group


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One error of the list at the top of a page: its field, the id to jump to, and what to do."""

    field: str
    target: str
    label: str
    message: str


class ListedErrors(forms.Form):
    """A form whose errors stand as a list at the top of its page, each with a link to its field."""

    def name_of(self, field: str) -> str | Promise:
        return self.fields[field].label or field

    @property
    def error_lines(self) -> Iterator[ErrorLine]:
        for name, messages in self.errors.items():
            for message in messages:
                if name in self.fields:
                    yield ErrorLine(name, self.target_of(name), str(self.name_of(name)), str(message))

    def target_of(self, field: str) -> str:
        """Return the id of the first thing of a field that can be reached."""
        bound = self[field]
        return f"{bound.auto_id}_0" if isinstance(bound.field.widget, forms.RadioSelect) else bound.auto_id

    def refuse(self, errors: Mapping[str, list[str]]) -> None:
        """Put what the catalogue refused beside the fields; the rest above them, with its name."""
        for fact, messages in errors.items():
            if fact in self.fields:
                self.add_error(fact, messages)
            else:
                name = self.name_of_other(fact)
                self.add_error(None, [f"{name}: {message}" for message in messages])

    def name_of_other(self, fact: str) -> str:
        return label(fact)


class FactsForm(ListedErrors):
    """The facts of a group, each under its own name."""

    def __init__(self, group: Group, facts: Mapping[str, Any], data: Any = None) -> None:
        super().__init__(data, initial={fact: facts[fact] for fact in group.facts})
        self.group = group
        for fact in group.facts:
            self.fields[fact] = field_for(fact, required=fact in group.required)

    def name_of(self, field: str) -> str | Promise:
        return label(field)

    @property
    def values(self) -> dict[str, Any]:
        """Return the facts as given, with those that go with them."""
        return {**self.cleaned_data, **self.group.always}

    def merged(self, changes: tuple[Difference, ...]) -> FactsForm:
        """Return the form with all that was typed, and the other person's facts where nothing was typed.

        A field that still holds what the other person has changed was not touched: to keep it would undo
        the other's change without a word.
        """
        theirs = {
            change.fact: change.new
            for change in changes
            if self.cleaned_data.get(change.fact, ...) == change.old
        }
        return FactsForm(self.group, {**self.cleaned_data, **theirs})

    @property
    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Return the fields, those of a service under its name."""
        found: dict[str, list[forms.BoundField]] = {}
        for name in self.fields:
            found.setdefault(name.rpartition(".")[0], []).append(self[name])
        for service, fields in found.items():
            yield (str(Service(service).label) if service else ""), fields
