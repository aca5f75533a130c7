"""Who is near the microphone: the speaker's own loudness, and what is too faint to be theirs.

Colleagues across the room are 15 to 20 dB fainter. The level that counts is the loudest of the
last quarter of a second, so that a faint consonant is not taken for a faint person.
"""

from collections import deque
from math import log10

import numpy as np

from jobassist.ports.speech import Samples
from speech.engine.silero import FRAME

NEAR = -9.0  # dB below the speaker's level and still the speaker
_LEARNT = 16  # frames of speech, half a second, before anything is too faint
_REMEMBERED = 300  # frames of speech, about ten seconds
_LOUD = 80  # percentile of them that is "the speaker's level"
_WINDOW = 8  # frames
# Whoever goes on for a while at a distance has leant back: the level follows, slowly.
_FORGIVEN = 0.5 * FRAME / 16_000  # dB for each frame
_FLOOR = 1e-6


class Voice:
    """The speaker's level, learnt from speech as it comes, from one dictation to the next."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=_REMEMBERED)
        self._recent: deque[float] = deque(maxlen=_WINDOW)
        self._speaker = 0.0
        self._forgiven = 0.0

    def is_near(self, frame: Samples, *, speech: bool) -> bool:
        """Whether the frame is loud enough to be the speaker's. Call it for every frame."""
        level = 20 * log10(max(_FLOOR, float(np.sqrt(np.mean(np.square(frame))))))
        self._recent.append(level)
        missing = self._speaker + NEAR - max(self._recent)
        near = missing <= self._forgiven or len(self._levels) < _LEARNT
        if speech and near:
            if missing > 0:
                self._levels.clear()  # it is the speaker after all: learn the new distance
            self._levels.append(level)
            self._speaker = float(np.percentile(self._levels, _LOUD))
            self._forgiven = 0.0
        elif speech:
            self._forgiven += _FORGIVEN
        return near
