"""Confidences: the map only rises, the catalogue's are sound, and the fit finds what was put in."""

import numpy as np
import pytest

from benchmarks.confidence import Judged, expected_error, fitted, marks
from jobassist.ports.speech import DoubtBelow
from speech.answers import segment
from speech.models import catalogue
from speech.models.calibration import Calibration, calibration

HEAD = {
    "start": 0.0,
    "end": 1.0,
    "text": "ja",
    "words": [{"start": 0.0, "end": 1.0, "text": "ja", "confidence": 0.5}],
}


def test_between_two_points_it_is_a_straight_line_and_flat_outside() -> None:
    trust = calibration([(0.2, 0.1), (0.6, 0.3), (0.9, 0.95)])
    assert [trust(c) for c in (0.0, 0.2, 0.4, 0.6, 1.0)] == [0.1, 0.1, 0.2, 0.3, 0.95]
    assert Calibration()(0.37) == 0.37


@pytest.mark.parametrize(
    "points", [[(0.5, 0.5), (0.4, 0.6)], [(0.2, 0.5), (0.4, 0.4)], [(0.1, 0.1), (0.9, 1.2)]]
)
def test_map_that_falls_or_leaves_the_scale_is_none(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="points"):
        calibration(points)


def test_words_are_told_with_how_often_they_are_right() -> None:
    trust = calibration([(0.0, 0.0), (1.0, 0.5)])
    assert segment(HEAD, trust).words[0].confidence == 0.25
    assert all(0 <= model.confidence(0.5) <= 1 for model in catalogue().values())


def test_fit_finds_how_sure_one_may_be() -> None:
    chance = np.random.default_rng(2)
    said = chance.uniform(0.02, 0.98, 4000)
    found = [Judged(float(c), bool(chance.random() < c**2), 0) for c in said]
    trust = fitted(found)
    own = expected_error([each.confidence for each in found], found)
    assert expected_error([trust(each.confidence) for each in found], found) < 0.05 < own


def test_weak_model_marks_no_more_than_anybody_looks_at() -> None:
    weak, other = catalogue()["base"].doubt_below, catalogue()["large-v3"].doubt_below
    assert weak.ordinary < other.ordinary < other.telling
    assert all(0 < m.doubt_below.ordinary <= m.doubt_below.telling for m in catalogue().values())


def test_marks_are_counted_by_how_telling_a_word_is() -> None:
    found = [
        Judged(0.3, False, 0),
        Judged(0.3, False, 0, telling=True),
        Judged(0.5, True, 0, telling=True),
        Judged(0.9, True, 0),
    ]
    told = marks(found, Calibration(), DoubtBelow(0.2, 0.4))
    assert (told["marked"], told["precision"], told["recall"]) == (0.25, 1.0, 0.5)
    assert told["recall_of_telling_words"] == 1.0
