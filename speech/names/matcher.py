"""The recogniser of names: sound and names in, candidates with probabilities and a decision out.

What a weak model decodes is too far from a name to find it among hundreds, but the right one is
nearly always among the dozens most like it, and forced on the sound it mostly comes out first. So
the text draws up a shortlist and the sound decides: a few names first, and only where none of them
is certain more texts, more names, and the same sound at other speeds.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.decoding import short_window
from speech.engine.transcription import speech_only
from speech.engine.whisper import FRAMES_A_SECOND, FULL_WINDOW, Encoded, Whisper
from speech.engine.wire import Head
from speech.names.acceptance import ACCEPT, CERTAIN, HOPELESS, Scored, probabilities
from speech.names.alone import LoneNames
from speech.names.forced import FEWEST, ForcedScores
from speech.names.hearings import (
    AGAIN,
    Candidate,
    Heard,
    Name,
    Ranking,
    by_key,
    hear_again,
    least_ahead,
    window,
)
from speech.names.likeness import Numbers, Spellings

_LEARNING_SECONDS = 1.0
FIRST = 4  # names scored by what was heard freely
CHUNKS = (8, 20, 36)  # names scored after that before asking whether that was enough
MOST_SECONDS = 2.0  # for all of them: a large model on a slow machine scores fewer
LIKELY = 0.8  # no name less like what was heard needs to be looked at
_FREE, _BOUND = 3, 6  # hypotheses: of any text; of texts made of the names' own tokens
TRIGGER_HEARD = {"indsæt": 1.4}  # a gain: 1.5 or more when said, and at most 1.2 when not
LONG_TRIGGER_HEARD = 1.0
RIVAL_LEAD = 0.7
RIVALS = ("indsats", "indsatsen", "standarden", "stationen")  # begin sentences, much like triggers


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sound says of the names. `trigger` is how well one was heard, if one was to be."""

    heard: str
    asked: bool
    trigger: float
    ranked: list[Scored]
    least_ahead: float | None  # when heard several times
    unscored: list[str]  # the keys of the other names, the most alike first


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
        self._alone: tuple[tuple[Name, ...], LoneNames] | None = None  # the last ones
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
        evidence = self.weigh(samples, names, triggers, only_asked=head["only_asked"])
        if evidence is None:
            unheard = [] if head["only_asked"] else [(key, 0.0) for key, _ in names[:count]]
            return _answer("", asked=not triggers, candidates=unheard, accepted=None, began=began)
        chances = probabilities(evidence.ranked, evidence.least_ahead)
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

    def alone(self, names: Sequence[Name]) -> LoneNames:
        """For short sounds that may be one of a few names and nothing else."""
        key = tuple(names)
        if self._alone is None or self._alone[0] != key:
            self._alone = (key, LoneNames(self._whisper, self._forced, key))
        return self._alone[1]

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
        *,
        only_asked: bool = False,
    ) -> Evidence | None:
        """The evidence; None without speech or names, or when not asked and only that matters."""
        speech = _trimmed(samples)
        if not len(speech) or not names:
            return None
        whole = self._whisper.encode(speech, short_window(speech))
        encoded = self._whisper.beginning(whole, window(speech))
        trigger, gain = self._trigger(encoded, triggers)
        asked = not triggers or _heard(trigger, gain)
        if only_asked and not asked:
            return None
        before = trigger if asked else ""
        ready = self._made_ready(before, [spoken for _, spoken in names])
        # As wide as ordinary decoding needs: on less, texts repeat themselves.
        free = self._whisper.likely(whole, count=_FREE, after=[], but=None)
        like = ready.spellings.likeness([each.text for each in free])
        sound = Heard(encoded, before, self._forced.fit(encoded, free[0].tokens))
        ranking = Ranking(self._forced, sound, names)
        ranked = ranking.look(like, FIRST)
        least = None
        if not _is_certain(ranked):
            like = (like + self._bound(whole, before, ready)) / 2.0
            ranked = self._look_on(ranking, like, len(names) if asked else CHUNKS[0])
            least = self._heard_again(speech, before, ranked) if asked else None
        order = np.argsort(-like, kind="stable")
        scored = [each.scored for each in ranked]
        keys = {each.key for each in scored}
        others = [names[int(place)][0] for place in order]
        unscored = list(dict.fromkeys(key for key in others if key not in keys))
        return Evidence(free[0].text, asked, gain, scored, least, unscored)

    def _trigger(self, encoded: Encoded, triggers: Sequence[str]) -> tuple[str, float]:
        """The trigger that is heard best, and by how much it is heard."""
        if not triggers:
            return "", 0.0
        gains = self._forced.openings(encoded, [*triggers, *RIVALS])
        own, rivals = gains[: len(triggers)], gains[len(triggers) :]
        best = int(np.argmax(own))
        behind = max(rivals) - own[best]
        return triggers[best], own[best] if behind < RIVAL_LEAD else -behind

    def _bound(self, encoded: Encoded, before: str, ready: _Names) -> Numbers:
        """How like each name is to what may have been heard, were it made of the names' tokens."""
        after = self._whisper.tokens(before) if before else []
        bound = self._whisper.likely(encoded, count=_BOUND, after=after, but=ready.other_tokens)
        return ready.bare.likeness([each.text for each in bound])

    def _look_on(self, ranking: Ranking, like: Numbers, most: int) -> list[Candidate]:
        """Look at no more names than it takes, and at most that many."""
        most = min(most, self._forced.affordable(MOST_SECONDS, at_most=CHUNKS[-1]))
        ranked: list[Candidate] = []
        for until in CHUNKS:
            ranked = ranking.look(like, min(until, most))
            if until >= most or _chances(ranked)[0] >= LIKELY:
                break
        return ranked

    def _heard_again(self, speech: Samples, before: str, ranked: list[Candidate]) -> float | None:
        """Where one is in doubt, hear the best again and order them anew; see `least_ahead`."""
        affordable = self._forced.affordable(MOST_SECONDS, at_most=2 * AGAIN) == 2 * AGAIN
        those = ranked[:AGAIN]
        in_doubt = HOPELESS <= _chances(ranked)[0] < CERTAIN
        if len(those) == 1 or not affordable or not in_doubt:
            return None
        hear_again(self._whisper, self._forced, speech, before, those)
        ranked[:AGAIN] = by_key(those)
        return least_ahead(ranked[:AGAIN])

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


def _chances(ranked: Sequence[Candidate]) -> list[float]:
    return probabilities([each.scored for each in ranked])


def _is_certain(ranked: Sequence[Candidate]) -> bool:
    return _chances(ranked)[0] >= CERTAIN


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
