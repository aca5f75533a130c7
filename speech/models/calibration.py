"""From a model's own opinion of a word to how often such a word is right.

A model is measured once (`jobassist bench confidence`); the catalogue keeps the map as points,
raises in both directions, and between two points it is a straight line. A model without a map is
taken at its word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Calibration:
    """A monotone map of confidences, 0 to 1; `points` are (the model's, the measured)."""

    points: tuple[tuple[float, float], ...] = ()

    def __call__(self, confidence: float) -> float:
        """How often a word of that confidence is right."""
        if not self.points:
            return confidence
        if confidence <= self.points[0][0]:
            return self.points[0][1]
        for (low, from_), (high, to) in pairwise(self.points):
            if confidence <= high:
                return round(from_ + (to - from_) * (confidence - low) / (high - low), 3)
        return self.points[-1][1]


def calibration(points: Sequence[Sequence[float]]) -> Calibration:
    """The map of these points. Raises: ValueError when it is no map or falls anywhere."""
    pairs = tuple((float(raw), float(measured)) for raw, measured in points)
    for (low, from_), (high, to) in pairwise(pairs):
        if not (low < high and from_ <= to):
            raise ValueError("the points must rise")
    if any(not 0 <= number <= 1 for pair in pairs for number in pair):
        raise ValueError("the points must be between 0 and 1")
    return Calibration(pairs)
