"""Where somebody was when the window was locked, to lead them back there.

It is kept in the encrypted store, for each user, and taken out once: locking is the only thing
that writes it.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass

from jobassist.errors import AppError
from jobassist.session import Session

_PLACE = "window.place."


@dataclass(frozen=True, slots=True)
class Place:
    """A page. `cursor` and `anchor`: the ends of the selection, in UTF-16 units as Qt counts."""

    case_id: str = ""
    note_id: str = ""
    cursor: int = 0
    anchor: int = 0


def keep_place(session: Session, place: Place) -> None:
    """Remember it. Raises: what a write raises."""
    with session.store.write() as tx:
        tx.set_setting(_PLACE + session.user.id, json.dumps(asdict(place)))


def take_place(session: Session) -> Place | None:
    """Where this user was, once. None: nowhere in particular. Raises: what a read raises."""
    key = _PLACE + session.user.id
    with session.store.read() as tx:
        kept = tx.setting(key)
    if kept is None:
        return None
    with suppress(AppError), session.store.write() as tx:  # a store in doubt can only be read
        tx.set_setting(key, None)
    try:
        return Place(**json.loads(kept))
    except (ValueError, TypeError):  # an older or a newer program left it
        return None
