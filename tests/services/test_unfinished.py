"""Dictations that a killed process left behind; pauses; what a dictation remembers of its sound."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from jobassist.errors import Cancelled, UserError
from jobassist.ports.speech import SAMPLE_RATE, Samples
from jobassist.services.dictation import Dictation, Level
from jobassist.services.notes import forget_sound
from jobassist.services.recent_sound import KEPT_SECONDS, FirstSound, RecentSound
from jobassist.services.transcript import is_begun, transcribe, written_until
from jobassist.services.unfinished import forget, recover, unfinished
from tests.fakes.session import fake_session
from tests.fakes.speech import FakeRecogniser

SECOND = np.full(SAMPLE_RATE, 0.2, np.float32)


def spoken_session(text: str):
    recogniser = FakeRecogniser([text])
    return fake_session(
        recogniser=lambda: recogniser,
        written=lambda: lambda spoken, before="": spoken,
    )


@pytest.fixture
def cut_off():
    """A session with a dictation into note n-1 that a killed process left behind."""
    session = spoken_session("han ringede i går")
    recording = session.recordings.new("d-1", "n-1")
    recording.append(SECOND)
    session.recordings.left_behind.append("d-1")
    return session


def test_cut_off_dictation_is_offered_for_its_note_alone(cut_off) -> None:
    assert unfinished(cut_off, "n-1") == ["d-1"]
    assert unfinished(cut_off, "n-2") == []


def test_recovered_dictation_is_text_and_a_recording_that_is_not_offered_again(cut_off) -> None:
    recovered = recover(cut_off, "d-1", "n-1", before="Notat.")
    assert recovered.text == " han ringede i går"
    assert unfinished(cut_off, "n-1") == []
    assert len(cut_off.recordings.read(recovered.dictation_id)) == SAMPLE_RATE
    with pytest.raises(UserError):
        cut_off.recordings.read("d-1")


def test_forgotten_dictation_is_erased(cut_off) -> None:
    forget(cut_off, "d-1")
    assert unfinished(cut_off, "n-1") == []


def test_text_that_has_no_place_yet_goes_with_the_notes_sound(cut_off) -> None:
    long = np.concatenate([SECOND] * 130)
    stop = threading.Event()
    with pytest.raises(Cancelled):
        transcribe(cut_off, "d-1", long, "", on_progress=lambda d: d and stop.set(), cancelled=stop)
    written_until(cut_off, "d-1", 1.0)
    assert is_begun(cut_off, "d-1")
    forget_sound(cut_off, "n-1")
    assert not is_begun(cut_off, "d-1")


def test_sound_is_found_by_its_time_and_old_sound_is_forgotten() -> None:
    recent = RecentSound()
    for number in range(3):
        recent.add(SECOND * number)
    assert recent.take(1.0, 1.5).tolist() == (SECOND[: SAMPLE_RATE // 2]).tolist()
    assert len(recent.take(1.0, 2.0)) == SAMPLE_RATE // 2  # the rest was taken before
    for _ in range(KEPT_SECONDS + 60):
        recent.add(SECOND)
    assert len(recent.take(0.0, 1e6)) <= (KEPT_SECONDS + 1) * SAMPLE_RATE


def test_microphone_has_begun_with_its_first_sound_or_after_a_second_of_silence() -> None:
    zeros = np.zeros(SAMPLE_RATE // 4, np.float32)
    first = FirstSound()
    assert [first.by_now(b) for b in (zeros, zeros, SECOND[:9], zeros)] == [
        False,
        False,
        True,
        True,
    ]
    silent = FirstSound()
    assert [silent.by_now(zeros) for _ in range(4)] == [False, False, False, True]


class Steps:
    """Gives a block each time it is let; the block tells its number by its loudness."""

    name = "steps"

    def __init__(self) -> None:
        self._let = threading.Semaphore(0)
        self.ended = False

    def step(self) -> None:
        self._let.release()

    def stop(self) -> None:
        self.ended = True
        self.step()

    @contextmanager
    def open(self) -> Iterator[Iterator[Samples]]:
        yield self._blocks()

    def _blocks(self) -> Iterator[Samples]:
        for number in range(1, 99):
            assert self._let.acquire(timeout=10)
            if self.ended:
                return
            yield np.full(1600, number / 100, np.float32)


def test_nothing_is_heard_or_kept_in_a_pause() -> None:
    session, source = spoken_session("hej"), Steps()
    level = threading.Semaphore(0)

    def told(event: object) -> None:
        if isinstance(event, Level):
            level.release()

    dictation = Dictation(session, source, told, note_id="n-1")
    dictation.begin()
    source.step()
    assert level.acquire(timeout=10)
    dictation.pause()
    source.step()
    assert level.acquire(timeout=10)  # the silence that stands for the pause
    source.step()
    source.step()
    dictation.release()
    assert dictation.wait(10)
    kept = session.recordings.read(dictation.id)
    assert {round(float(loudness), 2) for loudness in np.unique(kept)} == {0.0, 0.01}


def test_what_the_draft_holds_already_is_not_written_again(cut_off) -> None:
    heard = []
    recogniser = cut_off.recogniser()
    transcribe = recogniser.transcribe
    recogniser.transcribe = lambda sound, **rest: (heard.append(len(sound)), transcribe(sound))[1]
    written_until(cut_off, "d-1", 0.75)
    recovered = recover(cut_off, "d-1", "n-1", before="Notat.")
    assert heard == [SAMPLE_RATE // 4]
    assert len(cut_off.recordings.read(recovered.dictation_id)) == SAMPLE_RATE
    assert not is_begun(cut_off, "d-1")


def test_a_long_recording_goes_on_after_a_lock_where_it_was() -> None:
    session = spoken_session("et")
    session.recogniser().say("to")
    session.recogniser().say("tre")
    sound = np.full(150 * SAMPLE_RATE, 0.2, np.float32)
    recording = session.recordings.new("d-1", "n-1")
    recording.append(sound)
    session.recordings.left_behind.append("d-1")
    locked = threading.Event()
    with pytest.raises(Cancelled):
        transcribe(
            session, "d-1", sound, "Før.", on_progress=lambda _: locked.set(), cancelled=locked
        )
    assert is_begun(session, "d-1")
    done: list[float] = []
    recovered = recover(session, "d-1", "n-1", "Før.", done.append)
    assert recovered.text == " et to tre"
    assert done[0] > 0.3  # the first part was not listened to again
    assert unfinished(session, "n-1") == []
    assert not is_begun(session, "d-1")
