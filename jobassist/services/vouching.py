"""What the central vouches for is believed under its signature only, and never goes back.

A row that is not signed by the key this device enrolled with, that is meant for another place or an
earlier history of the central's, or that is older than what is held, replaces nothing: the last
good one stays in use, and the scope is asked for again from that row on at the next sync.
"""

import json
from dataclasses import dataclass

from jobassist import log
from jobassist.ports.store import EPOCH, Reader, SyncWriter
from jobassist.records import KINDS
from jobassist.sync import vouched
from jobassist.sync.wire import Page, Row

CENTRAL, CERTIFICATE = "central.id", "central.certificate"
_PAST, _IN = "vouched.past", "vouched.in."
"""Histories that have ended; and, of a scope, the one in which it was last fetched whole."""
_SHARED = ("organisation", "team")


@dataclass(frozen=True, slots=True)
class Believed:
    """A page's rows that may be taken in, and how many may not."""

    rows: tuple[Row, ...]
    refused: int


def believe(tx: SyncWriter, page: Page) -> Believed:
    """Tell what may be taken in from what may not."""
    if not any(_is_vouched(row) for row in page.rows):
        return Believed(page.rows, 0)
    rows = [_believed(tx, page.scope, row) if _is_vouched(row) else row for row in page.rows]
    taken = tuple(row for row in rows if row is not None)
    return Believed(taken, len(rows) - len(taken))


def whole(tx: SyncWriter, scope: str) -> None:
    """The scope was fetched to its end: in this history nothing of it goes back from now on."""
    epoch, mark = tx.setting(EPOCH), _IN + scope
    if scope.partition(":")[0] in _SHARED and tx.setting(mark) != epoch:
        tx.set_setting(mark, epoch)


def epoch_ended(tx: SyncWriter, epoch: str | None) -> None:
    """What was signed in that history is not believed again, not even where it is told of anew."""
    past = _past(tx)
    if epoch and epoch not in past:
        tx.set_setting(_PAST, json.dumps([*past, epoch]))


def _believed(tx: Reader, scope: str, row: Row) -> Row | None:
    central, epoch = tx.setting(CENTRAL) or "", tx.setting(EPOCH) or ""
    key = json.loads(tx.setting(CERTIFICATE) or "{}").get("central_key", "")
    said = vouched.believed(row, scope, central=central, epoch=epoch, key=key)
    if said is None or epoch in _past(tx):
        log.event("sync.not_vouched", kind=row.kind, record=row.id)
        return None
    if tx.setting(_IN + scope) == epoch and row.rev < _held(tx, row):
        log.event("sync.went_back", kind=row.kind, record=row.id, rev=row.rev)
        return None
    return said


def _held(tx: Reader, row: Row) -> int:
    """The revision that is held; 0: none."""
    return max((one.rev for one in tx.listed(KINDS[row.kind].cls, id=row.id)), default=0)


def _is_vouched(row: Row) -> bool:
    kind = KINDS.get(row.kind)
    return kind is not None and kind.vouched


def _past(tx: Reader) -> list[str]:
    past: list[str] = json.loads(tx.setting(_PAST) or "[]")
    return past
