"""From scores to probabilities, and how much is enough to take a name without asking.

Fitted on requests and ordinary sentences of synthetic voices; measured on other voices, speeds
and sentences (`jobassist bench phrase_voice`).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

ACCEPT = 0.75
ENOUGH = 0.9  # no name less like what was heard needs to be looked at
_SHARPNESS = 2.0
_CONSTANT, _SCORE, _FIT = -3.5, 0.86, 0.4


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
    scores = np.array([each.score for each in ranked])
    powers = np.exp(_SHARPNESS * (scores - scores[0]))
    return [float(each) for each in is_a_name(ranked[0]) * powers / powers.sum()]


def is_a_name(best: Scored) -> float:
    """How probable it is that a name was said, the best one being this."""
    logit = np.clip(_CONSTANT + _SCORE * best.score + _FIT * best.fit, -50, 50)
    return float(1 / (1 + np.exp(-logit)))
