"""Records that leave the central signed: forms, rules, shared texts, words of the house, policy.

They decide what everybody is asked, warned of and writes, so no one on the way, and no one who can
write to a feed, may change them unseen. The statement holds the whole record, and it alone is what
a device takes in (docs/protocol.md, *What the central signs*).
"""

import json
from typing import Any

from jobassist.sync.signed import is_signed
from jobassist.sync.wire import Row, canonical

_MARK = "jobassist-record:"
_SAME = ("seq", "kind", "id", "rev", "joined")


def statement(central: str, epoch: str, scope: str, row: Row) -> str:
    """What the central signs of a row in a scope's feed."""
    said = {name: getattr(row, name) for name in (*_SAME, "fields")}
    return _MARK + canonical({**said, "central": central, "epoch": epoch, "scope": scope})


def believed(row: Row, scope: str, *, central: str, epoch: str, key: str) -> Row | None:
    """The row as it was signed; None when it was not, or not for this place and epoch."""
    vouched = row.vouched
    if vouched is None or not vouched.statement.startswith(_MARK) or not is_signed(vouched, key):
        return None
    said: dict[str, Any] = json.loads(vouched.statement.removeprefix(_MARK))
    wanted = {name: getattr(row, name) for name in _SAME}
    wanted |= {"central": central, "epoch": epoch, "scope": scope}
    if any(said.get(name) != value for name, value in wanted.items()):
        return None
    return row.model_copy(update={"fields": said.get("fields")})
