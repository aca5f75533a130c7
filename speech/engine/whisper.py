"""A Whisper model with the window opened: encode any length, decode, align, score.

faster-whisper always pads to 30 seconds. CTranslate2 accepts any feature length up to 3000 frames
(100 a second), so we call it ourselves and keep faster-whisper for features and tokens.
"""

import json
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples, Word
from speech.engine.no_av import stand_in_for_av

FRAMES_A_SECOND = 100
FULL_WINDOW = 3000
LANGUAGE = "da"
_BATCH = 32
_LONGEST_REPEAT = 6  # tokens, about three words
# Longer than nul nul nul nul nul; a loop ends after a second round instead of at the length cap.
_LOOP = 12
_LONGEST_NAME = 24  # tokens


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder made of a sound; `frames` of it are sound, the rest is padding."""

    features: Any
    frames: int


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A decoded text, with Whisper's own marks of how well it went."""

    tokens: list[int]
    text: str
    log_probability: float  # mean for each token
    no_speech: float
    compression: float
    at_cap: bool


class Said(NamedTuple):
    """A text that may have been said, and its mean log-probability for each token."""

    tokens: list[int]
    text: str
    log_probability: float


class Aligned(NamedTuple):
    """A word of a decoded text with its tokens; seconds from where the sound begins."""

    text: str  # as it is written, with the space before it
    tokens: list[int]
    start: float
    end: float
    probability: float


