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
        self.kept: dict[str, FakeRecording] = {}
        self.left_behind: list[str] = []

    def new(self, dictation_id: str) -> FakeRecording:
        """Begin a recording."""
        self.kept[dictation_id] = FakeRecording()
        return self.kept[dictation_id]

    def read(self, dictation_id: str) -> Samples:
        """All that was kept."""
        if dictation_id not in self.kept:
            raise UserError("recording.none")
        return np.concatenate([np.zeros(0, np.float32), *self.kept[dictation_id].blocks])

    def unfinished(self) -> list[str]:
        """What a killed process left behind, oldest first."""
        return sorted(id for id in self.left_behind if id in self.kept)

    def delete(self, dictation_id: str) -> None:
        """Erase a recording; erasing one that is gone does nothing."""
        self.kept.pop(dictation_id, None)
