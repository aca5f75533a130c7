"""A signature while it is drawn: every stroke is in the vault as it happens.

    pad = open_pad(session, form_id, role)   # what a killed program left is here again
    pad.begin(x, y); pad.draw(x, y); …; pad.lift()
    pad.keep()                               # from a timer, at least every 100 ms
    signing.sign(session, form_id, role, pad, name=…)

`draw` keeps what was drawn when `KEEP_SECONDS` have passed since it last did, `lift` at once, and
`keep` on demand: with the timer a killed program loses 200 ms of a line at most, and no finished
stroke. Points are in units of `strokes.WIDTH` by `strokes.HEIGHT`; nothing else of the pen is kept.
"""

import time
from collections.abc import Callable

from jobassist.records import SignatureRole
from jobassist.services import strokes
from jobassist.services.strokes import Point, Stroke
from jobassist.session import Session

KEEP_SECONDS = 0.1
_BEGIN = "M"  # a kept piece that begins a stroke; any other goes on with the last


class Pad:
    """One role's signature on one form, in the vault and on the screen."""

    def __init__(
        self,
        session: Session,
        form_id: str,
        role: SignatureRole,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.form_id = form_id
        self.role = role
        self._session = session
        self._seconds = seconds
        self._strokes: list[list[Point]] = []
        self._new: list[Point] = []
        self._is_new_stroke = False
        self._is_down = False
        self._kept_at = seconds()
        with session.store.read() as tx:
            kept = tx.ink(form_id, role.value)
        for piece in kept:
            self._take_up(piece)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What has been drawn, the stroke that is being drawn last."""
        return tuple(tuple(one) for one in self._strokes)

    @property
    def is_signature(self) -> bool:
        """Whether there is ink enough to sign with."""
        return strokes.is_signature(self.strokes)

    def begin(self, x: float, y: float) -> None:
        """The pen touches the pad."""
        self.lift()
        self._is_down = self._is_new_stroke = True
        point = strokes.clamp(x, y)
        self._strokes.append([point])
        self._new = [point]

    def draw(self, x: float, y: float) -> None:
        """The pen moves. Before it has touched the pad that is nothing."""
        if not self._is_down:
            return
        point = strokes.clamp(x, y)
        if point == self._strokes[-1][-1]:
            return
        self._strokes[-1].append(point)
        self._new.append(point)
        if self._seconds() - self._kept_at >= KEEP_SECONDS:
            self.keep()

    def lift(self) -> None:
        """The pen leaves the pad: the stroke is in the vault when this returns."""
        self.keep()
        self._is_down = False

    def keep(self) -> None:
        """Put what is new into the vault. Raises: what a write transaction raises."""
        self._kept_at = self._seconds()
        if not self._new:
            return
        points = " ".join(f"{x},{y}" for x, y in self._new)
        piece = _BEGIN + points if self._is_new_stroke else points
        with self._session.store.write() as tx:
            tx.add_ink(self.form_id, self.role.value, piece)
        self._new, self._is_new_stroke = [], False

    def clear(self) -> None:
        """Begin anew: what was drawn is erased."""
        self._strokes, self._new, self._is_down = [], [], False
        with self._session.store.write() as tx:
            tx.forget_ink(self.form_id, self.role.value)

    def _take_up(self, piece: str) -> None:
        points = [_point(one) for one in piece.removeprefix(_BEGIN).split()]
        if piece.startswith(_BEGIN) or not self._strokes:
            self._strokes.append(points)
        else:
            self._strokes[-1] += points


def open_pad(session: Session, form_id: str, role: SignatureRole) -> Pad:
    """The pad of a role on a form, with what was drawn before."""
    return Pad(session, form_id, role)


def _point(text: str) -> Point:
    x, _, y = text.partition(",")
    return int(x), int(y)
