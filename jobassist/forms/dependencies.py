"""Which fields depend on which: the order of working out, what follows a change, and circles."""

from graphlib import CycleError, TopologicalSorter

from jobassist.forms.definition import Definition, Field, Section
from jobassist.forms.expressions import Expression


def needs(field: Field, section: Section) -> set[str]:
    """The fields that decide a field's value and whether it is shown."""
    found = _names(field.calculate, field.visible, section.visible)
    own = {column.key for column in field.columns}
    for column in field.columns:
        found |= _names(column.calculate) - own
    return found


def watched(field: Field, section: Section) -> set[str]:
    """The fields whose change may change anything about a field."""
    required = field.required if isinstance(field.required, Expression) else None
    found = needs(field, section) | _names(required)
    own = {column.key for column in field.columns}
    for column in field.columns:
        also = column.required if isinstance(column.required, Expression) else None
        found |= _names(also, column.visible) - own
    return found


def order(definition: Definition) -> list[str]:
    """The fields so that each comes after those it needs. Raises: CycleError."""
    known = definition.by_key
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for section in definition.sections:
        for field in section.fields:
            sorter.add(field.key, *(needs(field, section) & known.keys()))
    return list(sorter.static_order())


def circle(definition: Definition) -> list[str] | None:
    """The keys of fields that wait for each other in a circle; None if there is none."""
    try:
        order(definition)
    except CycleError as error:
        return list(error.args[1])
    return None


def dependents(definition: Definition) -> dict[str, set[str]]:
    """For each field those that are to be worked out anew when it changes."""
    found: dict[str, set[str]] = {}
    for section in definition.sections:
        for field in section.fields:
            for name in watched(field, section):
                found.setdefault(name, set()).add(field.key)
    return found


def _names(*expressions: Expression | None) -> set[str]:
    return {name for one in expressions if one for name in one.names}
