"""Where speech begins and ends, told by scripted probabilities and by the real network."""

from itertools import pairwise

import numpy as np
import pytest

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.endpointing import HANGOVER, LONGEST, PRE_ROLL, Endpointer, Span
from speech.engine.no_av import stand_in_for_av
from speech.engine.silero import FRAME, Silero
from tests.speech.conftest import spoken
from tests.speech.listening import silence

LEAD = 40  # frames of silence before speech, longer than the pre-roll


def run(script: str, block: int = 700, at: int = 0) -> tuple[list[Span], Endpointer]:
    """Feed one frame for each letter (s speech, ? unsure, . silence), in odd blocks."""
    values = iter([{"s": 0.9, "?": 0.42, ".": 0.1}[letter] for letter in script])
    endpointer = Endpointer(lambda frames: np.array([next(values) for _ in frames], np.float32), at)
    sound = np.arange(len(script) * FRAME, dtype=np.float32)
    spans = []
    for first in range(0, len(sound), block):
        spans += endpointer.feed(sound[first : first + block])
    return spans, endpointer


def test_speech_is_cut_with_what_went_before_and_after() -> None:
    (span,), _ = run("." * LEAD + "s" * 30 + "." * 20)
    assert span.start == LEAD * FRAME - PRE_ROLL
    assert PRE_ROLL >= 0.45 * SAMPLE_RATE
    assert span.start + len(span.samples) == (LEAD + 30 + HANGOVER) * FRAME
    assert span.samples[0] == span.start  # the right stretch of the stream


def test_short_pause_and_doubt_do_not_end_a_segment() -> None:
    spans, endpointer = run("." * LEAD + "s" * 10 + "." * 10 + "s" * 10 + "?" * 40)
    assert spans == []
    last = endpointer.finish()
    assert last and len(last.samples) == PRE_ROLL + 70 * FRAME


@pytest.mark.parametrize("script", [".....s......s.....", "." * 100, "." * 10 + "ss" + "." * 40])
def test_clicks_are_no_speech(script: str) -> None:
    spans, endpointer = run(script)
    assert spans == [] and endpointer.finish() is None


def test_silence_is_forgotten() -> None:
    _, endpointer = run("." * 2000)
    assert endpointer.settled >= 2000 * FRAME - PRE_ROLL - 2 * FRAME


def test_segments_do_not_overlap() -> None:
    spans, _ = run("." * LEAD + ("s" * 12 + "." * 16) * 3)
    assert len(spans) == 3
    for before, after in pairwise(spans):
        assert before.start + len(before.samples) <= after.start


def test_endless_speech_is_cut_at_its_weakest_frame() -> None:
    script = "." * LEAD + "s" * 550 + "?" + "s" * 200 + "." * 20
    spans, _ = run(script)
    assert len(spans) == 2
    assert spans[0].start + len(spans[0].samples) == spans[1].start
    assert all(len(span.samples) <= LONGEST for span in spans)
    assert spans[1].start == (LEAD + 550) * FRAME


def test_stream_that_is_taken_up_later_keeps_its_time() -> None:
    (span,), _ = run("." * LEAD + "s" * 30 + "." * 20, at=1_000_000)
    assert span.start == 1_000_000 + LEAD * FRAME - PRE_ROLL


def test_real_network_is_the_same_in_a_stream_and_at_once() -> None:
    stand_in_for_av()
    sound = np.concatenate([silence(1), spoken("Borgeren ringer i morgen"), silence(1)])
    frames: Samples = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    stream = Silero()
    pieces = np.concatenate([stream(frames[i : i + 3]) for i in range(0, len(frames), 3)])
    assert np.allclose(pieces, Silero()(frames), atol=1e-5)
    assert pieces[:20].max() < 0.3 and pieces.max() > 0.9


def test_stand_in_for_av_is_loud_when_used() -> None:
    stand_in_for_av()
    import av  # type: ignore[import-not-found]

    with pytest.raises(ImportError, match="not part of jobassist"):
        av.open("x")


def test_what_was_cut_for_its_length_does_not_stand_alone() -> None:
    too_long = "s" * (LONGEST // FRAME + 40)
    spans, endpointer = run("." * LEAD + "s" * 9 + "." * 20 + too_long)
    last = endpointer.finish()
    assert last
    assert [span.alone for span in (*spans, last)] == [True, False, False]
