"""Field by field: what a change does to a record that others may have changed meanwhile.

A field clashes when another device changed it after the change's base revision. A device's own
earlier changes never clash with its later ones: it knew them when it made the later.
"""

from dataclasses import dataclass, field
from typing import Any

from central.lines import merge_lines, merge_sets
from central.refusal import Refused
from jobassist.records import FieldInfo, Kind, Merge
from jobassist.sync.wire import Clash

Body = dict[str, Any]
FieldRevs = dict[str, tuple[int, str]]
"""For each field the revision and the device that last changed it."""
History = dict[str, list[tuple[int, str, Any]]]
"""Earlier and present values (revision, device, value) of fields that merge inside."""

_KEEPS_HISTORY = (Merge.LINES, Merge.SET)
_LONGEST_HISTORY = 40
_NOBODY = "-"


@dataclass(slots=True)
class Held:
    """A record as the central holds it."""

    rev: int
    body: Body
    field_revs: FieldRevs
    history: History


@dataclass(slots=True)
class Merged:
    """What a change came to: the new values, what clashed, and whether others had part in it.

    `sent` holds, of the values that were merged inside, what the device had sent.
    """

    values: Body
    clashes: list[Clash]
    mixed: bool
    sent: Body = field(default_factory=dict)


def merge(kind: Kind, held: Held, base_rev: int, device: str, fields: Body) -> Merged:
    """The change against the record. Raises: Refused `fixed`."""
    merged = Merged({}, [], mixed=False)
    for name, value in fields.items():
        info = kind.field(name)
        if held.body[name] == value:
            continue
        if info.merge is Merge.FIXED:
            raise Refused("fixed")
        if not _moved(held, name, base_rev, device):
            merged.values[name] = value
            continue
        inside = _merge_inside(info, held, base_rev, device, value)
        if inside is None:
            merged.clashes.append(Clash(field=info.wire, stands=held.body[name], kept=value))
        else:
            merged.values[name] = inside
            merged.sent[name] = value
            merged.mixed = True
    others = (n for n in held.body if n not in fields and _moved(held, n, base_rev, device))
    merged.mixed = merged.mixed or any(others)
    return merged


def overrule(kind: Kind, held: Held, base_rev: int, device: str, final: Body) -> Merged:
    """A sealed whole takes the record over; what others had changed is told as clashes.

    Raises: Refused `fixed`.
    """
    values = {name: value for name, value in final.items() if held.body[name] != value}
    if any(kind.field(name).merge is Merge.FIXED for name in values):
        raise Refused("fixed")
    displaced = [name for name in values if _moved(held, name, base_rev, device)]
    clashes = [
        Clash(field=kind.field(name).wire, stands=values[name], kept=held.body[name])
        for name in displaced
    ]
    return Merged(values, clashes, mixed=bool(displaced))


def advance(kind: Kind, held: Held, device: str, values: Body, sent: Body | None = None) -> Held:
    """The record at its next revision with these values.

    A value that was merged inside is nobody's: the device (`sent` is what it knows) has yet to
    see it, and its next change is merged with it, too.
    """
    rev, sent = held.rev + 1, sent or {}
    history = dict(held.history)
    for name, value in values.items():
        if kind.field(name).merge in _KEEPS_HISTORY:
            known = [(rev, device, sent[name])] if name in sent else []
            author = _NOBODY if name in sent else device
            after = [*history.get(name, []), *known, (rev, author, value)]
            history[name] = after[-_LONGEST_HISTORY:]
    return Held(
        rev=rev,
        body={**held.body, **values},
        field_revs={
            **held.field_revs,
            **{name: (rev, _NOBODY if name in sent else device) for name in values},
        },
        history=history,
    )


def _moved(held: Held, name: str, base_rev: int, device: str) -> bool:
    rev, by = held.field_revs.get(name, (0, ""))
    return rev > base_rev and by != device


def _merge_inside(info: FieldInfo, held: Held, base_rev: int, device: str, value: Any) -> Any:
    """The field merged line by line or element by element; None where that cannot be done."""
    if info.merge not in _KEEPS_HISTORY:
        return None
    known = [
        old for rev, by, old in held.history.get(info.name, []) if rev <= base_rev or by == device
    ]
    if not known:
        return None
    if info.merge is Merge.SET:
        return merge_sets(known[-1], value, held.body[info.name])
    return merge_lines(known[-1], value, held.body[info.name])
