"""Frames between the app and its engine."""

from io import BytesIO

import numpy as np
import pytest

from speech.engine import wire


def test_round_trip() -> None:
    stream = BytesIO()
    sound = np.linspace(-1, 1, 1000, dtype=np.float32)
    wire.write(stream, {"kind": "sound", "ear": 3, "text": "æøå"}, sound)
    wire.write(stream, {"kind": "finish"})
    stream.seek(0)
    head, samples = wire.read(stream) or ({}, wire.NO_SOUND)
    assert head == {"kind": "sound", "ear": 3, "text": "æøå"}
    assert np.array_equal(samples, sound)
    assert wire.read(stream) == ({"kind": "finish"}, pytest.approx(wire.NO_SOUND))
    assert wire.read(stream) is None


def test_cut_frame_is_the_end() -> None:
    stream = BytesIO()
    wire.write(stream, {"kind": "sound"}, np.ones(100, np.float32))
    for length in (3, 9, 30, len(stream.getvalue()) - 1):
        assert wire.read(BytesIO(stream.getvalue()[:length])) is None


@pytest.mark.parametrize(
    "data", [b"Hello, this is no frame", b"\x05\0\0\0\0\0\0\0{oops", b"\x02\0\0\0\0\0\0\0[]"]
)
def test_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(wire.BrokenWire):
        wire.read(BytesIO(data))
