"""The recogniser of names: sound and names in, candidates with probabilities and a decision out.

What a weak model decodes is too far from a name to find it among hundreds, but the right one is
nearly always among the dozens most like it, and forced on the sound it mostly comes out first. So
the text draws up a shortlist and the sound decides, a chunk at a time until one is certain.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.decoding import short_window
from speech.engine.transcription import speech_only
from speech.engine.whisper import FRAMES_A_SECOND, FULL_WINDOW, Encoded, Said, Whisper
from speech.engine.wire import Head
from speech.names.acceptance import ACCEPT, ENOUGH, Scored, probabilities
from speech.names.forced import FEWEST, ForcedScores
from speech.names.likeness import Numbers, Spellings

_LEARNING_SECONDS = 1.0
CHUNK = 16  # names scored before asking whether that was enough
MOST_NAMES = 64
MOST_SECONDS = 2.0  # for all of them: a large model on a slow machine scores fewer
_SHORTEST_WINDOW = 4.0
_MARGIN = 1.5  # seconds of silence after the speech
_FREE, _BOUND = 5, 12  # hypotheses: of any text; of texts made of the names' own tokens
TEXT_WEIGHT = 0.1  # of a likeness of 0 to 100
TRIGGER_HEARD = {"indsæt": 1.4}  # a gain: 1.5 or more when said, and at most 1.2 when not
LONG_TRIGGER_HEARD = 1.0
RIVAL_LEAD = 0.7
RIVALS = ("indsats", "indsatsen", "standarden", "stationen")  # begin sentences, much like triggers
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sound says of the names. `trigger` is how well one was heard, if one was to be."""

    heard: str
    asked: bool
    trigger: float
    ranked: list[Scored]
    unscored: list[str]  # the keys of the other names, the most alike first


class _Sound(NamedTuple):
    """A sound, the trigger that was heard in it, and the fit of the text that was decoded."""

    encoded: Encoded
    before: str
    free_fit: float


class _Names(NamedTuple):
    """Names made ready after one trigger."""

    spellings: Spellings  # with the trigger
    bare: Spellings
    other_tokens: list[int]


