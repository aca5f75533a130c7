"""What one operation may do to the records: make one, or change one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from central import access, attachments, joining, seal, texts
from central.access import Actor
from central.connectors import outbox
from central.database import epochs_of
from central.epochs import number_of as epoch_number
from central.feed import scopes_holding
from central.identifiers import NUMBERS
from central.merge import Base, Body, merge, overrule
from central.post import queue
from central.records import Places, Stored, about, case_of, change, checked, insert, load
from central.refusal import Refused
from jobassist.records import KINDS, Kind, Merge, Scope
from jobassist.sync.wire import Change, Clash, from_wire


@dataclass(frozen=True, slots=True)
class Effect:
    """What was done: the record's revision, what clashed, and where it is to be published."""

    rev: int
    clashes: tuple[Clash, ...] = ()
    mixed: bool = False  # others' changes, or the central's rules, had part in the result
    places: Places | None = None  # None: nothing changed
    sealed: tuple[str, str] | None = None  # the case and the hash that enter the case's chain
    gone: Mapping[str, set[str]] = field(default_factory=dict)  # joined into others: told here


def carry_out(tx: sa.Connection, actor: Actor, asked: Change) -> Effect:
    """Do it, or raise Refused before anything is written."""
    kind = KINDS.get(asked.kind)
    if kind is None:
        raise Refused("unknown_kind")
    sent = from_wire(kind, asked.fields)
    fields = {n: v for n, v in sent.items() if kind.field(n).merge is not Merge.CENTRAL}
    stored = load(tx, asked.record)
    if stored is not None and stored.kind is not kind:
        raise Refused("invalid")
    if all(info.merge is Merge.CENTRAL for info in kind.fields):
        if stored is None or stored.id != actor.user_id:
            raise Refused("forbidden")
        return Effect(rev=stored.held.rev)
    known = {info.wire for info in kind.fields}
    unknown = {name: value for name, value in asked.fields.items() if name not in known}
    put_away = joining.swap_references(tx, kind, fields)
    number = epoch_number(epochs_of(tx), asked.epoch)
    if stored is not None:
        base = Base(asked.base_rev, actor.device_id, number)
        effect = _change(tx, actor, stored, base, fields, unknown=unknown)
        return _telling(effect, asked.record, put_away)
    if kind.name in NUMBERS and (kept := joining.into(tx, asked.record)):
        base = Base(0, actor.device_id, number)
        return _change_joined(tx, actor, base, fields, kept_id=kept, old_id=asked.record)
    held_before = about(tx, asked.record)
    if held_before is not None and held_before.erased:
        raise Refused("erased")
    if asked.base_rev:
        raise Refused("unknown_record")
    effect = _make(tx, actor, kind, asked.record, fields, unknown=unknown)
    return _telling(effect, asked.record, put_away)


def _telling(effect: Effect, record_id: str, put_away: list[str]) -> Effect:
    """Devices that still know what was joined hear of it where they hear of this record."""
    if not put_away:
        return effect
    if effect.places is None:
        return replace(effect, mixed=True)
    gone = {old: set(effect.places[record_id]) for old in put_away}
    return replace(effect, mixed=True, gone=gone)


def _change_joined(
    tx: sa.Connection, actor: Actor, base: Base, fields: Body, *, kept_id: str, old_id: str
) -> Effect:
    """A device speaks of a record that is another by now: it has seen nothing of that one."""
    kept = load(tx, kept_id)
    if kept is None:
        raise Refused("erased")
    sent = {n: v for n, v in fields.items() if kept.kind.field(n).merge is not Merge.FIXED}
    effect = _change(tx, actor, kept, base, sent, unknown={})
    return replace(effect, mixed=True, gone={old_id: scopes_holding(tx, kept_id)})


