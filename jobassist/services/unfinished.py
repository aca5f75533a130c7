"""Dictations that a killed process left behind: offered again, written late, or forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobassist.ids import new_id
from jobassist.services import transcript
from jobassist.services.doubts import Doubt
from jobassist.services.transcript import transcribe

if TYPE_CHECKING:
    from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Recovered:
    """The text of a dictation that was left behind, and its recording from now on."""

    text: str
    doubts: tuple[Doubt, ...]
    dictation_id: str


def unfinished(session: Session, note_id: str) -> list[str]:
    """The note's dictations that were cut off, oldest first."""
    return [id for id, note in session.recordings.unfinished() if note == note_id]


def recover(
    session: Session,
    dictation_id: str,
    note_id: str,
    before: str = "",
    on_progress: Callable[[float], None] | None = None,
) -> Recovered:
    """Write what was said in a dictation that was cut off, as it continues `before`.

    What the draft already holds of it is not written again, and what an earlier try had written
    before a lock is taken up. Its sound is kept as a finished recording, so that it is not offered
    again.

    Raises: UserError `recording.none`; EnvironmentFault `recording.damaged`, `speech.…`.
    """
    sound = session.recordings.read(dictation_id)
    made = transcribe(
        session, dictation_id, sound, before, on_progress=on_progress or (lambda _: None)
    )
    kept = new_id()
    recording = session.recordings.new(kept, note_id)
    recording.append(sound)
    recording.close()
    session.recordings.delete(dictation_id)
    transcript.forget(session, dictation_id)
    return Recovered(made.text, tuple(made.doubts), kept)


def forget(session: Session, dictation_id: str) -> None:
    """Erase a dictation that was cut off."""
    session.recordings.delete(dictation_id)
    transcript.forget(session, dictation_id)
