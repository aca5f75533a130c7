"""Who decided a clash, and when: told by the operations that name its field after it.

Whoever lost writes their own value again, or says once more what stands: that is their decision
for a colleague's, and changes nothing. Said a second time it is taken back, as is their own value
by writing what had stood. What somebody else writes knowingly decides it as well. The decision is
kept in the clash itself; of a row whose clashes are all decided the code is `DECIDED`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from central import schema
from central.access import Actor
from central.database import now
from central.effect import Effect
from central.feed import publish, scopes_holding
from central.many import among
from central.merge import Body
from jobassist.records import Kind
from jobassist.sync.wire import Change, canonical

OPEN, DECIDED = "conflict", "decided"
DECISION = "decided"
"""In a clash as it is kept: `by` whom and `at`, and whether for `own` value."""


@dataclass(slots=True)
class KeptClashes:
    """A kept row of clashes, and who sent it."""

    operation: str
    user: str
    clashes: list[dict[str, Any]] = field(default_factory=list)


def read(tx: sa.Connection, record_ids: Iterable[str]) -> dict[str, list[KeptClashes]]:
    """For each of these records what clashed in it."""
    kept, device, wanted = schema.kept, schema.device, sorted(record_ids)
    asked = (
        sa.select(kept.c.record_id, kept.c.operation_id, kept.c.payload, device.c.user_id)
        .join(device, device.c.id == kept.c.device_id)
        .where(among(tx, kept.c.record_id, wanted), kept.c.code.in_((OPEN, DECIDED)))
    )
    found: dict[str, list[KeptClashes]] = {}
    for row in tx.execute(asked) if wanted else ():
        one = KeptClashes(row.operation_id, row.user_id, json.loads(row.payload))
        found.setdefault(row.record_id, []).append(one)
    return found


def only_says(known: Iterable[KeptClashes], actor: Actor, asked: Change) -> bool:
    """Whether the operation does no more than say what stood where this user's value clashed."""
    own = [clash for kept in known for clash in kept.clashes if _lost(kept, clash, actor)]
    stood = {(clash["field"], canonical(clash["stands"])) for clash in own}
    said = {(name, canonical(value)) for name, value in asked.fields.items()}
    return bool(said) and said <= stood


def settle(
    tx: sa.Connection,
    actor: Actor,
    asked: Change,
    effect: Effect,
    *,
    known: Iterable[KeptClashes],
    before: Mapping[str, Any],
) -> Effect:
    """Note what the operation decides; the effect without what it only said again.

    `before`: the record's fields, by wire name, as they stood before it.
    """
    fresh = {clash.field: clash for clash in effect.clashes}
    only_said: set[str] = set()
    for kept in known:
        touched = False
        for clash in kept.clashes:
            name, mine = clash["field"], _lost(kept, clash, actor)
            if name not in asked.fields:
                continue
            again = fresh.get(name)
            said = mine and again is not None and again.kept == clash["stands"]
            if said:
                only_said.add(name)
            elif again is not None and _touches(again.kept, clash["stands"]):
                continue
            told, stood = (_part(one.get(name), clash["stands"]) for one in (asked.fields, before))
            is_change = not said and told != stood
            if is_change or said or (mine and not _keys(clash["stands"])):
                is_back = told == _part(clash["stands"], clash["stands"])
                touched |= _decide(clash, actor, mine=mine, is_change=is_change, is_back=is_back)
        if touched:
            _keep(tx, kept)
            publish(tx, {asked.record: scopes_holding(tx, asked.record)})
    if not only_said:
        return effect
    left = tuple(clash for clash in effect.clashes if clash.field not in only_said)
    return replace(effect, clashes=left, mixed=True)  # what stands by now has yet to be seen there


def fields_of(kind: Kind, body: Body) -> dict[str, Any]:
    """A record's fields by their wire names."""
    return {info.wire: body[info.name] for info in kind.fields}


def is_open(clash: Mapping[str, Any]) -> bool:
    """Whether a kept clash waits for a decision."""
    return DECISION not in clash


def _lost(kept: KeptClashes, clash: Mapping[str, Any], actor: Actor) -> bool:
    """Whether it is this user's value that does not stand."""
    return actor.user_id == (clash["by"] if clash.get("own") else kept.user)


def _decide(
    clash: dict[str, Any], actor: Actor, *, mine: bool, is_change: bool, is_back: bool
) -> bool:
    """What this says of the clash (`is_back`: what had stood); False where it says nothing."""
    before = clash.get(DECISION)
    if before is None or (mine and before["by"] != actor.user_id):
        clash[DECISION] = {"by": actor.user_id, "at": now(), "own": mine and is_change}
        return True
    if mine and (is_change and is_back if before["own"] else not is_change):
        del clash[DECISION]  # it is taken back
        return True
    return False


def _part(value: Any, stood: Any) -> Any:
    """The value; of an object that is merged by keys only those that clashed."""
    keys = _keys(stood)
    if not keys:
        return value
    whole = _object(value)
    return {key: whole.get(key) for key in keys}


def _touches(kept: Any, stood: Any) -> bool:
    """Whether two clashes of a field are about the same; of an object about a common key."""
    both = _keys(kept), _keys(stood)
    return not all(both) or bool(both[0] & both[1])


def _keys(value: Any) -> set[str]:
    return set(_object(value))


def _object(value: Any) -> dict[str, Any]:
    """A JSON object as text, read; nothing for anything else."""
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _keep(tx: sa.Connection, kept: KeptClashes) -> None:
    is_decided = not any(is_open(clash) for clash in kept.clashes)
    values = {"code": DECIDED if is_decided else OPEN, "payload": canonical(kept.clashes)}
    its = schema.kept.c.operation_id == kept.operation
    tx.execute(sa.update(schema.kept).where(its).values(**values))
