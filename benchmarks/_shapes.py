"""The encoder alone, for models we do not have: their shapes with random weights.

Time depends on the shape, not on what was learnt. The decoder is cut to one layer; it is not used.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

WINDOWS = (3000, 1500, 1000, 500)  # frames: 30, 15, 10 and 5 seconds
_TOKENS = 100
_LETTERS = 48
_KERNELS = (10, 3, 3, 3, 3, 2, 2)


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
    found = {name: _timed(name, shape, threads, report) for name, shape in SHAPES.items()}
    return {**found, "wav2vec2-315m": _timed_letters(threads, report)}


def _timed_letters(threads: int, report: Callable[[str], None]) -> dict[str, float]:
    """The same for a model that names letters, of the shape of XLS-R 300M."""
    from speech.engine.ctc.acoustics import Acoustics

    with tempfile.TemporaryDirectory() as folder:
        make_letters(Path(folder))
        model = Acoustics(Path(folder), threads, _LETTERS)
        seconds = {}
        for window in WINDOWS:
            heard = np.random.default_rng(1).normal(0, 0.1, window * 160).astype(np.float32)
            taken = []
            for _ in range(2):
                began = time.perf_counter()
                model.emissions(heard)
                taken.append(time.perf_counter() - began)
            seconds[f"{window // 100} s"] = round(min(taken), 3)
    report(f"wav2vec2-315m: {seconds}")
    return seconds


def make_letters(folder: Path) -> None:
    """Write a Wav2Vec2 model of 315 million random weights."""
    from ctranslate2.specs.wav2vec2_spec import Wav2Vec2Spec

    chance = np.random.default_rng(1)
    channels, width, layers, heads = 512, 1024, 24, 16
    spec: Any = Wav2Vec2Spec(len(_KERNELS), layers, heads, _LETTERS, False)

    def some(*dimensions: int) -> np.ndarray:
        return chance.standard_normal(dimensions, np.float32) * np.float32(0.02)

    def norm(layer: Any, of: int) -> None:
        layer.gamma, layer.beta = np.ones(of, np.float32), np.zeros(of, np.float32)

    def linear(layer: Any, out: int, inner: int) -> None:
        layer.weight, layer.bias = some(out, inner), np.zeros(out, np.float32)

    encoder = spec.encoder
    for number, layer in enumerate([encoder.feat_layer0, *encoder.feat_layer]):
        layer.conv.weight = some(channels, channels if number else 1, _KERNELS[number])
        layer.conv.bias = some(channels)
        norm(layer.layer_norm, channels)
    norm(encoder.fp_layer_norm, channels)
    linear(encoder.fp_projection, width, channels)
    encoder.pos_conv_embed.conv.weight = some(width, width // 16, 128)
    encoder.pos_conv_embed.conv.bias = some(width)
    norm(encoder.layer_norm, width)
    for layer in encoder.layer:
        norm(layer.self_attention.layer_norm, width)
        norm(layer.ffn.layer_norm, width)
        linear(layer.self_attention.linear[0], 3 * width, width)
        linear(layer.self_attention.linear[1], width, width)
        linear(layer.ffn.linear_0, 4 * width, width)
        linear(layer.ffn.linear_1, width, 4 * width)
    linear(encoder.lm_head, _LETTERS, width)
    spec.register_vocabulary([f"<{n}>" for n in range(_LETTERS)])
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


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
