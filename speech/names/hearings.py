"""Names on a sound, heard once or several times: the same sound a little slower and quicker.

A weak model that is in doubt between two names hears the same recording differently when it is
played at another speed; the mean of three hearings is right more often, and far more often surely
so. On eight voices it was not fitted on, 89 % instead of 75 % could be accepted at 1 % wrong.
It costs nearly as much as all before it, so it is done for a doubt alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.whisper import FRAMES_A_SECOND, Encoded, Whisper
from speech.names.acceptance import Scored
from speech.names.forced import Forced, ForcedScores
from speech.names.likeness import Numbers

TEXT_WEIGHT = 0.15  # of a likeness of 0 to 100
LENGTHS = (1.12, 0.9)  # of the sound when it is heard again
AGAIN = 4  # names that are heard again
_SHORTEST_WINDOW = 4.0
_MARGIN = 1.5  # seconds of silence after the speech
Name = tuple[str, str]


class Heard(NamedTuple):
    """A sound, what was said before the name, and the fit of the text that was decoded."""

    encoded: Encoded
    before: str
    free_fit: float


@dataclass(slots=True)
class Candidate:
    """A name, its likeness as text, and what each hearing of the sound says for it."""

    name: Name
    alike: float
    fit: float
    gains: list[float] = field(default_factory=list)

    def at(self, hearing: int) -> float:
        """Its score by that hearing alone."""
        return self.gains[hearing] + TEXT_WEIGHT * self.alike

    @property
    def scored(self) -> Scored:
        """Its score by the mean of all hearings."""
        mean = float(np.mean(self.gains))
        return Scored(self.name[0], mean + TEXT_WEIGHT * self.alike, self.fit)


def window(samples: Samples) -> int:
    """The frames in which a name on these samples is scored."""
    seconds = max(_SHORTEST_WINDOW, len(samples) / SAMPLE_RATE + _MARGIN)
    return round(seconds * FRAMES_A_SECOND)


class Ranking:
    """Names on one sound. What it says for a name is asked for once, the most alike first."""

    def __init__(self, forced: ForcedScores, sound: Heard, names: Sequence[Name]) -> None:
        self._forced = forced
        self._sound = sound
        self._names = names
        self._said: dict[int, Forced] = {}

    def look(self, like: Numbers, until: int) -> list[Candidate]:
        """Score those of the `until` most alike that have not been; all that have, best first.

        `like` are the likenesses of all names, as far as they are known by now.
        """
        nearest = np.argsort(-like, kind="stable")[:until]
        new = [int(place) for place in nearest if int(place) not in self._said]
        spoken = [self._names[place][1] for place in new]
        found = self._forced.names(self._sound.encoded, self._sound.before, spoken) if new else []
        self._said.update(zip(new, found, strict=True))
        return by_key(
            [
                Candidate(
                    self._names[place],
                    float(like[place]),
                    said.fit - self._sound.free_fit,
                    [said.gain],
                )
                for place, said in self._said.items()
            ]
        )


def hear_again(
    whisper: Whisper, forced: ForcedScores, speech: Samples, before: str, those: list[Candidate]
) -> None:
    """Add what the sound says at other speeds."""
    import soxr

    for length in LENGTHS:
        sound = soxr.resample(speech, SAMPLE_RATE, round(SAMPLE_RATE * length)).astype(np.float32)
        encoded = whisper.encode(sound, window(sound))
        found = forced.names(encoded, before, [each.name[1] for each in those])
        for each, said in zip(those, found, strict=True):
            each.gains.append(said.gain)


def by_key(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best name of each key, best first: a key may have several names."""
    best: dict[str, Candidate] = {}
    for each in sorted(candidates, key=lambda each: -each.scored.score):
        best.setdefault(each.name[0], each)
    return list(best.values())


def least_ahead(ranked: Sequence[Candidate]) -> float:
    """By how much the first is ahead in the hearing that speaks least for it; may be negative."""
    first, others = ranked[0], ranked[1:]
    leads = [
        first.at(hearing) - max(each.at(hearing) for each in others)
        for hearing in range(len(first.gains))
    ]
    return min(leads)
