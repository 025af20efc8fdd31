"""A list of short texts, typed one a line rather than as JSON."""

from __future__ import annotations

from typing import Any

from django import forms


class LinesField(forms.Field):
    """Reads a text area as the list of its lines, blanks dropped."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3, "cols": 40}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return [line for raw in str(value or "").splitlines() if (line := raw.strip())]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)