class Whisper:
    """A loaded model. Danish everywhere; not safe for several threads at a time."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Load it. Raises: RuntimeError, ValueError or OSError when it cannot be read."""
        stand_in_for_av()
        from faster_whisper import WhisperModel
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        # A cut tokenizer makes the tokenizers library raise a bare Exception; this says it first.
        json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self._model = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads
        )
        self._tokenizer = Tokenizer(
            self._model.hf_tokenizer,
            self._model.model.is_multilingual,
            task="transcribe",
            language=LANGUAGE,
        )
        self._suppressed = get_suppressed_tokens(self._tokenizer, [-1])
        self._prompt = [*self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]

    def encode(self, samples: Samples, window: int) -> Encoded:
        """Encode at most `window` frames of sound, padded with silence to the next second.

        The library keeps about 2 MB for every length it has ever met, and gives nothing back: with
        any number of frames a long dictation grows without end, with whole seconds it stops.
        """
        window = min(FULL_WINDOW, -(-window // FRAMES_A_SECOND) * FRAMES_A_SECOND)
        frames = min(window, -(-len(samples) * FRAMES_A_SECOND // SAMPLE_RATE))
        features = self._model.feature_extractor(samples)[:, :window]
        # Silence as the features show it, not zero: zero is a faint sound and costs words.
        rest = ((0, 0), (0, window - features.shape[1]))
        features = np.pad(features, rest, constant_values=float(features.min()))
        return Encoded(self._model.encode(features), frames)

    def beginning(self, encoded: Encoded, window: int) -> Encoded:
        """The first `window` frames of what has been encoded, without encoding anew."""
        import ctranslate2

        heard = np.ascontiguousarray(np.asarray(encoded.features)[:, : window // 2])
        cut = ctranslate2.StorageView.from_array(heard)
        return Encoded(cut, min(encoded.frames, window))

    def generate(
        self,
        encoded: Encoded,
        *,
        beam: int,
        most_tokens: int,
        after: Sequence[int] = (),
        looping: bool = True,
        hotwords: Sequence[int] = (),
    ) -> Hypothesis:
        """The most likely text that begins with the tokens `after`; `beam` 1 is greedy.

        Without `looping` no run of words comes twice: for a sound that was heard as a loop; with
        it none goes round more than twice. The tokens `hotwords` are given as what was said before,
        which makes their words more likely.
        """
        before = [self._tokenizer.sot_prev, *hotwords] if hotwords else []
        result = self._model.model.generate(
            encoded.features,
            [[*before, *self._prompt, *after]],
            beam_size=beam,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=self._suppressed,
            no_repeat_ngram_size=_LOOP if looping else _LONGEST_REPEAT,
            # CTranslate2 generates half of it, and no more than what the prompt leaves of it.
            max_length=max(2 * most_tokens, most_tokens + len(before) + len(self._prompt)),
        )[0]
        tokens = result.sequences_ids[0]
        text = self._tokenizer.decode(tokens).strip()
        data = text.encode()
        return Hypothesis(
            tokens=[token for token in tokens if token < self._tokenizer.eot],
            text=text,
            log_probability=result.scores[0] * len(tokens) / (len(tokens) + 1),
            no_speech=result.no_speech_prob,
            compression=len(data) / len(zlib.compress(data)) if data else 0.0,
            at_cap=len(tokens) >= most_tokens,
        )

    def likely(
        self,
        encoded: Encoded,
        *,
        count: int,
        after: Sequence[int],
        but: Sequence[int] | None,
        most_tokens: int = _LONGEST_NAME,
    ) -> list[Said]:
        """The `count` most likely texts that follow the tokens `after`, without the tokens `but`.

        `but` None leaves out what is no speech, as usual. Texts may be cut at `most_tokens`.
        """
        result = self._model.model.generate(
            encoded.features,
            [[*self._prompt, *after]],
            beam_size=count,
            num_hypotheses=count,
            return_scores=True,
            suppress_blank=but is None,
            suppress_tokens=list(self._suppressed if but is None else but),
            max_length=2 * (len(after) + most_tokens) if but is None else 2 * most_tokens,
        )[0]
        found = []
        for sequence, score in zip(result.sequences_ids, result.scores, strict=True):
            tokens = [token for token in sequence if token < self._tokenizer.eot][len(after) :]
            found.append(Said(tokens, self._tokenizer.decode(tokens).strip(), score))
        return found

    @property
    def end(self) -> int:
        """The token that ends a text."""
        end: int = self._tokenizer.eot
        return end

    def all_but(self, tokens: Collection[int]) -> list[int]:
        """Every token of the model but these and the one that ends a text."""
        keep = {*tokens, self.end}
        return [
            token for token in range(self._model.hf_tokenizer.get_vocab_size()) if token not in keep
        ]

    def aligned(self, encoded: Encoded, tokens: Sequence[int]) -> list[Aligned]:
        """The words that the tokens make, where each lies in the sound, and how likely it is."""
        found = self._model.find_alignment(
            self._tokenizer, [list(tokens)], encoded.features, max(2, encoded.frames)
        )
        return [
            Aligned(
                each["word"],
                list(each["tokens"]),
                float(each["start"]),
                float(each["end"]),
                float(each["probability"]),
            )
            for each in (found[0] if found else [])
            if each["word"].strip()
        ]

    def words(self, encoded: Encoded, hypothesis: Hypothesis, start: float) -> tuple[Word, ...]:
        """The words with their places (`start` seconds is where the sound begins) and certainty."""
        words: list[Word] = []
        for each in self.aligned(encoded, hypothesis.tokens):
            word = Word(
                round(start + each.start, 2),
                round(start + each.end, 2),
                each.text.strip(),
                round(each.probability, 3),
            )
            if words and not each.text.startswith(" "):  # punctuation belongs to the word before
                last = words.pop()
                word = Word(last.start, word.end, last.text + word.text, last.confidence)
            words.append(word)
        return tuple(words)

    def tokens(self, text: str) -> list[int]:
        """The tokens of a text as it would be spoken after a pause."""
        encoded: list[int] = self._tokenizer.encode(" " + text.strip())
        return encoded

    def log_probabilities(self, encoded: Encoded, texts: Sequence[list[int]]) -> list[list[float]]:
        """The log-probability of each token of each text, given the sound and what precedes it."""
        import ctranslate2

        # All of the window, padding too: cut to the sound alone, the right name of 74 came first
        # for 5 of 19 instead of 18.
        heard = np.asarray(encoded.features)
        found: list[list[float]] = []
        for first in range(0, len(texts), _BATCH):
            batch = list(texts[first : first + _BATCH])
            features = ctranslate2.StorageView.from_array(np.repeat(heard, len(batch), axis=0))
            frames = [2 * heard.shape[1]] * len(batch)
            results = self._model.model.align(features, self._tokenizer.sot_sequence, batch, frames)
            found += [[log(max(p, 1e-10)) for p in r.text_token_probs] for r in results]
        return found
