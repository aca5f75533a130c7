"""One open dictation in the engine: endpointing as sound comes, decoding as segments close."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.endpointing import Endpointer, Span
from speech.engine.model import Decoded, Model
from speech.engine.silero import Silero
from speech.engine.voice import Voice
from speech.engine.wire import Head
from speech.engine.work import Worker

GUESS_EVERY = 0.35  # seconds; a couple a second is as much as anybody reads
LEAST_GUESS = 14  # frames of speech, 450 ms; less is no word
REST = 0.5  # of the time a guess takes; on a slow machine it must not crowd out its subject
SPECULATE = 9  # frames, about 300 ms of silence: probably the end, so decode before it is certain
SETTLED_EVERY = 2 * SAMPLE_RATE


class Dictation:
    """Fed by the reading thread; decodes on the worker; tells by `tell`."""

    def __init__(
        self,
        number: int,
        at: int,
        *,
        model: Model,
        worker: Worker,
        tell: Callable[[Head], None],
        vocabulary: Sequence[str] = (),
        triggers: Sequence[str] = (),
        commands: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._number = number
        self._model = model
        self._vocabulary = vocabulary
        self._commands = commands
        self._worker = worker
        self._tell = tell
        self._endpointer = Endpointer(Silero(), at, Voice())
        self._guesses = model.guesses(triggers)
        self._guess_again = 0.0
        self._speculated: tuple[int, int] | None = None
        self._early: dict[tuple[int, int], Decoded] = {}
        self._waiting: deque[Span] = deque()  # submitted and not yet told
        self._told_settled = at
        self._cancelled = False

    def feed(self, samples: Samples) -> None:
        """More sound."""
        for span in self._endpointer.feed(samples):
            self._submit(span)
        self._guess()
        settled = self._endpointer.settled
        if not self._waiting and settled - self._told_settled >= SETTLED_EVERY:
            self._told_settled = settled
            self._tell({"kind": "settled", "ear": self._number, "upto": settled})

    def finish(self) -> None:
        """The stream has ended."""
        span = self._endpointer.finish()
        if span:
            self._submit(span)
        self._worker.submit(lambda: self._say({"kind": "finished"}))

    def cancel(self) -> None:
        """Say nothing more."""
        self._cancelled = True
        self._worker.withdraw(self._number)

    def _say(self, head: Head) -> None:
        if not self._cancelled:
            self._tell({**head, "ear": self._number})

    def _submit(self, span: Span) -> None:
        self._worker.withdraw(self._number)
        self._waiting.append(span)
        self._worker.submit(lambda: self._commit(span))

    def _commit(self, span: Span) -> None:
        if self._cancelled:
            return
        decoded = self._early.pop(span.key, None) or self._decode(span)
        self._early.clear()
        upto = span.start + len(span.samples)
        if decoded.segment:
            segment = asdict(decoded.segment)
            self._say(
                {
                    "kind": "committed",
                    "segment": segment,
                    "retried": decoded.retried,
                    "asked": self._guesses.asked(span.start),
                    "command": decoded.command,
                    "upto": upto,
                }
            )
        else:
            self._say({"kind": "settled", "upto": upto})
            self._say({"kind": "tentative", "text": ""})
        self._waiting.popleft()

    def _decode(self, span: Span) -> Decoded:
        at = span.start / SAMPLE_RATE
        commands = self._commands if span.alone else ()
        return self._model.decode(span.samples, at, vocabulary=self._vocabulary, commands=commands)

    def _guess(self) -> None:
        span = self._endpointer.open_span(LEAST_GUESS)
        if span is None or self._waiting:
            return
        if self._endpointer.silent_frames >= SPECULATE:
            if self._speculated != span.key:
                self._speculated = span.key
                self._worker.offer(self._number, lambda: self._speculate(span))
        elif time.monotonic() >= self._guess_again:
            self._guess_again = time.monotonic() + GUESS_EVERY
            self._worker.offer(self._number, lambda: self._show_guess(span))

    def _speculate(self, span: Span) -> None:
        if not self._cancelled:
            self._early = {span.key: self._decode(span)}

    def _show_guess(self, span: Span) -> None:
        began = time.monotonic()
        text = self._guesses.guess(span, lambda: not (self._waiting or self._cancelled))
        rested = time.monotonic() + REST * (time.monotonic() - began)
        self._guess_again = max(self._guess_again, rested)
        if text:
            self._say({"kind": "tentative", "text": text})
