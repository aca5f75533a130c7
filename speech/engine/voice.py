"""Who is near the microphone: the speaker's own loudness, and what is too faint to be theirs.

Colleagues across the room are 15 to 20 dB fainter. The level that counts is the loudest of the
last quarter of a second, so that a faint consonant is not taken for a faint person; the speaker's
own is nearly their loudest, remembered for long enough that a few quiet sentences do not lower it.
The figures: `jobassist bench colleagues`. A dictation begins without a level, so whoever has moved
away lets go of the key and presses it again.
"""

from collections import deque
from math import log10

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.silero import FRAME

NEAR = -8.0  # dB below the speaker's level and still the speaker
FALLING = -10.0  # the same while they speak: the end of a Danish sentence is said more softly
_FALL = SAMPLE_RATE // FRAME  # frames that an end may take, one second
_LEARNT = 16  # frames of speech, half a second, before anything is too faint
_REMEMBERED = 900  # frames of speech, about half a minute
_LOUD = 90  # percentile of them that is "the speaker's level"
_WINDOW = 8  # frames
# So much faint speech in one pause of the speaker's is the speaker who has leant back: colleagues
# pause and are answered. At once it is the new level.
_LEANT_BACK = 30 * SAMPLE_RATE // FRAME
_FLOOR = 1e-6


class Voice:
    """The speaker's level, learnt from speech as it comes, from one dictation to the next."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=_REMEMBERED)
        self._recent: deque[float] = deque(maxlen=_WINDOW)
        self._speaker = 0.0
        self._faint = 0  # frames of faint speech since the speaker's
        self._since = _FALL  # frames since the speaker was near, whatever they held

    def is_near(self, frame: Samples, *, speech: bool) -> bool:
        """Whether the frame is loud enough to be the speaker's. Call it for every frame."""
        level = 20 * log10(max(_FLOOR, float(np.sqrt(np.mean(np.square(frame))))))
        self._recent.append(level)
        least = FALLING if self._since < _FALL else NEAR
        loudest = max(self._recent)
        self._since = 0 if speech and loudest >= self._speaker + NEAR else self._since + 1
        missing = self._speaker + least - loudest
        if self._faint >= _LEANT_BACK:
            self._levels.clear()
        near = missing <= 0 or len(self._levels) < _LEARNT
        if speech and near:
            self._levels.append(level)
            self._speaker = float(np.percentile(self._levels, _LOUD))
            self._faint = 0
        elif speech:
            self._faint += 1
        return near
