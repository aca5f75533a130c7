"""Sound files of every kind, and files that are none."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from jobassist.errors import UserError
from speech.sound_file import FileSource, read_sound_file

TONE = (0.4 * np.sin(2 * np.pi * 300 * np.arange(48_000) / 48_000)).astype(np.float32)


def write(path: Path, sound: np.ndarray = TONE, rate: int = 48_000, **how: str) -> Path:
    soundfile.write(path, sound, rate, **how)
    return path


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("a.wav", {"subtype": "PCM_16"}),
        ("a.wav", {"subtype": "PCM_U8"}),
        ("a.wav", {"subtype": "PCM_24"}),
        ("a.wav", {"subtype": "FLOAT"}),
        ("a.flac", {}),
        ("a.ogg", {}),
        ("a.mp3", {}),
    ],
)
def test_kinds(tmp_path: Path, name: str, how: dict[str, str]) -> None:
    sound = read_sound_file(write(tmp_path / name, **how))
    assert sound.dtype == np.float32
    assert len(sound) == pytest.approx(16_000, rel=0.1)  # MP3 pads
    assert 0.2 < np.sqrt(np.mean(sound**2)) < 0.35


def test_stereo_is_mixed_down(tmp_path: Path) -> None:
    left_only = np.stack([TONE, np.zeros_like(TONE)], axis=1)
    sound = read_sound_file(write(tmp_path / "s.wav", left_only))
    assert len(sound) == 16_000
    assert np.abs(sound).max() == pytest.approx(0.2, abs=0.02)


def test_low_rate_is_raised(tmp_path: Path) -> None:
    assert len(read_sound_file(write(tmp_path / "p.wav", TONE[::6], 8_000))) == 16_000


def test_no_more_is_read_than_wanted(tmp_path: Path) -> None:
    file = write(tmp_path / "long.wav", np.tile(TONE, 20))
    assert len(read_sound_file(file)) == 320_000
    assert len(read_sound_file(file, 3.0)) == pytest.approx(48_000, abs=8_000)


def test_silence_is_sound(tmp_path: Path) -> None:
    assert not read_sound_file(write(tmp_path / "q.wav", np.zeros(48_000, np.float32))).any()


@pytest.mark.parametrize(
    "content",
    [b"", b"RIFF", b"Dette er en tekst, ikke lyd.\n" * 500, b"<html>" * 200, b"\0" * 5000],
)
def test_no_sound_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.wav"
    file.write_bytes(content)
    with pytest.raises(UserError, match=r"sound\.not_a_sound_file"):
        read_sound_file(file)


def test_header_without_sound_is_no_sound_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"sound\.not_a_sound_file"):
        read_sound_file(write(tmp_path / "h.wav", np.zeros(0, np.float32)))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"sound\.file_unreadable"):
        read_sound_file(tmp_path / "missing.wav")


@pytest.mark.parametrize("name", ["t.wav", "t.flac", "t.ogg", "t.mp3"])
def test_truncated_file_gives_what_is_there(tmp_path: Path, name: str) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 10 * 48_000).astype(np.float32)
    file = write(tmp_path / name, noise)
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    assert 2 * 16_000 < len(read_sound_file(file)) < 8 * 16_000


def test_stream_gives_the_same_sound_until_stopped(tmp_path: Path) -> None:
    source = FileSource(write(tmp_path / "a.wav"))
    with source.open() as stream:
        whole = np.concatenate(list(stream))
    assert np.array_equal(whole, read_sound_file(tmp_path / "a.wav"))
    with source.open() as stream:
        next(stream)
        source.stop()
        assert list(stream) == []
    assert source.name == "a.wav"
