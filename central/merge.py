"""Field by field: what a change does to a record that others may have changed meanwhile.

A field clashes when another device changed it after the change's base revision. A device's own
earlier changes never clash with its later ones: it knew them when it made the later. Text, sets and
objects are merged inside; of an object only the keys clash that both changed.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from central.lines import differing, merge_keys, merge_lines, merge_sets, only
from central.refusal import Refused
from jobassist.records import KINDS, FieldInfo, Kind, Merge, Rests
from jobassist.sync.wire import Clash

Body = dict[str, Any]
FieldRevs = dict[str, tuple[int, str, int]]
"""For each field the revision, the device and the number of the epoch that last changed it; a
field unknown here stands under its wire name after a plus."""
History = dict[str, list[tuple[Any, ...]]]
"""Earlier and present values (revision, device, value, number of the epoch) of fields that merge
inside; without the last, what was kept before that was: it is of the first epoch."""

_KEEPS_HISTORY = (Merge.LINES, Merge.SET, Merge.KEYS)
_LONGEST_HISTORY = 40
_NOBODY = "-"
_REVISIONS = ""
"""In a history, beside the fields: who made each revision (a user's id), and when."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a change was made against, and by which device; `user` and `at`: by whom, and when."""

    rev: int
    device: str
    epoch: int = 0
    user: str = ""
    at: str = ""


@dataclass(slots=True)
class Held:
    """A record as the central holds it. `unknown`: fields of a newer device, by wire name."""

    rev: int
    body: Body
    field_revs: FieldRevs
    history: History
    unknown: Body = field(default_factory=dict)


@dataclass(slots=True)
class Merged:
    """What a change came to: the new values, what clashed, and whether others had part in it.

    `sent` holds, of the values that were merged inside, what the device had sent.
    """

    values: Body
    clashes: list[Clash]
    mixed: bool
    unknown: Body = field(default_factory=dict)
    sent: Body = field(default_factory=dict)


def merge(kind: Kind, held: Held, base: Base, fields: Body, unknown: Body | None = None) -> Merged:
    """The change against the record. Raises: Refused `fixed`."""
    merged = Merged({}, [], mixed=False)
    for name, value in fields.items():
        info = kind.field(name)
        if held.body[name] == value:
            continue
        if info.merge is Merge.FIXED:
            raise Refused("fixed")
        if not _moved(held, name, base):
            merged.values[name] = value
            continue
        inside = _merge_inside(info, held, base, value)
        if inside is None:
            merged.clashes.append(_clash(held, info, held.body[name], value))
            continue
        merged.values[name], clashing = inside
        merged.sent[name] = value
        merged.mixed = True
        if clashing:
            stands, kept = only(held.body[name], clashing), only(value, clashing)
            merged.clashes.append(_clash(held, info, stands, kept, clashing))
    for name, value in (unknown or {}).items():
        if held.unknown.get(name) == value:
            continue
        if _moved(held, _key(name), base):
            merged.clashes.append(Clash(field=name, stands=held.unknown.get(name), kept=value))
        else:
            merged.unknown[name] = value
    others = (n for n in held.body if n not in fields and _moved(held, n, base))
    merged.mixed = merged.mixed or any(others)
    if kind.rests:
        _rest(kind, kind.rests, held, base, merged)
    return merged


def _rest(kind: Kind, rests: Rests, held: Held, base: Base, merged: Merged) -> None:
    """What a state rests on was changed by one who did not know of it: see `Rests`."""
    reached = merged.values.get(rests.state)
    present = held.body[rests.state]
    own = merged.values.keys() & set(rests.on)
    others = any(_moved(held, name, base) for name in rests.on)
    unaware = own and _moved(held, rests.state, base)
    if (reached in rests.falls and others) or (present in rests.falls and unaware):
        merged.sent[rests.state] = merged.values.pop(rests.state, present)
        merged.mixed = True
        if present != rests.back:
            merged.values[rests.state] = rests.back
    elif reached not in (None, rests.back) and others:
        _stand_by(kind, rests, held, base, merged)
    elif present not in (rests.back, *rests.falls) and unaware:
        for name in sorted(own):
            mine = merged.sent.pop(name, merged.values[name])
            del merged.values[name]
            wire = kind.field(name).wire
            merged.clashes = [one for one in merged.clashes if one.field != wire]
            merged.clashes.append(_clash(held, kind.field(name), held.body[name], mine))


def _stand_by(kind: Kind, rests: Rests, held: Held, base: Base, merged: Merged) -> None:
    """The record was signed or decided as this device had it: that is what it says."""
    for name in rests.on:
        known = _known(held, name, base)
        mine = merged.sent.pop(name, merged.values.get(name, known[-1] if known else None))
        if not _moved(held, name, base) or mine is None or mine == held.body[name]:
            continue
        wire = kind.field(name).wire
        merged.values[name] = mine
        merged.clashes = [one for one in merged.clashes if one.field != wire]
        merged.clashes.append(_given_way(held, kind.field(name), mine))
        merged.mixed = True


def _given_way(held: Held, info: FieldInfo, mine: Any) -> Clash:
    """What was sent stands; of an object the keys that others had otherwise are told."""
    there, keys = held.body[info.name], frozenset[str]()
    if info.merge is Merge.KEYS:
        keys = differing(mine, there)
        mine, there = only(mine, keys), only(there, keys)
    return _clash(held, info, mine, there, keys).model_copy(update={"own": True})


def overrule(
    kind: Kind, held: Held, base: Base, final: Body, unknown: Body | None = None
) -> Merged:
    """A sealed whole takes the record over; what others had changed is told as clashes.

    Raises: Refused `fixed`.
    """
    values = {name: value for name, value in final.items() if held.body[name] != value}
    if any(kind.field(name).merge is Merge.FIXED for name in values):
        raise Refused("fixed")
    displaced = [name for name in values if _moved(held, name, base)]
    clashes = [_clash(held, kind.field(name), values[name], held.body[name]) for name in displaced]
    return Merged(values, clashes, mixed=bool(displaced), unknown=unknown or {})


def advance(
    kind: Kind,
    held: Held,
    by: Base,
    values: Body,
    sent: Body | None = None,
    *,
    unknown: Body | None = None,
) -> Held:
    """The record at its next revision with these values; `by` whom and in which epoch.

    A value that was merged inside is nobody's: the device (`sent` is what it knows) has yet to
    see it, and its next change is merged with it, too.
    """
    rev, sent, unknown = held.rev + 1, sent or {}, unknown or {}
    history, remembered = dict(held.history), _remembered(kind.name)
    for name, value in values.items():
        if name in remembered:
            known = [(rev, by.device, sent[name], by.epoch)] if name in sent else []
            author = _NOBODY if name in sent else by.device
            after = [*history.get(name, []), *known, (rev, author, value, by.epoch)]
            history[name] = after[-_LONGEST_HISTORY:]
    if by.at:
        made = [*history.get(_REVISIONS, []), (rev, by.user, by.at)]
        history[_REVISIONS] = made[-_LONGEST_HISTORY:]
    return Held(
        rev=rev,
        body={**held.body, **values},
        field_revs={
            **held.field_revs,
            **{n: (rev, _NOBODY if n in sent else by.device, by.epoch) for n in values},
            **dict.fromkeys((_key(n) for n in unknown), (rev, by.device, by.epoch)),
        },
        history=history,
        unknown={**held.unknown, **unknown},
    )


def _clash(
    held: Held,
    info: FieldInfo,
    stands: Any,
    kept: Any,
    keys: frozenset[str] = frozenset(),
) -> Clash:
    """Both values, and who had changed the field (`keys`: this part of it) meanwhile, and when."""
    rev = _reached(held, info.name, keys) if keys else held.field_revs.get(info.name, (0, "", 0))[0]
    made = {number: (by, at) for number, by, at in held.history.get(_REVISIONS, [])}
    by, at = made.get(rev, ("", ""))
    return Clash(field=info.wire, stands=stands, kept=kept, by=by or None, at=at or None)


def _reached(held: Held, name: str, keys: frozenset[str]) -> int:
    """The revision in which these keys of an object last became what they are."""
    present = only(held.body[name], keys)
    merged = {one[0]: one[2] for one in held.history.get(name, [])}  # of one, what it became
    reached = held.rev
    for rev in sorted(merged, reverse=True):
        if only(merged[rev], keys) != present:
            break
        reached = rev
    return reached


def _moved(held: Held, name: str, base: Base) -> bool:
    rev, by, epoch = held.field_revs.get(name, (0, "", 0))
    return (rev > base.rev or epoch > base.epoch) and by != base.device


def _key(unknown: str) -> str:
    return f"+{unknown}"


@cache
def _remembered(kind: str) -> frozenset[str]:
    """The fields whose earlier values a merge may ask for."""
    declared = KINDS[kind]
    merged = {info.name for info in declared.fields if info.merge in _KEEPS_HISTORY}
    return frozenset(merged.union(declared.rests.on if declared.rests else ()))


def _known(held: Held, name: str, base: Base) -> list[Any]:
    """The field's values that the device knew or wrote, the latest last.

    A revision is given out a second time after a restore: it is one of its epoch.
    """
    return [
        old
        for rev, by, old, *epoch in held.history.get(name, [])
        if by == base.device or (rev <= base.rev and sum(epoch) <= base.epoch)
    ]


def _merge_inside(
    info: FieldInfo, held: Held, base: Base, value: Any
) -> tuple[Any, frozenset[str]] | None:
    """The field merged inside, and the keys that clash in it; None where that cannot be done."""
    known = _known(held, info.name, base) if info.merge in _KEEPS_HISTORY else []
    if not known:
        return None
    there = held.body[info.name]
    if info.merge is Merge.KEYS:
        return merge_keys(known[-1], value, there)
    inside: Any = merge_sets if info.merge is Merge.SET else merge_lines
    merged = inside(known[-1], value, there)
    return None if merged is None else (merged, frozenset())
