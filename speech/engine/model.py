"""What the engine needs of a speech model, whichever kind it is; and how a folder becomes one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from jobassist.ports.speech import Samples, Segment
from speech.engine.endpointing import Span
from speech.engine.wire import Head
from speech.models.kind import WAV2VEC2, kind_of


@dataclass(frozen=True, slots=True)
class Decoded:
    """The outcome for a segment; `segment` is None when nothing was said."""

    segment: Segment | None
    retried: bool
    command: str | None = None  # the key of the command that was all that was said


class Guesser(Protocol):
    """The guesses of one dictation."""

    def guess(self, span: Span, wanted: Callable[[], bool]) -> str | None:
        """What may have been said so far; empty when nothing was, None when no longer wanted."""
        ...

    def asked(self, start: int) -> bool | None:
        """Whether the segment from that sample begins with a trigger; None when not looked at."""
        ...


class Matcher(Protocol):
    """Tells which of a list of names was said."""

    def match(self, samples: Samples, head: Head) -> dict[str, Any]:
        """The `matched` frame for a `match` frame."""
        ...

    def learn(self, head: Head, most: int) -> bool:
        """Work out what a `match` frame of these names will need; False when there is no more."""
        ...


class Model(Protocol):
    """A loaded model. Danish; for one thread at a time."""

    def decode(
        self,
        samples: Samples,
        start: float,
        *,
        padded: bool = False,
        vocabulary: Sequence[str] = (),
        commands: Sequence[tuple[str, str]] = (),
    ) -> Decoded:
        """Decode one segment that begins `start` seconds into its stream.

        `commands` as for `Recogniser.listen`; none of a segment that does not stand alone.
        """
        ...

    def alternatives(
        self, samples: Samples, start: float, end: float, *, count: int, vocabulary: Sequence[str]
    ) -> list[str]:
        """At most `count` readings of what lies from `start` to `end`, most likely first."""
        ...

    def guesses(self, triggers: Sequence[str]) -> Guesser:
        """For a new dictation, in which any of `triggers` may be asked with."""
        ...

    def matcher(self) -> Matcher:
        """For names."""
        ...


def open_model(folder: Path, threads: int) -> Model:
    """Load the model in a folder. Raises: RuntimeError, ValueError, KeyError or OSError."""
    if kind_of(folder / "model.bin") == WAV2VEC2:
        from speech.engine.ctc.model import CtcModel

        return CtcModel(folder, threads)
    from speech.engine.whisper_model import WhisperModel

    return WhisperModel(folder, threads)
