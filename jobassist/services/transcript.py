"""A long sound becomes text a part at a time, and goes on after a lock or a crash where it was.

What is done is kept in the vault after each part, and so is how far a dictation had become text
that its draft holds: neither is written twice.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from jobassist.errors import Cancelled
from jobassist.ports.speech import SAMPLE_RATE, Samples
from jobassist.services.dictation_text import joint
from jobassist.services.doubts import Doubt, doubts

if TYPE_CHECKING:
    from jobassist.session import Session

PART_SECONDS = 60  # so long may a cancelling take
_CUT_WITHIN = 10  # seconds before the end of a part, at the quietest tenth
_TENTH = SAMPLE_RATE // 10
_DONE, _WRITTEN = "transcript.", "dictated."  # settings of the store, before a dictation's id


@dataclass(slots=True)
class SoFar:
    """What a sound says: `text` goes on from what stood before it; `place`: the next sample."""

    text: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    place: int = 0


def transcribe(
    session: Session,
    dictation_id: str,
    sound: Samples,
    before: str,
    *,
    on_progress: Callable[[float], None] = lambda _: None,
    cancelled: threading.Event | None = None,
) -> SoFar:
    """The rest of the sound, from where it stood. `forget` it when the text has its place.

    Raises: Cancelled; EnvironmentFault `speech.…`, `store.…`; what was done by then is kept.
    """
    made = _recall(session, dictation_id)
    written, below = session.written(), session.recogniser().doubt_below
    for first, part in parts(sound, made.place):
        if cancelled and cancelled.is_set():
            raise Cancelled
        on_progress(first / max(1, len(sound)))
        for segment in session.recogniser().transcribe(part).segments:
            standing = before + made.text
            if said := written(segment.text, standing):
                piece, at = joint(standing, said), len(made.text)
                since = first / SAMPLE_RATE
                found = doubts(piece, segment.words, below)
                made.doubts += [one.moved(at, since) for one in found]
                made.text += piece
        made.place = first + len(part)
        if made.place < len(sound):
            _keep(session, dictation_id, made)
    on_progress(1.0)
    return made


def parts(whole: Samples, first: int = 0) -> Iterator[tuple[int, Samples]]:
    """Stretches of about a minute from `first` on, cut where it is quiet: their start, and they."""
    while len(whole) - first > PART_SECONDS * SAMPLE_RATE:
        end = first + PART_SECONDS * SAMPLE_RATE
        zone = whole[end - _CUT_WITHIN * SAMPLE_RATE : end].reshape(-1, _TENTH)
        quietest = int(np.argmin(np.square(zone).mean(axis=1)))
        cut = end - _CUT_WITHIN * SAMPLE_RATE + quietest * _TENTH + _TENTH // 2
        yield first, whole[first:cut]
        first = cut
    yield first, whole[first:]


def written_until(session: Session, dictation_id: str, seconds: float) -> None:
    """The draft that is saved holds what was said until then; what came after it is offered."""
    with session.store.sync() as tx:
        tx.set_setting(_WRITTEN + dictation_id, f"{seconds:.3f}")


def is_begun(session: Session, dictation_id: str) -> bool:
    """Whether a part of it is done already."""
    with session.store.sync() as tx:  # housekeeping, nobody's reading
        return tx.setting(_DONE + dictation_id) is not None


def forget(session: Session, dictation_id: str) -> None:
    """Its text has its place, or nobody wants it."""
    with session.store.sync() as tx:
        for name in (_DONE, _WRITTEN):
            tx.set_setting(name + dictation_id, None)


def _recall(session: Session, dictation_id: str) -> SoFar:
    with session.store.sync() as tx:
        done = tx.setting(_DONE + dictation_id)
        until = tx.setting(_WRITTEN + dictation_id)
    if done is None:
        return SoFar(place=int(float(until or 0) * SAMPLE_RATE))
    kept = json.loads(done)
    return SoFar(kept["text"], [Doubt(**one) for one in kept["doubts"]], kept["place"])


def _keep(session: Session, dictation_id: str, made: SoFar) -> None:
    with session.store.sync() as tx:
        packed = json.dumps(asdict(made), ensure_ascii=False)
        tx.set_setting(_DONE + dictation_id, packed)
