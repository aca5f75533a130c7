"""What colleagues wrote where this user's value stands: kept to be seen, beside what stands.

Where a form was signed as another had it, it is this user's value that gave way: a conflict.
"""

import json
from collections.abc import Iterable
from typing import cast

from jobassist.ports.store import SyncWriter
from jobassist.ports.stored import Kept, Operation
from jobassist.records import KINDS, Value
from jobassist.sync.wire import OtherValue, Row

WHY = "overruled"
_SEEN = "overruled.seen"
_MOST_SEEN = 500


def take_in(tx: SyncWriter, rows: Iterable[Row]) -> None:
    """Keep what the rows tell of colleagues' values; what they tell no more has been decided."""
    told = {row.id: row for row in rows}
    known = [item for item in tx.kept() if item.why == WHY]
    here = {item.operation.id for item in known}
    for item in known:
        row = told.get(item.operation.record_id)
        if row and item.operation.id not in {one.operation for one in row.others}:
            tx.settle_kept(item.id)
    seen: list[str] = json.loads(tx.setting(_SEEN) or "[]")
    fresh = False
    for row in told.values():
        for id in dict.fromkeys(one.operation for one in row.others):
            if id not in here and id not in seen:
                said = [one for one in row.others if one.operation == id]
                for lost in sorted({one.lost for one in said}):
                    its = [one for one in said if one.lost is lost]
                    tx.keep_again(_kept(row, id, its, "conflict" if lost else WHY))
                seen.append(id)
                fresh = True
    if fresh:
        tx.set_setting(_SEEN, json.dumps(seen[-_MOST_SEEN:]))


def let_go(tx: SyncWriter) -> None:
    """Of records that are here no more nothing of colleagues' is kept."""
    for item in tx.kept():
        if item.why == WHY:
            kind = KINDS[item.operation.kind]
            if not tx.listed(kind.cls, id=item.operation.record_id):
                tx.settle_kept(item.id)


def _kept(row: Row, id: str, said: list[OtherValue], why: str) -> Kept:
    names = {info.wire: info.name for info in KINDS[row.kind].fields}
    its = [one for one in said if one.field in names]
    values = cast(dict[str, Value], {names[one.field]: one.value for one in its})
    others = {names[one.field]: (one.by, one.at) for one in its}
    operation = Operation(id, 0, row.kind, row.id, row.rev, values)
    return Kept("", why, operation, None, others)
