"""The encoder alone, for models we do not have: their shapes with random weights.

Time depends on the shape, not on what was learnt. The decoder is cut to one layer; it is not used.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

WINDOWS = (3000, 1500, 1000, 500)  # frames: 30, 15, 10 and 5 seconds
_TOKENS = 100


class Shape(NamedTuple):
    """Layers, heads and width of an encoder, and the mel bands it is given."""

    layers: int
    heads: int
    width: int
    mels: int


SHAPES = {
    "small": Shape(12, 12, 768, 80),
    "medium": Shape(24, 16, 1024, 80),
    "turbo": Shape(32, 20, 1280, 128),
}


def encoders(threads: int, report: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """Seconds to encode each window, by shape; the best of two."""
    return {name: _timed(name, shape, threads, report) for name, shape in SHAPES.items()}


def _timed(
    name: str, shape: Shape, threads: int, report: Callable[[str], None]
) -> dict[str, float]:
    import ctranslate2

    with tempfile.TemporaryDirectory() as folder:
        make(shape, Path(folder))
        model = ctranslate2.models.Whisper(
            folder, device="cpu", compute_type="int8", intra_threads=threads
        )
        seconds = {}
        for window in WINDOWS:
            heard = np.zeros((1, shape.mels, window), np.float32)
            features = ctranslate2.StorageView.from_array(heard)
            taken = []
            for _ in range(2):
                began = time.perf_counter()
                np.asarray(model.encode(features, to_cpu=True))
                taken.append(time.perf_counter() - began)
            seconds[f"{window // 100} s"] = round(min(taken), 3)
    report(f"{name}: {seconds}")
    return seconds


def make(shape: Shape, folder: Path) -> None:
    """Write a model of this shape, its weights at random, as the library stores models."""
    from ctranslate2.specs import WhisperSpec

    chance = np.random.default_rng(1)
    spec = WhisperSpec(shape.layers, shape.heads, 1, shape.heads)
    width = shape.width

    def some(*dimensions: int) -> np.ndarray:
        return chance.standard_normal(dimensions, np.float32) * np.float32(0.02)

    def norm(layer: object) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)  # type: ignore[attr-defined]

    def linear(layer: object, out: int, inner: int) -> None:
        layer.weight, layer.bias = some(out, inner), np.zeros(out, np.float32)  # type: ignore[attr-defined]

    encoder, decoder = spec.encoder, spec.decoder
    encoder.conv1.weight, encoder.conv1.bias = some(width, shape.mels, 3), some(width)
    encoder.conv2.weight, encoder.conv2.bias = some(width, width, 3), some(width)
    encoder.position_encodings.encodings = some(1500, width)
    norm(encoder.layer_norm)
    decoder.embeddings.weight = some(_TOKENS, width)
    decoder.position_encodings.encodings = some(448, width)
    decoder.projection.weight = decoder.embeddings.weight
    norm(decoder.layer_norm)
    for layer in [*encoder.layer, *decoder.layer]:
        attentions = [layer.self_attention]
        linear(layer.self_attention.linear[0], 3 * width, width)
        linear(layer.self_attention.linear[1], width, width)
        if hasattr(layer, "attention"):
            linear(layer.attention.linear[0], width, width)
            linear(layer.attention.linear[1], 2 * width, width)
            linear(layer.attention.linear[2], width, width)
            attentions.append(layer.attention)
        for attention in attentions:
            norm(attention.layer_norm)
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, 4 * width, width)
        linear(layer.ffn.linear_1, width, 4 * width)
    spec.register_vocabulary([f"<{n}>" for n in range(_TOKENS)])
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
