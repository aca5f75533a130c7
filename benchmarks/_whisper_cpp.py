"""whisper.cpp as the peer, with the weights of the very model we measure.

CTranslate2's file is read and written as whisper.cpp's, its matrices in blocks of 8-bit numbers
(Q8_0), the nearest to our own int8. Runs in a process of its own, through pywhispercpp's library.
"""

import json
import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

import numpy as np

from jobassist.ports.speech import Samples
from speech.engine import wire

_LIBRARY = "_pywhispercpp"
_KINDS = {0: "<f4", 1: "<i1", 2: "<i2", 3: "<i4", 4: "<f2"}
_Q8_0, _F16, _F32 = 8, 1, 0
_MOSTLY_Q8_0 = 2007  # of quantisation version 2
_BLOCK = 32
_BASE_TOKENS = 50257


class WhisperCpp:
    """A running peer. `folder` is where its weights are written."""

    def __init__(self, model_dir: Path, threads: int, folder: Path) -> None:
        file = folder / "ggml.bin"
        with file.open("wb") as out:
            convert(model_dir, out)
        command = [sys.executable, "-m", "benchmarks._whisper_cpp", str(file), str(threads)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def decode(self, sound: Samples) -> tuple[float, str]:
        """Seconds and text."""
        assert self._process.stdin and self._process.stdout
        wire.write(self._process.stdin, {}, sound)
        answer = wire.read(self._process.stdout)
        assert answer
        return answer[0]["seconds"], answer[0]["text"]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def available() -> bool:
    """Whether the peer's library is installed; it is no part of the product."""
    return find_spec(_LIBRARY) is not None


def convert(model_dir: Path, out: BinaryIO) -> None:
    """Write the model in `model_dir` as whisper.cpp reads it."""
    from speech.engine.no_av import stand_in_for_av

    stand_in_for_av()
    from faster_whisper.feature_extractor import FeatureExtractor

    found = weights(model_dir / "model.bin")
    layers = {side: sum(n.startswith(f"{side}/layer_") and n.endswith("ffn/linear_0/bias")
                        for n in found) for side in ("encoder", "decoder")}  # fmt: skip
    context, width = found["encoder/position_encodings/encodings"].shape
    tokens, _ = found["decoder/embeddings/weight"].shape
    mels = found["encoder/conv1/weight"].shape[1]
    heads = int(found["encoder/num_heads"])
    text_context = found["decoder/position_encodings/encodings"].shape[0]
    head = (tokens, context, width, heads, layers["encoder"], text_context, width, heads,
            layers["decoder"], mels, _MOSTLY_Q8_0)  # fmt: skip
    out.write(struct.pack("<12i", 0x67676D6C, *head))
    filters = FeatureExtractor.get_mel_filters(16_000, 400, n_mels=mels).astype("<f4")
    out.write(struct.pack("<2i", *filters.shape) + filters.tobytes())
    words = _spelt_tokens(model_dir / "tokenizer.json")
    out.write(struct.pack("<i", len(words)))
    for word in words:
        out.write(struct.pack("<i", len(word)) + word)
    for name, tensor in _renamed(found, layers):
        _write(out, name, tensor)


def weights(file: Path) -> dict[str, np.ndarray]:
    """The variables of a CTranslate2 model file (binary version 6)."""
    found = {}
    with file.open("rb") as stream:

        def text() -> str:
            (length,) = struct.unpack("<H", stream.read(2))
            return stream.read(length)[:-1].decode()

        stream.read(4)
        text()
        _, count = struct.unpack("<2I", stream.read(8))
        for _ in range(count):
            name = text()
            (rank,) = stream.read(1)
            shape = struct.unpack(f"<{rank}I", stream.read(4 * rank))
            (kind,) = stream.read(1)
            (size,) = struct.unpack("<I", stream.read(4))
            found[name] = np.frombuffer(stream.read(size), _KINDS[kind]).reshape(shape)
    return found


def _renamed(
    found: dict[str, np.ndarray], layers: dict[str, int]
) -> Iterator[tuple[str, np.ndarray]]:
    """Each tensor under the name that OpenAI gave it."""
    for side, end in (("encoder", "ln_post"), ("decoder", "ln")):
        yield f"{side}.positional_embedding", found[f"{side}/position_encodings/encodings"]
        yield f"{side}.{end}.weight", found[f"{side}/layer_norm/gamma"]
        yield f"{side}.{end}.bias", found[f"{side}/layer_norm/beta"]
        for number in range(layers[side]):
            block, ours = f"{side}.blocks.{number}", f"{side}/layer_{number}"
            yield from _normed(found, f"{block}.mlp_ln", f"{ours}/ffn/layer_norm")
            for theirs, part in (("mlp.0", "linear_0"), ("mlp.2", "linear_1")):
                yield f"{block}.{theirs}.weight", found[f"{ours}/ffn/{part}/weight"]
                yield f"{block}.{theirs}.bias", found[f"{ours}/ffn/{part}/bias"]
            yield from _attention(found, f"{block}.attn", f"{ours}/self_attention")
            if side == "decoder":
                yield from _attention(found, f"{block}.cross_attn", f"{ours}/attention")
    yield "decoder.token_embedding.weight", found["decoder/embeddings/weight"]
    for conv in ("conv1", "conv2"):
        yield f"encoder.{conv}.weight", found[f"encoder/{conv}/weight"]
        yield f"encoder.{conv}.bias", found[f"encoder/{conv}/bias"].reshape(-1, 1)


def _attention(
    found: dict[str, np.ndarray], theirs: str, ours: str
) -> Iterator[tuple[str, np.ndarray]]:
    """Query, key and value apart: CTranslate2 keeps them in one matrix, or the last two."""
    yield from _normed(found, f"{theirs}_ln", f"{ours}/layer_norm")
    parts = [f"{ours}/linear_{n}" for n in range(3) if f"{ours}/linear_{n}/weight" in found]
    matrix = np.concatenate([found[f"{part}/weight"] for part in parts[:-1]])
    bias = np.concatenate([found[f"{part}/bias"] for part in parts[:-1]])
    names = ("query", "key", "value")
    for name, rows, numbers in zip(names, np.split(matrix, 3), np.split(bias, 3), strict=True):
        yield f"{theirs}.{name}.weight", rows
        if name != "key":
            yield f"{theirs}.{name}.bias", numbers
    yield f"{theirs}.out.weight", found[f"{parts[-1]}/weight"]
    yield f"{theirs}.out.bias", found[f"{parts[-1]}/bias"]


def _normed(
    found: dict[str, np.ndarray], theirs: str, ours: str
) -> Iterator[tuple[str, np.ndarray]]:
    yield f"{theirs}.weight", found[f"{ours}/gamma"]
    yield f"{theirs}.bias", found[f"{ours}/beta"]


def _write(out: BinaryIO, name: str, tensor: np.ndarray) -> None:
    matrix = tensor.ndim == 2 and name.endswith("weight")
    kind = _Q8_0 if matrix else _F16 if "conv" in name and name.endswith("weight") else _F32
    title = name.encode()
    out.write(struct.pack("<3i", tensor.ndim, len(title), kind))
    out.write(struct.pack(f"<{tensor.ndim}i", *reversed(tensor.shape)) + title)
    if kind == _Q8_0:
        out.write(quantised(tensor))
    else:
        out.write(tensor.astype("<f2" if kind == _F16 else "<f4").tobytes())


def quantised(matrix: np.ndarray) -> bytes:
    """Blocks of 32 numbers: a 16-bit scale, then each as 8 bits."""
    blocks = matrix.astype(np.float32).reshape(-1, _BLOCK)
    scale = np.abs(blocks).max(axis=1, keepdims=True) / 127
    whole = np.rint(blocks / np.where(scale, scale, 1)).astype(np.int8)
    packed = np.empty(len(blocks), [("scale", "<f2"), ("whole", "i1", _BLOCK)])
    packed["scale"], packed["whole"] = scale[:, 0], whole
    return packed.tobytes()


def _spelt_tokens(file: Path) -> list[bytes]:
    """The bytes of each token, in order; the special ones whisper.cpp knows itself."""
    vocabulary = json.loads(file.read_text(encoding="utf-8"))["model"]["vocab"]
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [byte for byte in range(256) if byte not in printable]
    letters = {chr(byte): byte for byte in printable}
    letters |= {chr(256 + number): byte for number, byte in enumerate(rest)}
    ordered = sorted(vocabulary.items(), key=lambda each: each[1])[:_BASE_TOKENS]
    return [bytes(letters[letter] for letter in token if letter in letters) for token, _ in ordered]


def serve(file: str, threads: int) -> None:
    """The other side of `WhisperCpp`."""
    library = import_module(_LIBRARY)

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # the library prints
    if hasattr(os, "nice"):
        os.nice(5)  # as the engine
    context = library.whisper_init_from_file_with_params(
        file, library.whisper_context_default_params()
    )
    while frame := wire.read(sys.stdin.buffer):
        how = library.whisper_full_default_params(
            library.whisper_sampling_strategy.WHISPER_SAMPLING_BEAM_SEARCH
        )
        how.language, how.n_threads, how.no_context = "da", threads, True
        how.beam_search = {"beam_size": 5, "patience": -1.0}
        how.temperature_inc = 0.0  # without its fallback, as the other peer
        how.print_progress = how.print_realtime = how.print_timestamps = False
        began = time.perf_counter()
        library.whisper_full(context, how, frame[1], len(frame[1]))
        count = library.whisper_full_n_segments(context)
        said = [library.whisper_full_get_segment_text(context, n) for n in range(count)]
        text = b"".join(each if isinstance(each, bytes) else each.encode() for each in said)
        seconds = time.perf_counter() - began
        wire.write(answers, {"seconds": seconds, "text": text.decode(errors="replace").strip()})


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
