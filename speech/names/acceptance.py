"""From scores to probabilities, and how much is enough to take a name without asking.

Fitted on 240 requests and announced ordinary sentences of synthetic voices; measured on other
voices, speeds and sentences (`jobassist bench phrase_voice`).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

ACCEPT = 0.8
ENOUGH = 0.9  # no name less like what was heard needs to be looked at
_CONSTANT, _SCORE, _AHEAD, _FIT = -3.23, 0.63, 1.12, 0.47
_FARTHEST = 4.0  # being farther ahead of the second says no more
_SHARPNESS = 2.15  # of the choice between names


class Scored(NamedTuple):
    """A name on a sound.

    `fit` is how much better its tokens fit the sound than those of the text that was decoded
    freely, for each token: speech that is no name fits some other text far better.
    """

    key: str
    score: float
    fit: float


def probabilities(ranked: Sequence[Scored]) -> list[float]:
    """How probable it is that each was said; the best comes first. The rest is no name at all."""
    best = ranked[0]
    ahead = min([_FARTHEST, *(best.score - other.score for other in ranked[1:2])])
    logit = _CONSTANT + _SCORE * best.score + _AHEAD * ahead + _FIT * best.fit
    beside = np.exp([_SHARPNESS * (each.score - best.score) for each in ranked])
    chance = min(1 / (1 + np.exp(-np.clip(logit, -50, 50))), 1 / beside.sum())
    return [float(chance * each) for each in beside]
