"""A recording that was made elsewhere, written into a note a minute at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from jobassist.errors import Cancelled
from jobassist.ids import new_id
from jobassist.ports.speech import SAMPLE_RATE, Samples
from jobassist.services.dictation import joint
from jobassist.services.doubts import Doubt, doubts
from jobassist.services.unfinished import Recovered
from jobassist.session import Session

PART_SECONDS = 60  # so long may a cancelling take
_CUT_WITHIN = 10  # seconds before the end of a part, at the quietest tenth
_TENTH = SAMPLE_RATE // 10


def write_file(
    session: Session,
    file: Path,
    note_id: str,
    *,
    before: str = "",
    keep: bool = True,
    on_progress: Callable[[float], None] = lambda _: None,
    cancelled: threading.Event | None = None,
) -> Recovered:
    """Write what is said in a WAV, FLAC, OGG or MP3 as it continues `before`; the file is left.

    With `keep` its sound is kept in the vault until the note is final, so that doubtful words can
    be heard; otherwise there are none to be heard, and `dictation_id` is empty. `on_progress` is
    told 0 to 1.

    Raises: Cancelled when `cancelled` is set meanwhile; UserError `sound.not_a_sound_file`,
    `sound.file_unreadable`; EnvironmentFault `speech.…`.
    """
    whole = session.read_sound(file)
    written = session.written()
    text = before
    found: list[Doubt] = []
    for first, part in parts(whole):
        if cancelled and cancelled.is_set():
            raise Cancelled
        on_progress(first / max(1, len(whole)))
        for segment in session.recogniser().transcribe(part).segments:
            said = written(segment.text, text)
            if said:
                piece = joint(text, said)
                at, since = len(text) - len(before), first / SAMPLE_RATE
                found += [each.moved(at, since) for each in doubts(piece, segment.words)]
                text += piece
    on_progress(1.0)
    kept = _keep(session, whole, note_id) if keep else ""
    return Recovered(text[len(before) :], tuple(found) if keep else (), kept)


def parts(whole: Samples) -> Iterator[tuple[int, Samples]]:
    """Stretches of about a minute, cut where it is quiet: the first sample of each, and it."""
    first = 0
    while len(whole) - first > PART_SECONDS * SAMPLE_RATE:
        end = first + PART_SECONDS * SAMPLE_RATE
        zone = whole[end - _CUT_WITHIN * SAMPLE_RATE : end].reshape(-1, _TENTH)
        quietest = int(np.argmin(np.square(zone).mean(axis=1)))
        cut = end - _CUT_WITHIN * SAMPLE_RATE + quietest * _TENTH + _TENTH // 2
        yield first, whole[first:cut]
        first = cut
    yield first, whole[first:]


def _keep(session: Session, sound: Samples, note_id: str) -> str:
    dictation_id = new_id()
    recording = session.recordings.new(dictation_id, note_id)
    try:
        recording.append(sound)
    finally:
        recording.close()
    return dictation_id
