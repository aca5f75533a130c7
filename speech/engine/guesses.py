"""Guesses at speech that is still going on: quick, stable, and gone when something final waits.

What two guesses in a row agreed on is not decoded again: the next one begins with it, so that the
text shown grows at its end, and a guess costs the tail only. A guess is made a few words at a
time, because the library cannot be interrupted: when the key is let go, the rest is not made.
"""

from collections.abc import Callable, Sequence
from itertools import takewhile

from speech.engine.decoding import nothing_said, repeats, short_window, token_cap
from speech.engine.endpointing import Span
from speech.engine.whisper import Whisper

SHORTEST_WINDOW = 6.0  # seconds; enough for a guess
AT_A_TIME = 8  # tokens, about 50 ms with `base`


class Guesses:
    """The guesses of one dictation."""

    def __init__(self, whisper: Whisper) -> None:
        self._whisper = whisper
        self._begin_at(-1)

    def guess(self, span: Span, wanted: Callable[[], bool]) -> str | None:
        """What may have been said so far; empty when nothing was, None when no longer wanted."""
        if span.start != self._start:
            self._begin_at(span.start)
        most = token_cap(span.samples)
        tokens = list(self._agreed)
        encoded = self._whisper.encode(span.samples, short_window(span.samples, SHORTEST_WINDOW))
        while wanted():
            room = min(most, len(tokens) + AT_A_TIME)
            found = self._whisper.generate(encoded, beam=1, most_tokens=room, after=tokens)
            if nothing_said(found) or repeats(found):
                self._begin_at(span.start)
                return ""
            if len(found.tokens) < room or room == most:
                self._remember(found.tokens)
                return found.text
            tokens = found.tokens
        return None

    def _begin_at(self, start: int) -> None:
        self._start = start
        self._last: Sequence[int] = ()
        self._agreed: Sequence[int] = ()

    def _remember(self, tokens: Sequence[int]) -> None:
        # The last token they share may be half a word that has not been said to its end.
        pairs = takewhile(lambda pair: pair[0] == pair[1], zip(self._last, tokens, strict=False))
        self._agreed = max(self._agreed, [token for token, _ in pairs][:-1], key=len)
        self._last = tokens
