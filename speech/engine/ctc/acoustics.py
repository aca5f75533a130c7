"""A Wav2Vec2 model in CTranslate2: sound in, log-probabilities of the letters out.

The sound is set to mean 0 and variance 1, as these models were trained (XLS-R and what was made of
it). One frame stands for 320 samples. Long sounds are taken in chunks with some sound around each,
of which only the middle is used. Fewer than 400 samples would end the process in the library; what
is padded with silence here is never so short.
"""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from jobassist.ports.speech import SAMPLE_RATE, Samples

STRIDE = 320  # samples for each frame
FRAME_SECONDS = STRIDE / SAMPLE_RATE
Emissions = npt.NDArray[np.float32]
"""Frames x letters: natural logarithms of probabilities."""
_CHUNK = 20 * SAMPLE_RATE  # attention costs with the square
_AROUND = 2 * SAMPLE_RATE
_LEAST_VARIANCE = 1e-7


class Acoustics:
    """A loaded model. `letters` of its outputs are used."""

    def __init__(self, folder: Path, threads: int, letters: int) -> None:
        """Load it. Raises: RuntimeError, ValueError or OSError when it cannot be read."""
        import ctranslate2

        self._letters = letters
        self._normal = _is_normalised(folder / "preprocessor_config.json")
        self._model = ctranslate2.models.Wav2Vec2(
            str(folder), device="cpu", compute_type="int8", intra_threads=threads
        )

    def emissions(self, samples: Samples) -> Emissions:
        """For each frame the log-probability of each letter."""
        if len(samples) <= _CHUNK:
            return self._chunk(samples)
        parts = []
        step = (_CHUNK - 2 * _AROUND) // STRIDE * STRIDE
        for first in range(0, len(samples), step):
            begin = max(0, first - _AROUND)
            found = self._chunk(samples[begin : first + step + _AROUND])
            skip = (first - begin) // STRIDE
            last = first + step >= len(samples)
            parts.append(found[skip:] if last else found[skip : skip + step // STRIDE])
        return np.concatenate(parts)

    def _chunk(self, samples: Samples) -> Emissions:
        import ctranslate2

        sound = samples
        if self._normal and len(samples):
            sound = (sound - sound.mean()) / np.sqrt(sound.var() + _LEAST_VARIANCE)
        # To the next second: the library keeps memory for every length it has ever met.
        whole = max(1, -(-len(samples) // SAMPLE_RATE)) * SAMPLE_RATE
        padding = whole - len(samples)
        sound = np.pad(sound, (0, padding))
        heard = ctranslate2.StorageView.from_array(
            np.ascontiguousarray(sound.reshape(1, 1, -1), np.float32)
        )
        raw = np.asarray(self._model.encode(heard, to_cpu=True))[0]
        raw = raw[: max(1, len(raw) + -padding // STRIDE)]
        if raw.shape[1] < self._letters:
            raise ValueError("the model has fewer outputs than letters")
        # Some are converted with more outputs than letters: the rest never comes out.
        raw = raw[:, : self._letters].astype(np.float32)
        raw -= raw.max(axis=1, keepdims=True)
        found: Emissions = raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))
        return found


def _is_normalised(file: Path) -> bool:
    if not file.is_file():
        return True
    return bool(json.loads(file.read_text(encoding="utf-8")).get("do_normalize", True))