def _make(
    tx: sa.Connection, actor: Actor, kind: Kind, record_id: str, fields: Body, *, unknown: Body
) -> Effect:
    body = checked(kind, record_id, fields)
    mixed = False
    if kind.name == "case":
        mixed = body["coordinator_id"] != actor.user_id
        body["coordinator_id"] = actor.user_id  # whoever starts a case coordinates it
    case_id = case_of(kind, record_id, body)
    new_case = case_id == record_id
    access.require_write(tx, actor, kind, None if new_case else case_id, set(fields))
    mixed = texts.hold_back(kind, actor, body) or mixed
    mixed = attachments.note_held(tx, kind, case_id, body) or mixed
    _require_author(kind, actor, body)
    _require_references(tx, actor, kind, case_id, body)
    if kept := joining.known_as(tx, kind, body):
        joining.enter_joined(tx, actor, record_id, body, kept)
        return Effect(rev=1, mixed=True, gone={record_id: scopes_holding(tx, kept.id)})
    if seal.seals(kind, body):
        seal.verify(tx, kind, record_id, actor.user_id, body)
        seal.require_covered(body, unknown)
    held, places = insert(
        tx,
        kind,
        record_id,
        body,
        user_id=actor.user_id,
        device_id=actor.device_id,
        unknown=unknown,
    )
    is_sealed = seal.seals(kind, body)
    if is_sealed:
        places |= queue.enter(tx, kind, record_id, body)
    outbox.enter(tx, outbox.told_of(kind, body, sealed=is_sealed), record_id, case_id)
    return Effect(held.rev, (), mixed, places, _link(kind, case_id, body))


def _change(
    tx: sa.Connection, actor: Actor, stored: Stored, base: Base, fields: Body, *, unknown: Body
) -> Effect:
    kind, held, case_id = stored.kind, stored.held, stored.case_id
    if kind.scope is Scope.CASE and case_id is None:
        access.require_shared(tx, actor, stored.id, stored.created_by)
    access.require_write(tx, actor, kind, case_id, set(fields))
    texts.require_keeper(kind, actor, held.body)
    _require_author(kind, actor, held.body)
    if stored.sealed:
        same = all(held.body[name] == value for name, value in fields.items())
        if not same or any(held.unknown.get(n) != value for n, value in unknown.items()):
            raise Refused("sealed")
        return Effect(rev=held.rev)
    wanted = checked(kind, stored.id, {**held.body, **fields})
    if is_sealed := seal.seals(kind, wanted):
        # What is sealed is a whole: it takes the draft over, whatever other devices wrote in it.
        said = seal.sealed_content(wanted)
        final = {n: v if n == kind.author else said.get(n, v) for n, v in wanted.items()}
        final = checked(kind, stored.id, final)
        seal.verify(tx, kind, stored.id, actor.user_id, final)
        seal.require_covered(final, {**held.unknown, **unknown})
        merged = overrule(kind, held, base, final, unknown)
    else:
        texts.hold_back(kind, actor, wanted)
        sent = {name: wanted[name] for name in fields}
        merged = merge(kind, held, base, sent, unknown)
    clashes = tuple(merged.clashes)
    if not merged.values and not merged.unknown:
        return Effect(held.rev, clashes, merged.mixed)
    _require_references(tx, actor, kind, case_id, merged.values)
    after, places = change(
        tx,
        stored,
        merged.values,
        actor.device_id,
        merged.sent,
        user_id=actor.user_id,
        unknown=merged.unknown,
    )
    if is_sealed:
        places |= queue.enter(tx, kind, stored.id, after.body)
        outbox.enter(tx, outbox.told_of(kind, after.body, sealed=True), stored.id, case_id)
    link = _link(kind, case_id, after.body) if is_sealed else None
    return Effect(after.rev, clashes, merged.mixed, places, link)


def _link(kind: Kind, case_id: str | None, body: Body) -> tuple[str, str] | None:
    return (case_id, body["hash"]) if case_id and seal.seals(kind, body) else None


def _require_author(kind: Kind, actor: Actor, body: Body) -> None:
    if kind.author and body[kind.author] != actor.user_id:
        raise Refused("forbidden")


def _require_references(
    tx: sa.Connection, actor: Actor, kind: Kind, case_id: str | None, body: Body
) -> None:
    """Every record referred to exists, and is one the user may refer to."""
    for info in kind.referring:
        target = body.get(info.name)
        if target is None:
            continue
        found = about(tx, target)
        if found is None or found.erased or found.kind != info.references:
            raise Refused("unknown_reference")
        if KINDS[found.kind].scope not in (Scope.CASE, Scope.CANDIDATES):
            continue
        if found.case_id is None:
            if not joining.brought_by(tx, target, actor.user_id):
                access.require_shared(tx, actor, target, found.created_by)
        elif found.case_id != case_id:
            raise Refused("forbidden")
