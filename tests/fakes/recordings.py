"""Recordings kept in memory."""

import numpy as np

from jobassist.ports.speech import Samples


class FakeRecording:
    """One dictation's sound."""

    def __init__(self, blocks: list[Samples]) -> None:
        self._blocks = blocks

    def append(self, samples: Samples) -> None:
        """Keep more sound."""
        self._blocks.append(samples.copy())

    def close(self) -> None:
        """Nothing more comes."""


class FakeRecordings:
    """Recordings by dictation id, oldest first."""

    def __init__(self) -> None:
        self.kept: dict[str, list[Samples]] = {}

    def new(self, dictation_id: str) -> FakeRecording:
        """Begin a recording."""
        return FakeRecording(self.kept.setdefault(dictation_id, []))

    def read(self, dictation_id: str) -> Samples:
        """All that was kept."""
        return np.concatenate([np.zeros(0, np.float32), *self.kept[dictation_id]])

    def unfinished(self) -> list[str]:
        """Every recording that is still here."""
        return list(self.kept)

    def delete(self, dictation_id: str) -> None:
        """Erase a recording; erasing one that is gone does nothing."""
        self.kept.pop(dictation_id, None)
