"""How likely given texts are, whatever path through the frames spells them (CTC's forward sum)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from speech.engine.ctc.acoustics import Emissions

_NEVER = np.float64(-1e30)
Numbers = npt.NDArray[np.float64]


def log_likelihoods(
    emissions: Emissions, texts: Sequence[Sequence[int]], blank: int
) -> list[float]:
    """The log-probability of each text, given as numbers of letters, over all the frames.

    The recursion of Graves et al. 2006 (eq. 6 and 7), all texts at once. A text too long for the
    frames comes out as next to impossible.
    """
    if not texts:
        return []
    if not len(emissions):
        return [0.0 if not text else float(_NEVER) for text in texts]
    longest = 2 * max(len(text) for text in texts) + 1
    states = np.full((len(texts), longest), blank)
    for row, text in enumerate(texts):
        states[row, 1 : 2 * len(text) : 2] = text
    # From a letter one may go on to the next without a blank between, unless they are the same.
    may_skip = np.zeros(states.shape, bool)
    may_skip[:, 3::2] = states[:, 3::2] != states[:, 1:-2:2]
    sums = np.full(states.shape, _NEVER)
    sums[:, 0] = emissions[0, blank]
    if longest > 1:
        sums[:, 1] = emissions[0, states[:, 1]]
    for frame in emissions[1:]:
        one = _moved(sums, 1)
        two = np.where(may_skip, _moved(sums, 2), _NEVER)
        sums = np.logaddexp(np.logaddexp(sums, one), two) + frame[states]
    ends = np.array([2 * len(text) for text in texts])
    rows = np.arange(len(texts))
    last = sums[rows, ends]
    before = np.where(ends > 0, sums[rows, np.maximum(0, ends - 1)], _NEVER)
    return [float(each) for each in np.logaddexp(last, before)]


def _moved(sums: Numbers, by: int) -> Numbers:
    moved = np.full(sums.shape, _NEVER)
    moved[:, by:] = sums[:, :-by]
    return moved
