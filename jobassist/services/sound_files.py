"""A recording that was made elsewhere, written into a note a minute at a time.

Its sound stands in the vault from the beginning, as a dictation that is not finished: when the
window is locked meanwhile, it is offered again with the draft and goes on where it was.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from jobassist.ids import new_id
from jobassist.services import transcript
from jobassist.services.transcript import PART_SECONDS, parts
from jobassist.services.unfinished import Recovered
from jobassist.session import Session

__all__ = ["PART_SECONDS", "parts", "write_file"]


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
    dictation_id = new_id()
    recording = session.recordings.new(dictation_id, note_id)
    finished = False
    try:
        recording.append(whole)
        made = transcript.transcribe(
            session, dictation_id, whole, before, on_progress=on_progress, cancelled=cancelled
        )
        finished = True
    finally:
        recording.close()
        transcript.forget(session, dictation_id)
        if not (finished and keep):
            session.recordings.delete(dictation_id)
    return Recovered(made.text, tuple(made.doubts) if keep else (), dictation_id if keep else "")
