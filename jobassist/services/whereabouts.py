"""Where one is in the window: what a link leads to, and what locking remembers.

What was left is kept in the encrypted store, for each user, and taken out once: locking is the
only thing that writes it.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from jobassist.errors import AppError
from jobassist.session import Session

_KEY = "window.place."
_POSITIONS = "window.positions."
_MOST_SCREENS = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A page, by its name, and what it shows.

    `case_id`: for pages of a case. `record_id`: the note, letter, text or company on the page.
    `cursor` and `anchor`: the ends of the selection, in UTF-16 units as Qt counts.
    """

    page: str
    case_id: str = ""
    record_id: str = ""
    cursor: int = 0
    anchor: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """How the window was left: where one was, and the open cases (id to the tab's words).

    `beside` is what the second window showed, if there was one.
    """

    place: Place
    tabs: dict[str, str] = field(default_factory=dict)
    beside: Place | None = None


def keep_place(session: Session, left: Left) -> None:
    """Remember it. Raises: what a write raises."""
    with session.store.write() as tx:
        tx.set_setting(_KEY + session.user.id, json.dumps(asdict(left)))


def take_place(session: Session) -> Left | None:
    """How this user left the window, once. None: nothing to go back to. Raises as a read does."""
    key = _KEY + session.user.id
    with session.store.read() as tx:
        kept = tx.setting(key)
    if kept is None:
        return None
    with suppress(AppError), session.store.write() as tx:  # a store in doubt can only be read
        tx.set_setting(key, None)
    try:
        found = json.loads(kept)
        beside = found.get("beside")
        return Left(
            Place(**found["place"]), dict(found["tabs"]), Place(**beside) if beside else None
        )
    except (ValueError, TypeError, KeyError):  # an older or a newer program left it
        return None


def keep_positions(session: Session, screens: str, first: str, second: str) -> None:
    """Where the windows stand on these screens, for this user; `second` empty: it is not open.

    `screens` names the screens that are connected, the positions are the window system's own (hex).
    The newest eight combinations are remembered. Raises: what a write raises.
    """
    key = _POSITIONS + session.user.id
    with session.store.write() as tx:
        known = _positions(tx.setting(key))
        known.pop(screens, None)
        known[screens] = [first, second]
        newest = list(known.items())[-_MOST_SCREENS:]
        tx.set_setting(key, json.dumps(dict(newest)))


def positions(session: Session, screens: str) -> tuple[str, str]:
    """Where the windows stood when these screens were last connected; empty where unknown."""
    with session.store.read() as tx:
        known = _positions(tx.setting(_POSITIONS + session.user.id))
    first, second = known.get(screens, ["", ""])
    return first, second


def _positions(kept: str | None) -> dict[str, list[str]]:
    try:
        found = json.loads(kept or "{}")
        return {str(key): [str(one[0]), str(one[1])] for key, one in found.items()}
    except (ValueError, TypeError, AttributeError, LookupError):  # another version's
        return {}
