"""The speaker's own level: what is far fainter is somebody else, until it goes on for long."""

import numpy as np
import pytest

from benchmarks.colleagues import run as colleagues
from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.silero import FRAME
from speech.engine.voice import Voice


def frame(decibels: float) -> Samples:
    return np.full(FRAME, 10 ** (decibels / 20), np.float32)


def hear(voice: Voice, decibels: float, seconds: float = 2.0) -> list[bool]:
    count = int(seconds * SAMPLE_RATE / FRAME)
    return [voice.is_near(frame(decibels), speech=True) for _ in range(count)]


def test_first_to_speak_is_the_speaker_however_faint() -> None:
    assert all(hear(Voice(), -60))


@pytest.mark.parametrize(("fainter", "near"), [(6, True), (15, False), (20, False)])
def test_colleague_is_too_faint_and_a_soft_word_is_not(fainter: float, near: bool) -> None:
    voice = Voice()
    hear(voice, -20)
    assert hear(voice, -20 - fainter)[-1] is near
    assert all(hear(voice, -20))


def test_faint_consonant_inside_a_word_is_the_speakers() -> None:
    voice = Voice()
    hear(voice, -20)
    assert all(hear(voice, -45, seconds=0.2))


def test_speaker_who_leans_back_is_heard_again_after_a_while() -> None:
    voice = Voice()
    hear(voice, -20)
    assert not any(hear(voice, -34, seconds=25)[8:])
    assert hear(voice, -34, seconds=10)[-1]


def test_colleague_who_talks_on_does_not_become_the_speaker() -> None:
    voice = Voice()
    for _ in range(6):
        hear(voice, -20, seconds=4)
        hear(voice, -24, seconds=4)  # a quiet sentence
        assert not any(hear(voice, -36, seconds=20)[8:])


def test_colleagues_let_nothing_through_and_take_nothing_away() -> None:
    figures = colleagues(size=0.05)
    assert figures["met"], figures
    assert any(each["seconds_let_through_by_the_peer"] > 5 for each in figures["levels"].values())


def test_end_of_a_sentence_may_fall_and_a_colleague_after_it_is_not_taken_along() -> None:
    voice = Voice()
    hear(voice, -20)
    assert all(hear(voice, -29.5, seconds=0.9))
    hear(voice, -20)
    assert not any(hear(voice, -35, seconds=2)[8:])
    assert not any(hear(voice, -29.5, seconds=2))  # nobody was speaking just before
