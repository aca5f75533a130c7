"""Records of every kind, made up by hypothesis from their declarations."""

import json
from datetime import UTC, date, datetime
from enum import StrEnum

from hypothesis import strategies as st

from jobassist.records import FieldInfo, Kind, Merge, Record

_DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
_INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
_OBJECTS = st.dictionaries(st.text(), st.text() | st.booleans() | st.none()).map(json.dumps)


def values(field: FieldInfo) -> st.SearchStrategy[object]:
    """Any value the field may have."""
    strategy = _OBJECTS if field.merge is Merge.KEYS else _of_type(field.type)
    return st.one_of(st.none(), strategy) if field.nullable else strategy


def records(kind: Kind) -> st.SearchStrategy[Record]:
    """Any record of the kind."""
    fields = {field.name: values(field) for field in kind.fields}
    return st.builds(kind.cls, id=st.uuids().map(str), rev=st.integers(0, 2**53), **fields)


def _of_type(kind: type) -> st.SearchStrategy[object]:
    if kind is datetime:
        return _INSTANTS.map(lambda t: t.replace(microsecond=t.microsecond // 1000 * 1000))
    if kind is date:
        return _DAYS
    if kind is tuple:
        return st.lists(st.text()).map(lambda texts: tuple(sorted(texts)))
    if issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    return {str: st.text(), int: st.integers(), bool: st.booleans()}[kind]
