"""Dictations that a killed process left behind: offered again, written late, or forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobassist.ids import new_id
from jobassist.services.dictation import joint
from jobassist.services.doubts import Doubt, doubts

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

    Its sound is kept as a finished recording, so that it is not offered again.

    Raises: UserError `recording.none`; EnvironmentFault `recording.damaged`, `speech.…`.
    """
    sound = session.recordings.read(dictation_id)
    heard = session.recogniser().transcribe(sound, on_progress=on_progress)
    written = session.written()
    text = before
    found: list[Doubt] = []
    for segment in heard.segments:
        said = written(segment.text, text)
        if said:
            piece = joint(text, said)
            at = len(text) - len(before)
            found += [doubt.moved(at) for doubt in doubts(piece, segment.words)]
            text += piece
    kept = new_id()
    recording = session.recordings.new(kept, note_id)
    recording.append(sound)
    recording.close()
    session.recordings.delete(dictation_id)
    return Recovered(text[len(before) :], tuple(found), kept)


def forget(session: Session, dictation_id: str) -> None:
    """Erase a dictation that was cut off."""
    session.recordings.delete(dictation_id)
