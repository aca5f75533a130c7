"""Names by several hearings of a sound."""

import pytest

from speech.names.hearings import TEXT_WEIGHT, Candidate, by_key, least_ahead


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
