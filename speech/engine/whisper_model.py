"""Whisper as a `Model`: the short window, guesses that grow, names by forced scoring."""

from collections.abc import Sequence
from pathlib import Path

from jobassist.ports.speech import Samples
from speech.engine.alternatives import alternatives
from speech.engine.decoding import decode
from speech.engine.guesses import Guesses
from speech.engine.model import Decoded
from speech.engine.whisper import Whisper
from speech.names.matcher import NameMatcher


class WhisperModel:
    """A loaded Whisper model. See `Model`."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Load it. Raises: RuntimeError, ValueError or OSError when it cannot be read."""
        self._whisper = Whisper(folder, threads)
        self._matcher = NameMatcher(self._whisper)

    def decode(
        self,
        samples: Samples,
        start: float,
        *,
        padded: bool = False,
        vocabulary: Sequence[str] = (),
        commands: Sequence[tuple[str, str]] = (),
    ) -> Decoded:
        """Decode one segment."""
        names = self._matcher.alone(commands) if commands else None
        return decode(
            self._whisper, samples, start, padded=padded, vocabulary=vocabulary, names=names
        )

    def alternatives(
        self, samples: Samples, start: float, end: float, *, count: int, vocabulary: Sequence[str]
    ) -> list[str]:
        """Readings of what lies from `start` to `end`."""
        return alternatives(self._whisper, samples, start, end, count=count, vocabulary=vocabulary)

    def guesses(self, triggers: Sequence[str]) -> Guesses:
        """For a new dictation."""
        matcher = self._matcher
        begins = (lambda heard: matcher.begins(heard, triggers)) if triggers else None
        return Guesses(self._whisper, begins)

    def matcher(self) -> NameMatcher:
        """For names."""
        return self._matcher
