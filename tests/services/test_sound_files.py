"""A recording becomes text part by part; it can be stopped, and its sound kept or left."""

import threading
from pathlib import Path

import numpy as np
import pytest

from jobassist.errors import Cancelled
from jobassist.ports.speech import SAMPLE_RATE
from jobassist.services.sound_files import PART_SECONDS, parts, write_file
from tests.fakes.session import fake_session
from tests.fakes.speech import FakeRecogniser

LONG = np.full(150 * SAMPLE_RATE, 0.2, np.float32)
FILE = Path("optagelse.wav")


def session_with(*texts: str):
    recogniser = FakeRecogniser(texts)
    return fake_session(
        recogniser=lambda: recogniser,
        written=lambda: lambda spoken, before="": spoken,
        read_sound=lambda _: LONG,
    )


def test_parts_are_cut_where_it_is_quiet_and_lose_nothing() -> None:
    sound = LONG.copy()
    sound[55 * SAMPLE_RATE : 55 * SAMPLE_RATE + 3200] = 0.0
    found = list(parts(sound))
    assert np.array_equal(np.concatenate([part for _, part in found]), sound)
    assert abs(found[1][0] / SAMPLE_RATE - 55) < 0.3
    assert all(len(part) <= PART_SECONDS * SAMPLE_RATE for _, part in found)
    assert [len(part) for _, part in parts(sound[:0])] == [0]


def test_text_is_put_together_and_the_sound_kept_for_the_note() -> None:
    session, done = session_with("et", "to", "tre"), []
    read = write_file(session, FILE, "n-1", before="Før.", on_progress=done.append)
    assert read.text == " et to tre"
    assert done == sorted(done) and done[-1] == 1.0
    assert session.recordings.of_note("n-1") == [read.dictation_id]


def test_sound_that_is_not_to_be_kept_is_not() -> None:
    session = session_with("et")
    assert write_file(session, FILE, "n-1", keep=False).dictation_id == ""
    assert session.recordings.of_note("n-1") == []


def test_cancelled_file_leaves_nothing() -> None:
    session, stop = session_with("et", "to", "tre"), threading.Event()
    with pytest.raises(Cancelled):
        write_file(session, FILE, "n-1", on_progress=lambda _: stop.set(), cancelled=stop)
    assert session.recordings.of_note("n-1") == []
