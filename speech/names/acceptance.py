"""From scores to probabilities, and how much is enough to take a name without asking.

Fitted on 200 requests and 50 announced ordinary sentences of eight synthetic voices; how much is
enough, on 231 requests and 72 sentences of as many; measured on other voices, speeds and sentences
(`jobassist bench phrase_voice`).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

ACCEPT = 0.65
CERTAIN = 0.9  # no need to look at more names, or to hear again
HOPELESS = 0.05  # nor here
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


class _Weights(NamedTuple):
    constant: float
    score: float
    ahead: float
    fit: float
    least_ahead: float = 0.0


_ONCE = _Weights(-2.69, 0.55, 0.70, 0.62)
_AGAIN = _Weights(-2.57, 0.51, 0.55, 0.53, 0.34)


def probabilities(ranked: Sequence[Scored], least_ahead: float | None = None) -> list[float]:
    """How probable it is that each was said; the best comes first. The rest is no name at all.

    `least_ahead`: by how much the best was ahead in the hearing that spoke least for it, when the
    scores are the mean of several hearings.
    """
    best = ranked[0]
    weights = _ONCE if least_ahead is None else _AGAIN
    ahead = min([_FARTHEST, *(best.score - other.score for other in ranked[1:2])])
    least = float(np.clip(least_ahead or 0.0, -_FARTHEST, _FARTHEST))
    logit = weights.constant + weights.score * best.score + weights.ahead * ahead
    logit += weights.fit * best.fit + weights.least_ahead * least
    beside = np.exp([_SHARPNESS * (each.score - best.score) for each in ranked])
    chance = min(1 / (1 + np.exp(-np.clip(logit, -50, 50))), 1 / beside.sum())
    # Names that were not heard again are never more probable than those before them.
    return [float(chance * each) for each in np.minimum.accumulate(beside)]
