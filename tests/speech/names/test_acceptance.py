"""What scores mean."""

import pytest

from speech.names.acceptance import ACCEPT, Scored, probabilities


def scored(*scores: float, fit: float = -3.0) -> list[Scored]:
    return [Scored(str(place), score, fit) for place, score in enumerate(scores)]


def test_probabilities_fall_and_never_pass_one() -> None:
    chances = probabilities(scored(12.0, 9.0, 8.5, 1.0))
    assert chances == sorted(chances, reverse=True)
    assert chances[-1] > 0 and chances[0] <= 1


def test_a_high_score_far_ahead_is_accepted() -> None:
    assert probabilities(scored(12.0, 6.0))[0] >= ACCEPT


@pytest.mark.parametrize(
    "doubtful",
    [scored(12.0, 11.9), scored(3.0, 1.0), scored(7.0, 5.5, fit=-9.0)],
    ids=["two alike", "nothing fits", "other words fit far better"],
)
def test_doubt_is_not_accepted(doubtful: list[Scored]) -> None:
    assert probabilities(doubtful)[0] < ACCEPT


def test_a_single_name_needs_no_second() -> None:
    assert 0 < probabilities(scored(10.0))[0] <= 1


def test_hearings_that_disagree_make_doubt() -> None:
    agreed = probabilities(scored(7.0, 5.5), 1.5)[0]
    parted = probabilities(scored(7.0, 5.5), -2.0)[0]
    assert agreed > parted + 0.2


def test_a_name_that_was_not_heard_again_is_never_more_probable() -> None:
    chances = probabilities(scored(9.0, 7.0, 7.5), 1.0)
    assert chances == sorted(chances, reverse=True)
