"""A recogniser that hears what it was told to, at once and in the caller's thread.

It keeps the contract of the real one (tests/speech/test_contract.py): silence has no text, a
dictation ends with one `Finished`, a cancelled one says nothing more.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from jobassist.ports.speech import (
    SAMPLE_RATE,
    TRIGGERS,
    Candidate,
    Committed,
    DoubtBelow,
    Finished,
    Heard,
    NameMatch,
    Samples,
    Segment,
    Tentative,
    Transcript,
    Word,
)

_QUIET = 0.001


class FakeRecogniser:
    """Each dictation, transcription or match hears the next of `texts`; after the last, nothing."""

    def __init__(self, texts: Iterable[str] = (), model: str = "base") -> None:
        self._texts = deque(texts)
        self._model = model
        self.readings: tuple[str, ...] = ()  # what `alternatives` will answer
        self.vocabulary: tuple[str, ...] = ()  # what was last given
        self.warm = False
        self.closed = False

    @property
    def model(self) -> str:
        return self._model

    @property
    def doubt_below(self) -> DoubtBelow:
        return DoubtBelow()

    def say(self, text: str) -> None:
        """Script one more text."""
        self._texts.append(text)

    def warm_up(self) -> None:
        self.warm = True

    def listen(
        self,
        on_heard: Callable[[Heard], None],
        *,
        vocabulary: Sequence[str] = (),
        triggers: Sequence[str] = (),
        commands: Sequence[tuple[str, str]] = (),
    ) -> "FakeEar":
        self.vocabulary = tuple(vocabulary)
        return FakeEar(self._next, on_heard, tuple(triggers), dict(commands))

    def transcribe(
        self,
        samples: Samples,
        *,
        padded: bool = False,
        on_progress: Callable[[float], None] | None = None,
        vocabulary: Sequence[str] = (),
    ) -> Transcript:
        self.vocabulary = tuple(vocabulary)
        seconds = len(samples) / SAMPLE_RATE
        text = "" if silent(samples) else self._next()
        if on_progress:
            on_progress(1.0)
        segments = (spread(text, 0.0, seconds),) if text else ()
        return Transcript(text, segments, self._model, seconds, 0.0, 0)

    def alternatives(
        self,
        samples: Samples,
        start: float,
        end: float,
        *,
        count: int = 4,
        vocabulary: Sequence[str] = (),
    ) -> tuple[str, ...]:
        return () if silent(samples) else (self.readings or (self._next(),))[:count]

    def match(
        self,
        samples: Samples,
        names: Sequence[tuple[str, str]],
        top: int = 5,
        *,
        triggers: Sequence[str] = TRIGGERS,
        only_asked: bool = False,
    ) -> NameMatch:
        heard = "" if silent(samples) else self._next()
        asked = not triggers or heard.lower().startswith(tuple(triggers))
        if only_asked and not asked:
            return NameMatch("", (), None, 0.0, asked)
        words = f" {heard.lower().strip(' .!?')} "
        inside = [(len(spoken), key) for key, spoken in names if f" {spoken.lower()} " in words]
        said = [key for _, key in sorted(inside, key=lambda each: -each[0])]  # the longest first
        ranked = sorted(names, key=lambda name: said.index(name[0]) if name[0] in said else 99)
        ranked = ranked[: max(5, top)]
        candidates = tuple(Candidate(key, float(key in said)) for key, _ in ranked)
        return NameMatch(heard, candidates, said[0] if said and asked else None, 0.0, asked)

    def close(self) -> None:
        self.closed = True

    def _next(self) -> str:
        return self._texts.popleft() if self._texts else ""


class FakeEar:
    """Tells a guess when sound comes and the whole text when the speaker has finished."""

    def __init__(
        self,
        text: Callable[[], str],
        on_heard: Callable[[Heard], None],
        triggers: tuple[str, ...] = (),
        commands: Mapping[str, str] | None = None,
    ) -> None:
        self._triggers = triggers
        self._commands = commands or {}
        self._text = text
        self._on_heard = on_heard
        self._heard: str | None = None
        self._samples = 0
        self._over = False

    def feed(self, samples: Samples) -> None:
        if self._over:
            return
        self._samples += len(samples)
        if self._heard is None and not silent(samples):
            self._heard = self._text()
            if self._heard:
                self._on_heard(Tentative(self._heard.split()[0]))

    def finish(self) -> None:
        if self._over:
            return
        self._over = True
        if self._heard:
            segment = spread(self._heard, 0.0, self._samples / SAMPLE_RATE)
            begins = self._heard.lower().startswith(self._triggers) if self._triggers else None
            said = self._heard.lower().strip(" .!?,")
            keys = (key for key, spoken in self._commands.items() if key and spoken == said)
            told = Committed(segment, retried=False, asked=begins, command=next(keys, None))
            self._on_heard(told)
        self._on_heard(Finished())

    def cancel(self) -> None:
        self._over = True


def silent(samples: Samples) -> bool:
    return not len(samples) or float(np.abs(samples).max()) < _QUIET


def spread(text: str, start: float, end: float) -> Segment:
    """The text with its words laid out evenly over the time."""
    words = text.split()
    step = (end - start) / max(1, len(words))
    laid = (
        Word(start + i * step, start + (i + 1) * step, word, 0.9) for i, word in enumerate(words)
    )
    return Segment(start, end, text, tuple(laid))
