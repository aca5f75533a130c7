"""Read a sound file: WAV, FLAC, OGG or MP3, any rate, width and number of channels."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path

import numpy as np

from jobassist.errors import UserError
from jobassist.ports.speech import SAMPLE_RATE, Samples

_READS_A_SECOND = 4  # where a file breaks off, the read that meets the break is lost
_BLOCK = SAMPLE_RATE // 10


def read_sound_file(path: Path, most_seconds: float = inf) -> Samples:
    """The whole sound, or its beginning. A file that breaks off is read as far as it goes.

    Raises: UserError `sound.not_a_sound_file` when nothing in it can be decoded,
    `sound.file_unreadable` when it is missing or may not be read.
    """
    blocks: list[Samples] = []
    room = most_seconds * SAMPLE_RATE
    for block in _blocks(path):
        blocks.append(block)
        room -= len(block)
        if room <= 0:
            break
    if not blocks:
        raise UserError("sound.not_a_sound_file")
    return np.concatenate(blocks)


def _blocks(path: Path) -> Iterator[Samples]:
    import soundfile
    import soxr

    try:
        # An open file, not a path: what it is must be told by its content, not by its name.
        with path.open("rb") as stream, soundfile.SoundFile(stream) as sound:
            resampler = soxr.ResampleStream(sound.samplerate, SAMPLE_RATE, 1, dtype="float32")
            count = 0
            while True:
                block = _read(sound)
                count += len(block)
                mono = np.nan_to_num(block.mean(axis=1), posinf=1.0, neginf=-1.0)
                last = not len(block)
                if count:
                    yield resampler.resample_chunk(mono.clip(-1.0, 1.0), last=last)
                if last:
                    return
    except soundfile.LibsndfileError:
        raise UserError("sound.not_a_sound_file") from None
    except OSError:
        raise UserError("sound.file_unreadable") from None


def _read(sound: "object") -> Samples:
    """The next stretch, frames x channels; empty at the end or where the file breaks off."""
    import soundfile

    assert isinstance(sound, soundfile.SoundFile)
    try:
        block: Samples = sound.read(
            sound.samplerate // _READS_A_SECOND + 1, dtype="float32", always_2d=True
        )
    except soundfile.LibsndfileError:
        return np.zeros((0, sound.channels), np.float32)
    return block


class FileSource:
    """A sound file as a `SoundSource`: the same stream of blocks as from a microphone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stopped = threading.Event()

    @property
    def name(self) -> str:
        """The file's name."""
        return self._path.name

    @contextmanager
    def open(self) -> Iterator[Iterator[Samples]]:
        """Blocks of a tenth of a second, as fast as they are taken."""
        self._stopped.clear()
        samples = read_sound_file(self._path)
        yield self._stream(samples)

    def stop(self) -> None:
        """End the stream after the current block."""
        self._stopped.set()

    def _stream(self, samples: Samples) -> Iterator[Samples]:
        for first in range(0, len(samples), _BLOCK):
            if self._stopped.is_set():
                return
            yield samples[first : first + _BLOCK]
