"""Tells those whose value stands that a colleague wrote something else, until that is decided.

Whoever lost a clash has it in the answer to the push. The other hears of it with the record's row,
which is published anew for it; a decision (`central.deciding`) ends it, and so does erasing.
"""

import json
from typing import Any

import sqlalchemy as sa

from central import deciding, schema
from central.effect import Effect
from central.feed import publish, scopes_holding
from jobassist.records import KINDS
from jobassist.sync.wire import Change, Clash, OtherValue, Page


def publish_anew(tx: sa.Connection, user_id: str, change: Change, effect: Effect) -> None:
    """Have the record told once more where a colleague's value stands against this user's."""
    colleagues = {clash.by for clash in effect.clashes} - {None, user_id}
    if colleagues and effect.sealed is None and effect.places is None:
        publish(tx, {change.record: scopes_holding(tx, change.record)})


def tell(tx: sa.Connection, user_id: str, page: Page) -> Page:
    """The page, with what colleagues wrote where this user's value stands."""
    open_rows = (row for row in page.rows if row.fields and not KINDS[row.kind].vouched)
    standing = {row.id: row.fields or {} for row in open_rows}
    kept, device, operation = schema.kept, schema.device, schema.operation
    asked = (
        sa.select(
            kept.c.operation_id,
            kept.c.record_id,
            kept.c.payload,
            device.c.user_id,
            operation.c.received_at,
        )
        .join(device, device.c.id == kept.c.device_id)
        .join(operation, operation.c.id == kept.c.operation_id)
        .where(kept.c.record_id.in_(standing), kept.c.code == deciding.OPEN)
        .order_by(operation.c.received_at, kept.c.operation_id)
    )
    told: dict[str, list[OtherValue]] = {}
    for row in tx.execute(asked) if standing else ():
        waiting = (one for one in json.loads(row.payload) if deciding.is_open(one))
        for clash in (Clash.model_validate(one) for one in waiting):
            other = _other(clash, row, user_id)
            if other and _stands(clash, standing[row.record_id]):
                told.setdefault(row.record_id, []).append(other)
    if not told:
        return page
    rows = (row.model_copy(update={"others": tuple(told.get(row.id, ()))}) for row in page.rows)
    return page.model_copy(update={"rows": tuple(rows)})


def _other(clash: Clash, row: Any, user_id: str) -> OtherValue | None:
    """What this user is told of the clash with a colleague; who lost it has heard by the answer."""
    sender, at = row.user_id, row.received_at
    if clash.by in (None, sender):
        return None
    if clash.by == user_id:
        said = {"by": sender, "at": at, "lost": clash.own}
    elif clash.own and sender == user_id:
        said = {"by": clash.by, "at": clash.at or at}
    else:
        return None
    said |= {"operation": row.operation_id, "field": clash.field, "value": clash.kept}
    return OtherValue.model_validate(said)


def _stands(clash: Clash, fields: dict[str, Any]) -> bool:
    """Whether what stood at the clash still does; of an object the keys that clashed."""
    now = fields.get(clash.field)
    if now == clash.stands:
        return True
    try:
        whole, part = json.loads(str(now)), json.loads(str(clash.stands))
    except ValueError:
        return False
    if not isinstance(whole, dict) or not isinstance(part, dict):
        return False
    return all(whole.get(key) == value for key, value in part.items())
