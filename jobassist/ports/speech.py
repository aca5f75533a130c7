"""Speech as the services see it: sound goes in, words with their places and certainty come out.

All sound is mono float32 in [-1, 1] at 16 kHz (`SAMPLE_RATE`); times are seconds.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from jobassist.errors import AppError

SAMPLE_RATE = 16_000
Samples = npt.NDArray[np.float32]
TRIGGERS = ("indsæt", "standardtekst")
"""One of these, then a standard text's name, asks for that text."""


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word, where it lies in the sound, and how sure the engine is (0 to 1)."""

    start: float
    end: float
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech between two pauses."""

    start: float
    end: float
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was heard in a sound. `retries` counts segments that had to be decoded anew."""

    text: str
    segments: tuple[Segment, ...]
    model: str
    audio_seconds: float
    processing_seconds: float  # without loading the model
    retries: int


@dataclass(frozen=True, slots=True)
class Tentative:
    """A guess at what is being said now; the next one replaces it whole."""

    text: str


@dataclass(frozen=True, slots=True)
class Committed:
    """A finished segment. It will not change.

    `asked`: whether it begins with one of the triggers that `listen` was given, by the sound as it
    was spoken; None where that was not looked at, because it was too short or nobody wanted to
    know. `command`: the key of the command that was all that was said, by its sound.
    """

    segment: Segment
    retried: bool
    asked: bool | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True)
class EngineLost:
    """The engine died; it is being started again and gets the same sound.

    `given_up` is why it is not: then `Finished` follows, and what has no text yet gets none.
    """

    code: str
    given_up: AppError | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """Everything that was fed has been answered."""


@dataclass(frozen=True, slots=True)
class DoubtBelow:
    """A word of less confidence is doubtful; `telling` words (no, numbers, names, dates) sooner.

    It depends on the model: of a weak one so many words are wrong that marking each that may be
    would mark most of the text, and nobody would look.
    """

    ordinary: float = 0.4
    telling: float = 0.7


Heard = Tentative | Committed | EngineLost | Finished


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may have been said; `score` is the probability that it was."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Which of the given names was said. `accepted` is None when none is certain enough.

    `asked` is whether a trigger was heard before the name (True where none was to be heard);
    without it nothing is accepted.
    """

    heard: str
    candidates: tuple[Candidate, ...]
    accepted: str | None
    seconds: float
    asked: bool = True


class Ear(Protocol):
    """An open dictation: feed it sound, and it tells what it hears by the callback."""

    def feed(self, samples: Samples) -> None:
        """More sound, of any length. Never waits for the engine."""
        ...

    def finish(self) -> None:
        """The speaker let go of the key: the rest is decoded, then `Finished` is told."""
        ...

    def cancel(self) -> None:
        """Forget what has not been committed; nothing more is told."""
        ...


class Recogniser(Protocol):
    """A speech engine with its model, warm after `warm_up`."""

    @property
    def model(self) -> str:
        """The catalogue name of the model."""
        ...

    @property
    def doubt_below(self) -> DoubtBelow:
        """How little confidence makes a word of this model's doubtful."""
        ...

    def warm_up(self) -> None:
        """Load the model now, rather than at the first sound."""
        ...

    def listen(
        self,
        on_heard: Callable[[Heard], None],
        *,
        vocabulary: Sequence[str] = (),
        triggers: Sequence[str] = (),
        commands: Sequence[tuple[str, str]] = (),
    ) -> Ear:
        """Open a dictation. The callback comes from a thread of the engine's.

        `vocabulary` are names, companies, places and terms that are likely to be said here (of the
        open case); where the sound speaks for one, it is what was heard. With `triggers` each
        segment tells whether it begins with one, which costs nobody's waiting time. `commands` are
        keys and what is said for each: a short segment that stands alone tells which one it was.
        Those with an empty key are ordinary sayings that sound like one; not sure, it is none.
        """
        ...

    def transcribe(
        self,
        samples: Samples,
        *,
        padded: bool = False,
        on_progress: Callable[[float], None] | None = None,
        vocabulary: Sequence[str] = (),
    ) -> Transcript:
        """Decode a whole sound; `padded` uses the plain 30-second window for comparison.

        `vocabulary` as for `listen`.
        """
        ...

    def alternatives(
        self,
        samples: Samples,
        start: float,
        end: float,
        *,
        count: int = 4,
        vocabulary: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """What may have been said from `start` to `end` of a sound, most likely first.

        As spoken, without punctuation, each once, at most `count`; what was heard before is most
        often among them. Give some seconds of sound on either side: a word is heard by its
        neighbours. Empty where nothing is said. Words of `vocabulary` that sound alike are weighed
        as well.
        """
        ...

    def match(
        self,
        samples: Samples,
        names: Sequence[tuple[str, str]],
        top: int = 5,
        *,
        triggers: Sequence[str] = TRIGGERS,
        only_asked: bool = False,
    ) -> NameMatch:
        """Which of `names` (key, spoken name) was said, by text and acoustics together.

        At least `top` candidates, best first. Standard texts are announced by one of `triggers`;
        the choices of a field or an answer are not: `triggers` is empty then. With `only_asked`
        a sound that does not begin with a trigger has no candidates, and is answered sooner.
        """
        ...

    def close(self) -> None:
        """End the engine and its process."""
        ...


class SoundSource(Protocol):
    """A microphone or a file, as one stream of blocks."""

    @property
    def name(self) -> str:
        """What the user knows it as."""
        ...

    def open(self) -> AbstractContextManager[Iterator[Samples]]:
        """Blocks as they come, until the source ends or `stop` is called.

        Raises: EnvironmentFault `sound.no_microphone`, `sound.microphone_stopped`; UserError
        `sound.not_a_sound_file`.
        """
        ...

    def stop(self) -> None:
        """End the stream after the block that is being recorded."""
        ...


class Meter(Protocol):
    """An open microphone of which only the loudness is wanted; nothing of it is kept."""

    @property
    def levels(self) -> tuple[float, ...]:
        """How loud each channel is now (peak of the last block, 0 to 1).

        Empty until sound comes, and again when it has stopped coming.
        """
        ...

    def close(self) -> None:
        """Let go of the microphone."""
        ...


class WrittenForm(Protocol):
    """Spoken Danish to written Danish."""

    def __call__(self, spoken: str, before: str = "") -> str:
        """The written form of `spoken`, continuing the text `before` (capital or not)."""
        ...


class Recording(Protocol):
    """A dictation's sound, written to disk encrypted while it is spoken."""

    def append(self, samples: Samples) -> None:
        """Keep more sound. What was appended a second ago survives a killed process."""
        ...

    def close(self) -> None:
        """Nothing more comes."""
        ...


class Recordings(Protocol):
    """The vault's recordings, by dictation id; each knows the note it was dictated into."""

    def new(self, dictation_id: str, note_id: str) -> Recording:
        """Begin a recording."""
        ...

    def read(self, dictation_id: str) -> Samples:
        """All that was kept."""
        ...

    def unfinished(self) -> Sequence[tuple[str, str]]:
        """Dictation and note of what a killed process left behind, oldest first."""
        ...

    def kept(self) -> Sequence[tuple[str, str]]:
        """Dictation and note of every recording, oldest first."""
        ...

    def of_note(self, note_id: str) -> list[str]:
        """The note's dictations, oldest first."""
        ...

    def delete(self, dictation_id: str) -> None:
        """Erase a recording."""
        ...


ReadSoundFile = Callable[[Path], Samples]
"""Read a WAV, FLAC, OGG or MP3 file. Raises UserError `sound.not_a_sound_file`."""
