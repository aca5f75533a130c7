"""Where the demo's sound comes from: a synthetic Danish voice, or files where there is none."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np

from jobassist.cli.demo_central import outside
from jobassist.errors import EnvironmentFault
from jobassist.ports.speech import SAMPLE_RATE, Samples

_VOICE = "espeak-ng"
_SPEAKER = "da"
_WORDS_A_MINUTE = "150"
_BLOCK = SAMPLE_RATE // 10
_SILENCE_AROUND = 0.6  # seconds: people press the key before they speak, and let go after
_LONGEST_SPEECH = 30


def sound(text: str, file: Path | None) -> Samples:
    """`file`, or `text` spoken; nothing is written to disk.

    Raises: UserError `sound.not_a_sound_file`, EnvironmentFault `cli.no_voice`.
    """
    from speech.sound_file import read_sound_file

    heard = read_sound_file(file) if file else _speak(text)
    pause = np.zeros(int(_SILENCE_AROUND * SAMPLE_RATE), np.float32)
    return np.concatenate([pause, heard, pause])


def _speak(text: str) -> Samples:
    import soundfile
    import soxr

    voice = shutil.which(_VOICE)
    if voice is None:
        raise EnvironmentFault("cli.no_voice")
    command = [voice, "-v", _SPEAKER, "-s", _WORDS_A_MINUTE, "--stdin", "--stdout"]
    spoken = subprocess.run(
        command,
        input=text.encode(),
        capture_output=True,
        timeout=_LONGEST_SPEECH,
        env=outside(),
        check=False,
    )
    if spoken.returncode or not spoken.stdout:
        raise EnvironmentFault("cli.no_voice")
    samples, rate = soundfile.read(BytesIO(spoken.stdout), dtype="float32")
    resampled: Samples = soxr.resample(samples, rate, SAMPLE_RATE)
    return resampled


class Spoken:
    """A sound as a source: what a microphone gives, as fast as it is taken."""

    name = "demo"

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._stopped = False

    @contextmanager
    def open(self) -> Iterator[Iterator[Samples]]:
        """Blocks of a tenth of a second."""
        yield self._blocks()

    def stop(self) -> None:
        """End the stream after the block that is being given."""
        self._stopped = True

    def _blocks(self) -> Iterator[Samples]:
        for start in range(0, len(self._samples), _BLOCK):
            if self._stopped:
                return
            yield self._samples[start : start + _BLOCK]
