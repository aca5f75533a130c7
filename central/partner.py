"""What partners see of a case: the kinds and fields that the declarations open to them.

A partner is an unemployment fund, a doctor, a place that offers a measure: they need to know whose
case it is and who works on it, and nothing of what is written in it.
"""

from datetime import date, datetime
from typing import Any

from jobassist.records import KINDS
from jobassist.sync.wire import Page

KINDS_SHOWN = frozenset(
    kind.name for kind in KINDS.values() if any(info.partner for info in kind.fields)
)


def narrowed(page: Page, scope: str) -> Page:
    """The page as partners get it, under their scope's name."""
    rows = tuple(
        row.model_copy(update={"fields": row.fields and _shown(row.kind, row.fields)})
        for row in page.rows
    )
    return page.model_copy(update={"scope": scope, "rows": rows})


def _shown(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The open fields as they are, every other one empty."""
    return {
        info.wire: fields.get(info.wire) if info.partner else _empty(info.type, info.nullable)
        for info in KINDS[kind].fields
        if info.partner or info.required or info.wire in fields
    }


def _empty(type_: type, nullable: bool) -> Any:
    if nullable:
        return None
    if issubclass(type_, bool):
        return False
    if issubclass(type_, int):
        return 0
    if issubclass(type_, tuple):
        return []
    if issubclass(type_, date):  # an instant is one, too
        return "0001-01-01T00:00:00.000Z" if issubclass(type_, datetime) else "0001-01-01"
    return ""
