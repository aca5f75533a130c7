"""A record's plain form: `{field name: value}` as it is stored and sent.

One conversion serves the local store, the wire and the central, so that all three agree.
"""

import dataclasses
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, TypeVar

from jobassist.errors import UserError
from jobassist.records.declare import FieldInfo, Kind, Merge, Record, Value, kind_of

R = TypeVar("R", bound=Record)
_AS_THEY_ARE = frozenset({str, int, bool})
"""Types whose values are plain already; a type that only descends from one may not be."""


def to_plain(record: Record) -> dict[str, Value]:
    """The record's declared fields (without `id` and `rev`) in plain form, by field name."""
    names, values = _names(type(record))
    return {
        name: value if value is None or type(value) in _AS_THEY_ARE else plain(value)
        for name, value in zip(names, values(record), strict=True)
    }


def from_plain(cls: type[R], id: str, rev: int, values: dict[str, Any]) -> R:
    """The record again. Unknown names are ignored; a missing or wrong value is a `UserError`.

    Raises: UserError `record.invalid` with the kind and the field's name.
    """
    kind = kind_of(cls)
    given = {}
    for info in kind.fields:
        if info.name in values:
            value = values[info.name]
            plainly = type(value) is info.type and info.type in _AS_THEY_ARE
            if not plainly or info.merge is Merge.KEYS:
                value = _typed(kind, info, value)
            given[info.name] = value
        elif info.required:
            raise UserError("record.invalid", kind=kind.name, field=info.name)
    return cls(id=id, rev=rev, **given)


def changed(before: Record | None, after: Record) -> dict[str, Value]:
    """What `after` changes, in plain form; for a new record everything that is not default."""
    if before is None:
        blank = {f.name: f.default for f in dataclasses.fields(after)}
        return {
            f.name: plain(getattr(after, f.name))
            for f in kind_of(after).fields
            if f.required or getattr(after, f.name) != blank[f.name]
        }
    old, new = to_plain(before), to_plain(after)
    return {name: value for name, value in new.items() if value != old[name]}


def plain(value: object) -> Value:
    """One value in plain form."""
    if isinstance(value, datetime):
        instant = value if value.tzinfo is UTC else value.astimezone(UTC)
        return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return sorted(str(element) for element in value)
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(type(value).__name__)


def _names(cls: type[Record]) -> tuple[tuple[str, ...], Callable[[Record], tuple[Any, ...]]]:
    """The declared fields, and what reads all of them off a record."""
    if cls not in _NAMES:
        names = tuple(info.name for info in kind_of(cls).fields)
        alone = len(names) == 1  # attrgetter gives a single value as it is
        _NAMES[cls] = (
            names,
            (lambda record: (getattr(record, names[0]),)) if alone else attrgetter(*names),
        )
    return _NAMES[cls]


_NAMES: dict[type, tuple[tuple[str, ...], Callable[[Record], tuple[Any, ...]]]] = {}


def _typed(kind: Kind, info: FieldInfo, value: Any) -> Any:
    if value is None and info.nullable:
        return None
    try:
        if info.merge is Merge.KEYS and not isinstance(json.loads(value), dict):
            raise ValueError
        return _parse(info.type, value)
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise UserError("record.invalid", kind=kind.name, field=info.name) from None


def _parse(kind: type, value: Any) -> Any:
    if kind is datetime:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError
        return instant.astimezone(UTC)
    if kind is date:
        return date.fromisoformat(value)
    if kind is tuple:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise TypeError
        return tuple(sorted(value))
    if issubclass(kind, StrEnum):
        return kind(value)
    if kind is bool and value in (0, 1):
        return bool(value)
    if type(value) is not kind:
        raise TypeError
    return value
