"""A small Wav2Vec2 CTC model for a language of hums, and a speaker of that language.

Each letter is a vowel-like sound of its own pitch and colour. The model's first convolution is a
bank of filters, the others average, its attention passes on what it is given, and the last layer is
fitted so that each sound gives its letter. So a known sound gives known letters, at known times,
through the real library; and speech detection takes the hums for speech.
"""

import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples

LETTERS = ["<pad>", "<s>", "</s>", "<unk>", "|", *"abdegiklnoprstv"]
SOUND_SECONDS, GAP_SECONDS = 0.12, 0.05
_SPOKEN = LETTERS[4:]
_COLOURS = ((750, 1300), (300, 2300), (350, 750), (550, 1800))  # formants, Hz
_PITCHES = (100, 118, 140, 165)
_BODY = dict(zip(_SPOKEN, product(_PITCHES, _COLOURS), strict=True))
_KERNELS = (400, 3, 3, 3, 3, 2, 2)
_CHANNELS, _HIDDEN, _HEADS = 64, 512, 2
_STRIDE = 320
_SURE = 12.0


def hum(text: str) -> Samples:
    """The text as the model's language is spoken."""
    gap = np.zeros(int(GAP_SECONDS * SAMPLE_RATE))
    sounds = [part for letter in text.replace(" ", "|") for part in (_sound(letter), gap)]
    spoken: Samples = np.concatenate([gap, *sounds]).astype(np.float32)
    return spoken


def place_of(text: str, word: int) -> tuple[float, float]:
    """From when to when the word of that number is spoken in `hum(text)`, in seconds."""
    letters = SOUND_SECONDS + GAP_SECONDS
    before = len(" ".join(text.split()[:word])) + (word > 0)
    length = len(text.split()[word])
    return before * letters + GAP_SECONDS, (before + length) * letters


def make(folder: Path, *, more_outputs: int = 0) -> None:
    """Write a model to `folder` that knows the language."""
    folder.mkdir(parents=True, exist_ok=True)
    features, wanted = _lessons(folder)
    # Ridge regression with a constant: frames x hidden to frames x letters.
    inputs = np.hstack([features, np.ones((len(features), 1))])
    weights = np.linalg.solve(
        inputs.T @ inputs + 3 * np.eye(inputs.shape[1]), inputs.T @ (wanted * _SURE)
    )
    empty = np.zeros((more_outputs, _HIDDEN))
    _save(folder, (np.vstack([weights[:-1].T, empty]), np.append(weights[-1], [99] * more_outputs)))
    (folder / "vocab.json").write_text(json.dumps({c: n for n, c in enumerate(LETTERS)}))


def _sound(letter: str) -> np.ndarray:
    """A train of pulses rung by two resonances: as a voice, but steadier."""
    pitch, formants = _BODY[letter]
    count = int(SOUND_SECONDS * SAMPLE_RATE)
    pulses = np.zeros(count)
    pulses[:: SAMPLE_RATE // pitch] = 1.0
    ring = np.arange(int(0.012 * SAMPLE_RATE)) / SAMPLE_RATE
    body = sum(np.exp(-ring * 350) * np.sin(2 * np.pi * formant * ring) for formant in formants)
    ends = np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / 80)
    voiced: np.ndarray = 0.3 * np.convolve(pulses, body)[:count] * ends
    return voiced


