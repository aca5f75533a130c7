"""Wav2Vec2 with CTC as a `Model`: what it hears is the sound and nothing else.

Such a model has no language of its own: it cannot loop, echo a prompt or recall subtitles, so
nothing is decoded anew. It writes lower case without punctuation; the written form does the rest.
"""

from collections.abc import Sequence
from pathlib import Path

from jobassist.ports.speech import SAMPLE_RATE, Samples, Segment, Word
from speech.engine.ctc.acoustics import FRAME_SECONDS, Acoustics, Emissions
from speech.engine.ctc.alphabet import read_alphabet
from speech.engine.ctc.guesses import CtcGuesses
from speech.engine.ctc.likelihood import log_likelihoods
from speech.engine.ctc.names import CtcMatcher, trigger_in
from speech.engine.ctc.paths import Spelt, best_words, readings
from speech.engine.model import Decoded
from speech.engine.vocabulary import alike, with_vocabulary

LEAST_CONFIDENCE = 0.3  # mean of the words; what is less sure is noise that passed for speech
_AROUND = 0.06  # seconds that a word's letters may lie outside its place


class CtcModel:
    """A loaded Wav2Vec2 CTC model. See `Model`."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Load it. Raises: RuntimeError, ValueError, KeyError or OSError."""
        self._alphabet = read_alphabet(folder)
        self._acoustics = Acoustics(folder, threads, len(self._alphabet))
        self._matcher = CtcMatcher(self._acoustics, self._alphabet)

    def decode(
        self,
        samples: Samples,
        start: float,
        *,
        padded: bool = False,  # noqa: ARG002 - these models have no window
        vocabulary: Sequence[str] = (),
        commands: Sequence[tuple[str, str]] = (),  # noqa: ARG002 - its text says what was said
    ) -> Decoded:
        """Decode one segment."""
        emissions = self._acoustics.emissions(samples)
        spelt = best_words(emissions, self._alphabet)
        if not spelt or sum(word.probability for word in spelt) < LEAST_CONFIDENCE * len(spelt):
            return Decoded(None, False)
        words = tuple(_word(word, start) for word in spelt)
        if vocabulary:
            words = with_vocabulary(words, vocabulary, lambda texts: self._weigh(emissions, texts))
        end = start + len(samples) / SAMPLE_RATE
        text = " ".join(word.text for word in words)
        return Decoded(Segment(round(start, 2), round(end, 2), text, words), False)

    def alternatives(
        self, samples: Samples, start: float, end: float, *, count: int, vocabulary: Sequence[str]
    ) -> list[str]:
        """Readings of what lies from `start` to `end`, each weighed within all that was heard."""
        emissions = self._acoustics.emissions(samples)
        words = best_words(emissions, self._alphabet)
        place = [n for n, word in enumerate(words) if start <= (word.start + word.end) / 2 <= end]
        if not place:
            return []
        first, last = words[place[0]], words[place[-1]]
        lo = max(0, round((first.start - _AROUND) / FRAME_SECONDS))
        hi = round((last.end + _AROUND) / FRAME_SECONDS)
        said = " ".join(words[n].text for n in place)
        found = [said, *readings(emissions[lo:hi], self._alphabet, 3 * count)]
        texts = list(dict.fromkeys([*found, *alike(said, vocabulary)]))
        before = [word.text for word in words[: place[0]]]
        after = [word.text for word in words[place[-1] + 1 :]]
        whole = [" ".join([*before, text, *after]) for text in texts]
        weighed = zip(self._weigh(emissions, whole), texts, strict=True)
        return [text for _, text in sorted(weighed, key=lambda each: -each[0])[:count]]

    def guesses(self, triggers: Sequence[str]) -> CtcGuesses:
        """For a new dictation."""
        begins = (lambda text: bool(trigger_in(text, triggers))) if triggers else None
        return CtcGuesses(self._acoustics, self._alphabet, begins)

    def matcher(self) -> CtcMatcher:
        """For names."""
        return self._matcher

    def _weigh(self, emissions: Emissions, texts: Sequence[str]) -> list[float]:
        spelt = [self._alphabet.numbers(text) for text in texts]
        return log_likelihoods(emissions, spelt, self._alphabet.blank)


def _word(word: Spelt, start: float) -> Word:
    return Word(
        round(start + word.start, 2),
        round(start + word.end, 2),
        word.text,
        round(word.probability, 3),
    )
