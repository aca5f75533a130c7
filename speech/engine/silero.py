"""Silero voice activity detection as a stream: one probability for each 32 ms of sound."""

from collections.abc import Callable
from importlib import resources

import numpy as np

from jobassist.ports.speech import Samples
from speech.engine.no_av import stand_in_for_av

FRAME = 512
_CONTEXT = 64
Probabilities = Callable[[Samples], Samples]


class Silero:
    """The network with its memory. One for each stream of sound."""

    def __init__(self) -> None:
        import onnxruntime

        stand_in_for_av()  # the network lies in faster_whisper, whatever model decodes
        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = 1
        options.intra_op_num_threads = 1
        options.log_severity_level = 4
        network = resources.files("faster_whisper.assets").joinpath("silero_vad_v6.onnx")
        self._session = onnxruntime.InferenceSession(
            network.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._h = np.zeros((1, 1, 128), np.float32)
        self._c = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(_CONTEXT, np.float32)

    def __call__(self, frames: Samples) -> Samples:
        """The speech probability of each row of `frames` (n x 512), continuing the stream."""
        before = np.vstack([self._context, frames[:-1, -_CONTEXT:]])
        found, self._h, self._c = self._session.run(
            None,
            {
                "input": np.concatenate([before, frames], axis=1),
                "h": self._h,
                "c": self._c,
            },
        )
        self._context = frames[-1, -_CONTEXT:].copy()
        probabilities: Samples = found.reshape(-1)
        return probabilities
