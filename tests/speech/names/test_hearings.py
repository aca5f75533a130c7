"""Names by several hearings of a sound."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest

from speech.engine.whisper import Encoded
from speech.names.forced import Forced, ForcedScores
from speech.names.hearings import TEXT_WEIGHT, Candidate, Heard, Ranking, by_key, least_ahead


def candidate(key: str, *gains: float, alike: float = 0.0) -> Candidate:
    return Candidate((key, key), alike, -1.0, list(gains))


def test_the_mean_of_the_hearings_counts_and_the_text_once() -> None:
    found = candidate("a", 6.0, 8.0, alike=50.0).scored
    assert found.score == pytest.approx(7.0 + 50 * TEXT_WEIGHT)


def test_each_key_counts_with_its_best_name() -> None:
    ranked = by_key([candidate("a", 5.0), candidate("b", 6.0), candidate("a", 7.0)])
    assert [(each.name[0], each.gains[0]) for each in ranked] == [("a", 7.0), ("b", 6.0)]


def test_the_hearing_that_speaks_least_for_the_first_is_told() -> None:
    ranked = [candidate("a", 9.0, 6.0, 8.0), candidate("b", 5.0, 7.0, 2.0), candidate("c", 1, 1, 1)]
    assert least_ahead(ranked) == pytest.approx(-1.0)


class Scores:
    """Gives each name a gain, and keeps what it was asked for."""

    def __init__(self, **gains: float) -> None:
        self._gains = gains
        self.asked: list[str] = []

    def names(self, _encoded: Encoded, _before: str, names: Sequence[str]) -> list[Forced]:
        self.asked += names
        return [Forced(self._gains[name], -1.0) for name in names]


def test_a_name_is_scored_once_and_the_most_alike_first() -> None:
    scores = Scores(a=1.0, b=2.0, c=3.0)
    sound = Heard(Encoded(None, 100), "indsæt", -0.5)
    names = [("a", "a"), ("b", "b"), ("c", "c")]
    ranking = Ranking(cast(ForcedScores, scores), sound, names)
    assert [each.name[0] for each in ranking.look(np.array([10.0, 50.0, 30.0]), 1)] == ["b"]
    later = ranking.look(np.array([40.0, 0.0, 90.0]), 2)
    assert scores.asked == ["b", "c", "a"]
    assert [each.name[0] for each in later] == ["c", "a", "b"]
    assert [each.alike for each in later] == [90.0, 40.0, 0.0]  # as is known by now
    assert later[0].fit == pytest.approx(-0.5)
