"""The queue of letters for Digital Post.

A letter enters it in the transaction that takes in its seal. What becomes of it is told to
everyone on the case by a `letter_delivery` record, which only the central writes.
"""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import uuid_utils

from central import schema
from central.database import now
from central.merge import Body
from central.records import Places, change, checked, insert, load
from jobassist.errors import UserError
from jobassist.records import KINDS, DeliveryState, Kind

_BY_CENTRAL = ""
_DONE = (DeliveryState.SENT, DeliveryState.FAILED)


@dataclass(frozen=True, slots=True)
class Queued:
    """A letter in the queue."""

    letter_id: str
    case_id: str
    delivery_id: str
    message_id: str
    state: DeliveryState
    reason: str
    tries: int
    queued_at: str
    changed_at: str


def enter(tx: sa.Connection, kind: Kind, letter_id: str, body: Body) -> Places:
    """A record has been sealed: a letter enters the queue. Returns what is to be published."""
    if kind.name != "letter":
        return {}
    delivery_id, at = str(uuid_utils.uuid7()), now()
    row: dict[str, Any] = {"letter_id": letter_id, "case_id": body["case_id"]}
    row |= {"delivery_id": delivery_id, "message_id": str(uuid.uuid4())}
    row |= {"state": DeliveryState.QUEUED.value, "reason": "", "tries": 0}
    tx.execute(sa.insert(schema.post).values(queued_at=at, changed_at=at, **row))
    delivery = KINDS["letter_delivery"]
    told = {"case_id": body["case_id"], "letter_id": letter_id, "changed_at": at}
    told["state"] = DeliveryState.QUEUED.value
    whole = checked(delivery, delivery_id, told)
    return insert(tx, delivery, delivery_id, whole, user_id=_BY_CENTRAL, device_id=_BY_CENTRAL)[1]


def in_state(tx: sa.Connection, *states: DeliveryState) -> list[Queued]:
    """The letters in these states (none given: in any), the longest waiting first."""
    post = schema.post
    query = sa.select(post).order_by(post.c.queued_at, post.c.letter_id)
    if states:
        query = query.where(post.c.state.in_([state.value for state in states]))
    return [_queued(row) for row in tx.execute(query)]


def by_message(tx: sa.Connection, message_id: str) -> Queued | None:
    """The letter that the message carries, locked until the transaction ends."""
    query = sa.select(schema.post).where(schema.post.c.message_id == message_id)
    row = tx.execute(query.with_for_update()).one_or_none()
    return _queued(row) if row else None


def tell(tx: sa.Connection, letter: Queued, state: DeliveryState, reason: str = "") -> Places:
    """The letter is in another state now. Returns what is to be published."""
    at = now()
    tries = letter.tries + (state is DeliveryState.HANDED_OVER)
    values: dict[str, Any] = {"state": state.value, "reason": reason, "tries": tries}
    values["changed_at"] = at
    tx.execute(
        sa.update(schema.post).where(schema.post.c.letter_id == letter.letter_id).values(**values)
    )
    stored = load(tx, letter.delivery_id)
    return change(tx, stored, values, _BY_CENTRAL)[1] if stored else {}


def again(tx: sa.Connection, letter_id: str) -> tuple[Queued, Places]:
    """A failed letter is to be tried again, as a new message.

    Raises: UserError `post.no_such_letter`, `post.not_failed`.
    """
    query = sa.select(schema.post).where(schema.post.c.letter_id == letter_id)
    row = tx.execute(query.with_for_update()).one_or_none()
    if row is None:
        raise UserError("post.no_such_letter")
    if row.state != DeliveryState.FAILED:
        raise UserError("post.not_failed")
    anew = {"message_id": str(uuid.uuid4())}
    tx.execute(sa.update(schema.post).where(schema.post.c.letter_id == letter_id).values(**anew))
    letter = _queued(tx.execute(query).one())
    return letter, tell(tx, letter, DeliveryState.QUEUED)


def is_done(letter: Queued) -> bool:
    """Whether nothing more will become of it by itself."""
    return letter.state in _DONE


def _queued(row: Any) -> Queued:
    told = {name: getattr(row, name) for name in Queued.__dataclass_fields__ if name != "state"}
    return Queued(state=DeliveryState(row.state), **told)
