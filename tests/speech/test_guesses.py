"""Guesses: stable, a few words at a time, and given up when something final waits."""

from collections.abc import Sequence

import pytest

from jobassist.ports.speech import Samples
from speech.engine.endpointing import Span
from speech.engine.guesses import AT_A_TIME, Guesses
from speech.engine.whisper import Aligned, Encoded, Hypothesis
from tests.speech.listening import silence

SAID = list(range(1, 21))


class SpeakingWhisper:
    """Hears `said`, one token a word, and remembers what each call had to begin with."""

    def __init__(self, said: Sequence[int] = SAID) -> None:
        self.said = list(said)
        self.compression = 1.0
        self.calls: list[tuple[int, int]] = []  # tokens given, tokens at most
        self.heard: list[int] = []  # samples that were listened to

    def encode(self, samples: Samples, window: int) -> Encoded:
        assert 600 <= window <= 1000
        self.heard.append(len(samples))
        return Encoded(None, len(samples) // 160)

    def generate(
        self, encoded: Encoded, *, beam: int, most_tokens: int, after: Sequence[int]
    ) -> Hypothesis:
        assert beam == 1 and list(after) == self.said[: len(after)]
        self.calls.append((len(after), most_tokens))
        tokens = self.said[:most_tokens]
        text = " ".join(f"ord{token}" for token in tokens)
        return Hypothesis(tokens, text, -0.4, 0.1, self.compression, at_cap=False)

    def aligned(self, encoded: Encoded, tokens: Sequence[int]) -> list[Aligned]:
        """A word every 400 ms."""
        return [
            Aligned(f" ord{token}", [token], 0.4 * n, 0.4 * n + 0.4, 0.9)
            for n, token in enumerate(tokens)
        ]


def span(start: int = 0, seconds: float = 3) -> Span:
    return Span(start, silence(seconds), (start, 0))


def always() -> bool:
    return True


def test_guess_is_made_a_few_words_at_a_time() -> None:
    whisper = SpeakingWhisper()
    assert Guesses(whisper).guess(span(), always) == " ".join(f"ord{n}" for n in SAID)  # type: ignore[arg-type]
    assert whisper.calls == [(0, AT_A_TIME), (16, 32)]


def test_what_two_guesses_agree_on_is_not_decoded_again() -> None:
    whisper = SpeakingWhisper(SAID[:12])
    guesses = Guesses(whisper)  # type: ignore[arg-type]
    guesses.guess(span(), always)
    whisper.said = [*SAID[:11], 99, 100]
    guesses.guess(span(), always)
    whisper.calls.clear()
    whisper.said = SAID
    guesses.guess(span(), always)
    assert whisper.calls[0] == (10, 10 + AT_A_TIME)  # eleven shared, the last may be half a word


def test_next_segment_begins_anew() -> None:
    whisper = SpeakingWhisper()
    guesses = Guesses(whisper)  # type: ignore[arg-type]
    guesses.guess(span(), always)
    guesses.guess(span(), always)
    whisper.calls.clear()
    guesses.guess(span(start=50_000), always)
    assert whisper.calls[0][0] == 0


@pytest.mark.parametrize("calls", [0, 1])
def test_unwanted_guess_is_given_up_between_two_steps(calls: int) -> None:
    whisper = SpeakingWhisper()
    assert Guesses(whisper).guess(span(), lambda: len(whisper.calls) < calls) is None  # type: ignore[arg-type]
    assert len(whisper.calls) == calls


def test_loop_is_no_guess() -> None:
    whisper = SpeakingWhisper()
    guesses = Guesses(whisper)  # type: ignore[arg-type]
    whisper.compression = 3.0
    assert guesses.guess(span(), always) == ""


def test_of_a_long_segment_only_the_last_seconds_are_listened_to_again() -> None:
    whisper = SpeakingWhisper()
    guesses = Guesses(whisper)  # type: ignore[arg-type]
    guesses.guess(span(seconds=8), always)
    first = guesses.guess(span(seconds=8), always)  # agreed: read up to three seconds before
    whisper.said = SAID[12:]
    whisper.heard.clear()
    second = guesses.guess(span(seconds=8.5), always)
    assert whisper.heard[0] < 4 * 16_000
    assert first == second == " ".join(f"ord{n}" for n in SAID)
    whisper.said = SAID
    assert guesses.guess(span(start=90_000), always) == first  # and the next begins anew
    assert whisper.heard[-1] == 3 * 16_000


def test_trigger_is_looked_for_once_enough_was_said_and_once_only() -> None:
    looked: list[int] = []

    def begins(encoded: Encoded) -> bool:
        looked.append(encoded.frames)
        return True

    guesses = Guesses(SpeakingWhisper(), begins)  # type: ignore[arg-type]
    guesses.guess(span(seconds=1), always)
    assert guesses.asked(0) is None and not looked
    guesses.guess(span(seconds=2), always)
    guesses.guess(span(seconds=3), always)
    assert guesses.asked(0) is True and looked == [200]
    assert guesses.asked(50_000) is None
    guesses.guess(span(start=50_000, seconds=1), always)
    assert guesses.asked(0) is None
