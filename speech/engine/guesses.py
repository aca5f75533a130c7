"""Guesses at speech that is still going on: quick, stable, and gone when something final waits.

What two guesses in a row agreed on stands: the next one begins with it, so that the text shown
grows at its end. The library takes as long for words it is given as for those it finds, so of a
long segment only the last seconds are listened to again; what came before has been read. A guess
is made some words at a time, because the library cannot be interrupted: when the key is let go,
the rest is not made.

What was encoded for a guess also tells whether the segment begins with a trigger, long before it
ends: asking afterwards costs an encoding, 160 ms with `base`, before the text may be shown.
"""

from collections.abc import Callable, Sequence
from itertools import takewhile

from jobassist.ports.speech import SAMPLE_RATE
from speech.engine.decoding import nothing_said, repeats, short_window, token_cap
from speech.engine.endpointing import Span
from speech.engine.whisper import Encoded, Whisper

SHORTEST_WINDOW = 6.0  # seconds; enough for a guess
OPENING = int(1.9 * SAMPLE_RATE)  # samples, with 0.7 s before the words: a trigger has been said
AT_A_TIME = 16  # tokens, about 100 ms with `base`
LONGEST = 7 * SAMPLE_RATE  # listened to again
_KEPT = 3.0  # seconds at the end that are, when there was more


class Guesses:
    """The guesses of one dictation."""

    def __init__(self, whisper: Whisper, begins: Callable[[Encoded], bool] | None = None) -> None:
        """`begins` tells whether a sound begins with a trigger."""
        self._whisper = whisper
        self._begins = begins
        self._asked: bool | None = None
        self._begin_at(-1)

    def guess(self, span: Span, wanted: Callable[[], bool]) -> str | None:
        """What may have been said so far; empty when nothing was, None when no longer wanted."""
        if span.start != self._start:
            self._begin_at(span.start)
        sound = span.samples[self._from :]
        most = token_cap(sound)
        tokens = list(self._agreed)
        encoded = self._whisper.encode(sound, short_window(sound, SHORTEST_WINDOW))
        while wanted():
            room = min(most, len(tokens) + AT_A_TIME)
            found = self._whisper.generate(encoded, beam=1, most_tokens=room, after=tokens)
            if nothing_said(found) or repeats(found):
                self._forget_text()
                return " ".join(self._read)
            if len(found.tokens) < room or room == most:
                self._remember(found.tokens)
                self._look_for_trigger(encoded, span)
                text = " ".join([*self._read, found.text])
                if len(sound) > LONGEST:
                    self._read_on(encoded, len(sound))
                return text
            tokens = found.tokens
        return None

    def asked(self, start: int) -> bool | None:
        """Whether the segment from that sample begins with a trigger; None when not looked at."""
        return self._asked if start == self._start else None

    def _look_for_trigger(self, encoded: Encoded, span: Span) -> None:
        if self._begins and self._asked is None and len(span.samples) >= OPENING and not self._from:
            self._asked = self._begins(encoded)

    def _read_on(self, encoded: Encoded, length: int) -> None:
        """Take the agreed words as read that end well before the end of the sound."""
        until = length / SAMPLE_RATE - _KEPT
        words = self._whisper.aligned(encoded, self._agreed)[:-1] if self._agreed else []
        done = list(takewhile(lambda word: word.end <= until, words))
        if done:
            self._from += int(done[-1].end * SAMPLE_RATE)
            self._read.append("".join(word.text for word in done).strip())
            self._forget_text()

    def _begin_at(self, start: int) -> None:
        self._start = start
        self._from = 0  # samples of the segment that have been read
        self._read: list[str] = []
        self._asked = None
        self._forget_text()

    def _forget_text(self) -> None:
        self._last: Sequence[int] = ()
        self._agreed: Sequence[int] = ()

    def _remember(self, tokens: Sequence[int]) -> None:
        # The last token they share may be half a word that has not been said to its end.
        pairs = takewhile(lambda pair: pair[0] == pair[1], zip(self._last, tokens, strict=False))
        self._agreed = max(self._agreed, [token for token, _ in pairs][:-1], key=len)
        self._last = tokens
