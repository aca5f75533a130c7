"""The dictation benchmark: its figures add up, and it runs."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from benchmarks._live import onset
from benchmarks._noises import KINDS
from benchmarks._utterances import interval, rate, without_tail, word_errors
from benchmarks._whisper_cpp import convert, quantised
from benchmarks.dictation import run
from benchmarks.long_dictation import run as long_dictation
from jobassist.ports.speech import Samples


def test_word_errors_ignore_case_and_punctuation() -> None:
    errors = word_errors(["vi ses i morgen", "ja"], ["Vi ses, i går!", "Ja."])
    assert errors == [(1, 4), (0, 1)]
    assert rate(errors) == pytest.approx(0.2)


def test_interval_tells_better_from_worse() -> None:
    good, bad = [(1, 10)] * 40, [(5, 10)] * 40
    low, high = interval(bad, good)
    assert low > 0
    assert interval(good, bad)[1] < 0
    mixed = [(i % 3, 10) for i in range(40)]
    low, high = interval(mixed, mixed[1:] + mixed[:1])
    assert low <= 0 <= high


def test_onset_is_where_the_energy_is(say: Callable[[str], Samples]) -> None:
    quiet = np.random.default_rng(1).normal(0, 0.0008, 24_000).astype(np.float32)
    assert onset(np.concatenate([quiet, say("Borgeren har ringet")])) == pytest.approx(1.5, abs=0.1)
    assert onset(quiet[:0]) == 0.0


def test_clock_starts_at_the_last_sound() -> None:
    sound = np.concatenate([np.ones(1000), np.zeros(5000)]).astype(np.float32)
    assert len(without_tail(sound)) == 1000
    assert len(without_tail(np.zeros(10, np.float32))) == 10


def test_one_utterance_beside_plain_faster_whisper(base_model: Path) -> None:
    told: list[str] = []
    figures = run(
        utterances=1, noise_minutes=1, shapes=False, model_dir=base_model, report=told.append
    )
    assert figures["utterances"] == 1 and told[0] == "1/1"
    assert figures["met"] == (figures["ratio"] <= figures["goal"])
    assert figures["seconds_mean"] > 0 and figures["peer_seconds_mean"] > 0
    assert 0 < figures["live"]["first_guess_after_onset_median"] < 3
    assert figures["noise"] == {
        "minutes": 1,
        "words": dict.fromkeys(KINDS, 0),
        "goal": 0,
        "met": True,
    }
    assert figures["commands"]["met"]
    assert 100 < figures["engine_peak_mb"] < 2000


def test_long_dictation_is_measured(base_model: Path) -> None:
    figures = long_dictation(minutes=0.1, model_dir=base_model)
    assert figures["segments"] > 0 and figures["delay_last_third"] > 0


def test_weights_are_carried_over_to_the_other_peer(base_model: Path) -> None:
    written = BytesIO()
    convert(base_model, written)
    assert 75e6 < len(written.getvalue()) < 90e6
    numbers = np.random.default_rng(1).normal(0, 1, (4, 64)).astype(np.float32)
    blocks = np.frombuffer(quantised(numbers), [("scale", "<f2"), ("whole", "i1", 32)])
    back = (blocks["scale"][:, None].astype(np.float32) * blocks["whole"]).reshape(4, 64)
    assert np.abs(back - numbers).max() < 0.02