class NameMatcher:
    """Matches sounds against names; remembers what it has worked out of both model and names."""

    def __init__(self, whisper: Whisper) -> None:
        self._whisper = whisper
        self._forced = ForcedScores(whisper)
        self._ready: dict[tuple[str, tuple[str, ...]], _Names] = {}

    def match(self, samples: Samples, head: Head) -> dict[str, Any]:
        """The `matched` frame for a `match` frame.

        It has `names` as [key, spoken name], `top`, `triggers`, and `only_asked`: look no further
        when no trigger is heard.
        """
        began = time.perf_counter()
        names: list[Name] = [(key, spoken) for key, spoken in head["names"]]
        count = max(FEWEST, head["top"])
        triggers = head["triggers"]
        evidence = self.weigh(samples, names, triggers, count, only_asked=head["only_asked"])
        if evidence is None:
            unheard = [] if head["only_asked"] else [(key, 0.0) for key, _ in names[:count]]
            return _answer("", asked=not triggers, candidates=unheard, accepted=None, began=began)
        chances = probabilities(evidence.ranked)
        candidates = [
            (each.key, round(chance, 4))
            for each, chance in zip(evidence.ranked, chances, strict=True)
        ]
        candidates += [(key, 0.0) for key in evidence.unscored]
        sure = evidence.asked and chances[0] >= ACCEPT
        return _answer(
            evidence.heard,
            asked=evidence.asked,
            candidates=candidates[:count],
            accepted=evidence.ranked[0].key if sure else None,
            began=began,
        )

    def begins(self, encoded: Encoded, triggers: Sequence[str]) -> bool:
        """Whether a sound begins with one of the triggers; its first two seconds are enough."""
        return _heard(*self._trigger(encoded, triggers))

    def learn(self, head: Head, most: int) -> bool:
        """Score `most` more names of a `match` frame on silence.

        False when all have been, or when this model takes too long for work nobody waits for.
        """
        spoken = [name for _, name in head["names"]]
        for before in head["triggers"] or [""]:
            new = self._forced.unlearned(before, spoken)
            if new and self._forced.affordable(_LEARNING_SECONDS, at_most=most) == most:
                self._forced.learn(before, new[:most])
                return True
        return False

    def weigh(
        self,
        samples: Samples,
        names: Sequence[Name],
        triggers: Sequence[str],
        count: int,
        *,
        only_asked: bool = False,
    ) -> Evidence | None:
        """The evidence; None without speech or names, or when not asked and only that matters."""
        speech = _trimmed(samples)
        if not len(speech) or not names:
            return None
        seconds = max(_SHORTEST_WINDOW, len(speech) / SAMPLE_RATE + _MARGIN)
        encoded = self._whisper.encode(speech, round(seconds * FRAMES_A_SECOND))
        trigger, gain = self._trigger(encoded, triggers)
        asked = not triggers or _heard(trigger, gain)
        if only_asked and not asked:
            return None
        before = trigger if asked else ""
        free, like = self._likeness(speech, before, names)
        sound = _Sound(encoded, before, self._forced.fit(encoded, free.tokens))
        order = [names[int(place)] for place in np.argsort(-like, kind="stable")]
        ranked = self._rank(sound, order, np.sort(like)[::-1], count)
        keys = {each.key for each in ranked}
        unscored = list(dict.fromkeys(key for key, _ in order if key not in keys))
        return Evidence(free.text, asked, gain, ranked, unscored)

    def _trigger(self, encoded: Encoded, triggers: Sequence[str]) -> tuple[str, float]:
        """The trigger that is heard best, and by how much it is heard."""
        if not triggers:
            return "", 0.0
        gains = self._forced.openings(encoded, [*triggers, *RIVALS])
        own, rivals = gains[: len(triggers)], gains[len(triggers) :]
        best = int(np.argmax(own))
        behind = max(rivals) - own[best]
        return triggers[best], own[best] if behind < RIVAL_LEAD else -behind

    def _likeness(
        self, speech: Samples, before: str, names: Sequence[Name]
    ) -> tuple[Said, Numbers]:
        """The best text, and for each name its likeness to all that may have been heard."""
        # On the window that ordinary decoding needs: on a shorter one texts repeat themselves.
        encoded = self._whisper.encode(speech, short_window(speech))
        ready = self._made_ready(before, [spoken for _, spoken in names])
        after = self._whisper.tokens(before) if before else []
        free = self._whisper.likely(encoded, count=_FREE, after=[], but=None)
        bound = self._whisper.likely(encoded, count=_BOUND, after=after, but=ready.other_tokens)
        as_heard = ready.spellings.likeness([each.text for each in free])
        as_bound = ready.bare.likeness([each.text for each in bound])
        return free[0], (as_heard + as_bound) / 2.0

    def _rank(
        self, sound: _Sound, names: Sequence[Name], like: Numbers, count: int
    ) -> list[Scored]:
        """Of `names`, most alike first, no more scored than it takes; best score first."""
        best: dict[str, Scored] = {}  # a key may have several names
        ranked: list[Scored] = []
        most = self._forced.affordable(MOST_SECONDS, at_most=MOST_NAMES)
        for first in range(0, min(len(names), most), CHUNK):
            chunk = names[first : min(first + CHUNK, most)]
            spoken = [name for _, name in chunk]
            found = self._forced.names(sound.encoded, sound.before, spoken)
            for (key, _), forced, alike in zip(chunk, found, like[first:], strict=False):
                each = Scored(
                    key, forced.gain + TEXT_WEIGHT * float(alike), forced.fit - sound.free_fit
                )
                if key not in best or each.score > best[key].score:
                    best[key] = each
            ranked = sorted(best.values(), key=lambda each: -each.score)
            if len(ranked) >= count and probabilities(ranked)[0] >= ENOUGH:
                break
        return ranked

    def _made_ready(self, before: str, spoken: Sequence[str]) -> _Names:
        key = (before, tuple(spoken))
        if key not in self._ready:
            used = {token for name in spoken for token in self._whisper.tokens(name)}
            self._ready = {  # of the last list of names only
                known: names for known, names in self._ready.items() if known[1] == key[1]
            }
            self._ready[key] = _Names(
                Spellings(spoken, before), Spellings(spoken), self._whisper.all_but(used)
            )
        return self._ready[key]


def _heard(trigger: str, gain: float) -> bool:
    return gain >= TRIGGER_HEARD.get(trigger, LONG_TRIGGER_HEARD)


def _trimmed(samples: Samples) -> Samples:
    """The speech with little silence around it, and no more than a window holds."""
    speech = speech_only(samples)
    most = (FULL_WINDOW // FRAMES_A_SECOND - 2) * SAMPLE_RATE
    return speech[:most]


def _answer(
    heard: str,
    *,
    asked: bool,
    candidates: Sequence[tuple[str, float]],
    accepted: str | None,
    began: float,
) -> dict[str, Any]:
    return {
        "kind": "matched",
        "heard": heard,
        "asked": asked,
        "candidates": list(candidates),
        "accepted": accepted,
        "seconds": time.perf_counter() - began,
    }
