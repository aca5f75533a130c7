"""A few names on a short sound: was one of them all that was said?

For spoken commands while one dictates. A weak model writes something else for them ("Stoppik, tag
dem" for »stop diktat«), but what it writes is like the name, and the name forced on the sound beats
ordinary speech that is forced on it as well. Both must speak for it. What was encoded for the text
is used again, so that this costs a part of a decode.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.whisper import Encoded, Hypothesis, Whisper
from speech.names.forced import ForcedScores
from speech.names.hearings import Name, window
from speech.names.likeness import Spellings

LONGEST = int(3.0 * SAMPLE_RATE)  # with the silence around it, up to 1.2 s
MOST = 12  # names, and as many sayings, that are like what was decoded
LETTERS = 0.05  # of a likeness of 0 to 100, beside a gain
ENOUGH = 0.7  # the surest saying that was no command had 0.4
_CONSTANT, _AHEAD, _GAIN, _ALIKE = -5.8, 1.14, 0.22, 0.07
LEAST_ALIKE = 45.0  # nothing that was less like its name has been accepted
CLEAR = -0.4  # log-probability of a text for each token; of commands heard wrong it is below -0.5
NO_NAME = ""  # the key of ordinary speech that sounds like a name


class Alone(NamedTuple):
    """A name and what speaks for it.

    `gain`: the sound (`speech.names.forced`). `ahead`: by how much it beats the best ordinary
    saying, by sound and letters. `alike`: 0 to 100, the text that was decoded.
    """

    key: str
    gain: float
    ahead: float
    alike: float


class LoneNames:
    """Names and ordinary sayings, ready to be heard."""

    def __init__(self, whisper: Whisper, forced: ForcedScores, names: Sequence[Name]) -> None:
        """Names without a key (`NO_NAME`) are ordinary sayings."""
        self._whisper = whisper
        self._forced = forced
        self._names = [name for name in names if name[0] != NO_NAME]
        self._others = [name for name in names if name[0] == NO_NAME]
        self._spelt = Spellings([spoken for _, spoken in self._names])
        self._others_spelt = Spellings([spoken for _, spoken in self._others])

    def said(self, samples: Samples, encoded: Encoded, decoded: Hypothesis) -> str | None:
        """The key of the name that was all that was said; None for anything else.

        `decoded` is the text for all of the sound, `encoded` what it was decoded from.
        """
        best = self.best(samples, encoded, decoded)
        return best.key if best and accepted(best) else None

    def best(self, samples: Samples, encoded: Encoded, decoded: Hypothesis) -> Alone | None:
        """The name that most speaks for.

        None where the sound is too long for one, the text so probable that it is what was said, or
        nothing like any.
        """
        if len(samples) > LONGEST or not self._names or decoded.log_probability > CLEAR:
            return None
        names = _most_alike(self._names, self._spelt, decoded.text)
        if names[0][1] < LEAST_ALIKE:  # most of ordinary speech: it waits for nothing
            return None
        heard = self._whisper.beginning(encoded, window(samples))
        others = _most_alike(self._others, self._others_spelt, decoded.text)
        found = self._forced.names(heard, "", [spoken for (_, spoken), _ in (*names, *others)])
        gains = [each.gain for each in found]
        scores = [
            gain + LETTERS * alike
            for gain, (_, alike) in zip(gains, (*names, *others), strict=True)
        ]
        first = int(np.argmax(scores[: len(names)]))
        rival = max(scores[len(names) :], default=0.0)
        (key, _), alike = names[first]
        return Alone(key, gains[first], scores[first] - rival, alike)


def accepted(best: Alone) -> bool:
    """Whether that is enough to obey: what is said for the note must never be."""
    return certainty(best) >= ENOUGH


def certainty(best: Alone) -> float:
    """How much speaks for it, as log-odds that it was said.

    Fitted on 49 commands and 137 short sayings of four synthetic voices; measured on other voices
    and sayings (`jobassist bench spoken_commands`).
    """
    return _CONSTANT + _AHEAD * best.ahead + _GAIN * best.gain + _ALIKE * best.alike


def _most_alike(names: Sequence[Name], spelt: Spellings, text: str) -> list[tuple[Name, float]]:
    if not names:
        return []
    alike = spelt.likeness([text])
    order = np.argsort(-alike, kind="stable")[:MOST]
    return [(names[int(place)], float(alike[int(place)])) for place in order]
