"""One field's value against what the field asks: read, and what is wrong with it.

A table is read and checked cell by cell, each row with its own cells and the form's fields in view.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jobassist.forms import problems, values
from jobassist.forms.definition import Field, FieldType
from jobassist.forms.expressions import Expression, evaluate, truth
from jobassist.forms.problems import Problem

Context = Mapping[str, Any]
"""The form's fields as expressions see them."""


class Checker:
    """`replacement` allows CPR numbers of test persons."""

    def __init__(self, today: date, *, replacement: bool = False) -> None:
        self._today = today
        self._replacement = replacement

    def read(self, field: Field, raw: Any, context: Context) -> Any:
        """The value as it is kept; None for nothing and for what cannot be read."""
        try:
            kept = values.read(field, raw, replacement=self._replacement)
        except values.UnreadableError:
            return None
        if field.type is not FieldType.TABLE or kept is None:
            return kept
        return [self._read_row(field, row, context) for row in kept]

    def needs(self, field: Field, context: Context) -> bool:
        """Whether it must be filled in."""
        if isinstance(field.required, Expression):
            return truth(field.required, context, self._today) is True
        return field.required

    def context_of(self, field: Field, row: Mapping[str, Any], context: Context) -> Context:
        """What an expression in a row of a table sees."""
        own = {
            c.key: values.native(c, self.read(c, row.get(c.key), context)) for c in field.columns
        }
        return {**context, **own}

    def problems(self, field: Field, raw: Any, kept: Any, context: Context) -> Iterable[Problem]:
        """What is wrong with a field that is shown; `kept` is `raw` as it was read."""
        if fault := self._fault(field, raw):
            yield problems.of_value(field.key, fault, **_bounds(field, fault))
        elif kept is None and self.needs(field, context):
            yield problems.of_value(field.key, "form.required", name=field.label.da)
        elif field.type is FieldType.DECLARATION and kept is False and field.required:
            yield problems.of_value(field.key, "form.not_declared")
        if field.type is FieldType.TABLE and (kept is not None or field.least_rows):
            yield from self._rows(field, rows_of(raw), context)

    def _rows(
        self, field: Field, rows: list[dict[str, Any]], context: Context
    ) -> Iterable[Problem]:
        if len(rows) < field.least_rows:
            yield problems.of_value(field.key, "form.too_few_rows", least=field.least_rows)
        for at, row in enumerate(rows):
            seen = self.context_of(field, row, context)
            for column in field.columns:
                if column.visible and truth(column.visible, seen, self._today) is not True:
                    continue
                place: dict[str, Any] = {"row": at, "column": column.key}
                raw = row.get(column.key)
                if fault := self._fault(column, raw):
                    yield problems.of_value(field.key, fault, **place, **_bounds(column, fault))
                elif raw in (None, "", []) and self.needs(column, seen):
                    name = column.label.da
                    yield problems.of_value(field.key, "form.required", name=name, **place)

    def _read_row(self, field: Field, row: Mapping[str, Any], context: Context) -> dict[str, Any]:
        read = {c.key: self.read(c, row.get(c.key), context) for c in field.columns}
        seen = {**context, **{c.key: values.native(c, read[c.key]) for c in field.columns}}
        for column in field.columns:
            if column.calculate is not None:
                worked_out = evaluate(column.calculate, seen, self._today)
                read[column.key] = self.read(column, worked_out, context)
                seen[column.key] = values.native(column, read[column.key])
        return {name: value for name, value in read.items() if value is not None}

    def _fault(self, field: Field, raw: Any) -> str | None:
        if field.calculate is not None:
            return None
        try:
            values.read(field, raw, replacement=self._replacement)
        except values.UnreadableError as error:
            return error.code
        return None


def rows_of(raw: Any) -> list[dict[str, Any]]:
    """A table's rows as they are kept (a list of one's own)."""
    return [dict(row) for row in raw if isinstance(row, dict)] if isinstance(raw, list) else []


def _bounds(field: Field, code: str) -> dict[str, Any]:
    if code == "form.too_small":
        return {"least": field.least or 0}
    if code == "form.too_large":
        return {"most": field.most or 0}
    if code == "form.too_long":
        return {"most": values.longest(field)}
    if code == "form.too_many_rows":
        return {"most": field.most_rows}
    return {}
