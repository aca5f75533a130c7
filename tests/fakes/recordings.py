"""Recordings kept in memory. Shares tests/storage/test_recordings.py with the encrypted ones."""

import numpy as np

from jobassist.errors import UserError
from jobassist.ports.speech import Samples


class FakeRecording:
    """One dictation's sound."""

    def __init__(self) -> None:
        self.blocks: list[Samples] = []
        self.closed = False

    def append(self, samples: Samples) -> None:
        """Keep more sound."""
        self.blocks.append(samples.copy())

    def close(self) -> None:
        """Nothing more comes."""
        self.closed = True


class FakeRecordings:
    """Recordings by dictation id. `left_behind` are those that a killed process began."""

    def __init__(self) -> None:
        self.sounds: dict[str, FakeRecording] = {}
        self.notes: dict[str, str] = {}
        self.left_behind: list[str] = []

    def new(self, dictation_id: str, note_id: str) -> FakeRecording:
        """Begin a recording. Raises: UserError `recording.none` without a note."""
        if not note_id:
            raise UserError("recording.none")
        self.sounds[dictation_id] = FakeRecording()
        self.notes[dictation_id] = note_id
        return self.sounds[dictation_id]

    def read(self, dictation_id: str) -> Samples:
        """All that was kept."""
        if dictation_id not in self.sounds:
            raise UserError("recording.none")
        return np.concatenate([np.zeros(0, np.float32), *self.sounds[dictation_id].blocks])

    def unfinished(self) -> list[tuple[str, str]]:
        """What a killed process left behind, oldest first."""
        return [(id, note) for id, note in self.kept() if id in self.left_behind]

    def kept(self) -> list[tuple[str, str]]:
        """Dictation and note of every recording, oldest first."""
        return sorted((id, self.notes[id]) for id in self.sounds)

    def of_note(self, note_id: str) -> list[str]:
        """The note's dictations, oldest first."""
        return [id for id, note in self.kept() if note == note_id]

    def delete(self, dictation_id: str) -> None:
        """Erase a recording; erasing one that is gone does nothing."""
        self.sounds.pop(dictation_id, None)
