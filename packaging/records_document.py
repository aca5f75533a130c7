"""docs/records.md: every kind of record and its fields, as the declarations have them.

`write`  write it anew
`check`  fail if it is not as the declarations are

Whoever implements the protocol needs no Python to read it; the tests keep it true.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from jobassist.records import KINDS, FieldInfo, Kind, Merge

FILE = Path(__file__).resolve().parents[1] / "docs" / "records.md"
_OPENING = """# The records on the wire

Made from the declarations in `jobassist/records/` by `python packaging/records_document.py write`.
How they travel, who may read and change them, and what merging does: [protocol.md](protocol.md).

`required`: a new record has it. `or null`: it may be empty. A set is a sorted list of text. What
merging does with a field stands last: `fixed`, `field`, `lines`, `set`, `keys`, or `central` (what
devices send is ignored).
"""
_TYPES = {
    str: "text",
    int: "number",
    bool: "true or false",
    date: "day",
    datetime: "instant",
    tuple: "set",
}


def main(task: str) -> int:
    """Do the task; returns the exit code."""
    if task == "write":
        FILE.write_text(document(), encoding="utf-8")
        return 0
    if task == "check":
        return int(FILE.read_text(encoding="utf-8") != document())
    print(__doc__, file=sys.stderr)
    return 2


def document() -> str:
    """The whole text."""
    kinds = sorted(KINDS.values(), key=lambda kind: kind.name)
    return "\n".join([_OPENING, *(line for kind in kinds for line in _kind(kind))])


def _kind(kind: Kind) -> Iterator[str]:
    yield f"## {kind.name}\n"
    yield " ".join(_about(kind)) + "\n"
    yield "| field | type | | merge |"
    yield "|---|---|---|---|"
    for info in kind.fields:
        yield f"| `{info.wire}` | {_type(info)} | {', '.join(_notes(info))} | {info.merge.value} |"
    yield ""


def _about(kind: Kind) -> Iterator[str]:
    holder = f", of the case in `{kind.case_field}`" if kind.case_field not in (None, "id") else ""
    yield f"Scope: `{kind.scope.value}`{holder}."
    if kind.sealed_when:
        field, value = kind.sealed_when
        yield f"Sealed when `{field}` is `{value}`; nothing of it changes after that."
    elif kind.insert_only:
        yield "Never changed once it is made."
    if kind.author:
        yield f"Only the user in `{kind.author}` changes it."
    if kind.vouched:
        yield "Leaves the central signed."
    if all(info.merge is Merge.CENTRAL for info in kind.fields):
        yield "Written by the central alone."


def _type(info: FieldInfo) -> str:
    if issubclass(info.type, StrEnum):
        values = " ".join(f"`{one.value}`" for one in info.type)
        return f"one of {values}"
    named = f"id of a `{info.references}`" if info.references else _TYPES[info.type]
    return f"{named} or null" if info.nullable else named


def _notes(info: FieldInfo) -> Iterator[str]:
    if info.required:
        yield "required"
    if info.partner:
        yield "partners see it"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))