def _lessons(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """What the frames of many letters look like, and which letter each is."""
    import ctranslate2

    _save(folder, None)
    model = ctranslate2.models.Wav2Vec2(str(folder), device="cpu", compute_type="int8")
    chance = np.random.default_rng(5)
    features, wanted = [], []
    for _ in range(24):
        text = "".join(chance.choice(_SPOKEN, 40))
        heard = np.concatenate([np.zeros(int(chance.integers(0, 9000))), hum(text)])
        view = ctranslate2.StorageView.from_array(
            ((heard - heard.mean()) / heard.std()).reshape(1, 1, -1).astype(np.float32)
        )
        found = np.asarray(model.encode(view, to_cpu=True))[0]
        features.append(found)
        wanted.append(_letters_of(text, len(heard) - len(hum(text)), len(found)))
    return np.concatenate(features).astype(np.float64), np.concatenate(wanted)


def _letters_of(text: str, before: int, count: int) -> np.ndarray:
    wanted = np.zeros((count, len(LETTERS)))
    middles = (np.arange(count) * _STRIDE + 200 - before) / SAMPLE_RATE - GAP_SECONDS
    number, within = np.divmod(middles, SOUND_SECONDS + GAP_SECONDS)
    for frame in range(count):
        speaks = 0 <= number[frame] < len(text) and 0.0 < within[frame] < SOUND_SECONDS
        letter = text[int(number[frame])] if speaks else LETTERS[0]
        wanted[frame, LETTERS.index(letter)] = 1
    return wanted


def _filters() -> np.ndarray:
    """Windowed waves: two of each pitch, a quarter apart."""
    time = np.arange(_KERNELS[0]) / SAMPLE_RATE
    pitches = np.geomspace(100, 3000, _CHANNELS // 2)[:, None]
    waves = [np.sin(2 * np.pi * pitches * time), np.cos(2 * np.pi * pitches * time)]
    found: np.ndarray = np.concatenate(waves) * np.hanning(_KERNELS[0]) / 10
    return found[:, None, :].astype(np.float32)


def _averaging(width: int) -> np.ndarray:
    found: np.ndarray = np.repeat(np.eye(_CHANNELS)[:, :, None] / width, width, axis=2)
    return found.astype(np.float32)


def _save(folder: Path, head: tuple[np.ndarray, np.ndarray] | None) -> None:
    from ctranslate2.specs.wav2vec2_spec import Wav2Vec2Spec

    chance = np.random.default_rng(3)
    outputs = len(LETTERS) if head is None else len(head[1])
    spec = Wav2Vec2Spec(len(_KERNELS), 1, _HEADS, outputs, head is None)
    encoder: Any = spec.encoder

    def some(*shape: int) -> np.ndarray:
        return (chance.standard_normal(shape) / np.sqrt(np.prod(shape[1:]))).astype(np.float32)

    def nothing(*shape: int) -> np.ndarray:
        return np.zeros(shape, np.float32)

    def norm(layer: Any, width: int) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), nothing(width)

    for number, layer in enumerate([encoder.feat_layer0, *encoder.feat_layer]):
        layer.conv.weight = _averaging(_KERNELS[number]) if number else _filters()
        layer.conv.bias = nothing(_CHANNELS)
        norm(layer.layer_norm, _CHANNELS)
    norm(encoder.fp_layer_norm, _CHANNELS)
    encoder.fp_projection.weight = some(_HIDDEN, _CHANNELS)
    encoder.fp_projection.bias = nothing(_HIDDEN)
    encoder.pos_conv_embed.conv.weight = nothing(_HIDDEN, _HIDDEN // 16, 128)
    encoder.pos_conv_embed.conv.bias = nothing(_HIDDEN)
    norm(encoder.layer_norm, _HIDDEN)
    for block in encoder.layer:
        norm(block.self_attention.layer_norm, _HIDDEN)
        norm(block.ffn.layer_norm, _HIDDEN)
        inner, outer = block.self_attention.linear
        inner.weight, inner.bias = some(3 * _HIDDEN, _HIDDEN), nothing(3 * _HIDDEN)
        outer.weight, outer.bias = nothing(_HIDDEN, _HIDDEN), nothing(_HIDDEN)
        # What the first layer gives is bent here, so that the last can tell more sounds apart.
        block.ffn.linear_0.weight, block.ffn.linear_0.bias = (
            2 * some(2 * _HIDDEN, _HIDDEN),
            nothing(2 * _HIDDEN),
        )
        block.ffn.linear_1.weight, block.ffn.linear_1.bias = (
            2 * some(_HIDDEN, 2 * _HIDDEN),
            nothing(_HIDDEN),
        )
    if head is not None:
        encoder.lm_head.weight = head[0].astype(np.float32)
        encoder.lm_head.bias = head[1].astype(np.float32)
    spec.register_vocabulary([f"{n}" for n in range(outputs)])
    spec.validate()
    spec.save(str(folder))
