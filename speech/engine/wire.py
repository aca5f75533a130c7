"""How parent and engine talk over a pipe: a JSON head and, where there is sound, its samples.

A frame is two little-endian 32-bit lengths, the head in UTF-8, and 32-bit float samples. Nothing
is ever unpickled, so neither side can be made to run what the other sends.
"""

import json
import struct
from typing import IO, Any

import numpy as np

from jobassist.ports.speech import Samples

_LENGTHS = struct.Struct("<II")
_LONGEST_HEAD = 16 << 20
_LONGEST_SOUND = 2 << 30
Head = dict[str, Any]
NO_SOUND: Samples = np.zeros(0, np.float32)


class BrokenWire(Exception):
    """What came is no frame: the other side is not the engine, or is out of step."""


def write(stream: IO[bytes], head: Head, samples: Samples = NO_SOUND) -> None:
    """Send one frame. Raises: OSError when the other side has gone."""
    text = json.dumps(head, ensure_ascii=False).encode()
    sound = np.ascontiguousarray(samples, dtype="<f4").tobytes()
    stream.write(_LENGTHS.pack(len(text), len(sound)) + text)
    stream.write(sound)
    stream.flush()


def read(stream: IO[bytes]) -> tuple[Head, Samples] | None:
    """The next frame, or None at the end of the stream (a frame cut short counts as the end)."""
    lengths = _exactly(stream, _LENGTHS.size)
    if lengths is None:
        return None
    head_length, sound_length = _LENGTHS.unpack(lengths)
    if head_length > _LONGEST_HEAD or sound_length > _LONGEST_SOUND or sound_length % 4:
        raise BrokenWire
    text = _exactly(stream, head_length)
    sound = _exactly(stream, sound_length)
    if text is None or sound is None:
        return None
    try:
        head = json.loads(text)
    except ValueError:
        raise BrokenWire from None
    if not isinstance(head, dict):
        raise BrokenWire
    return head, np.frombuffer(sound, dtype="<f4").astype(np.float32)


def _exactly(stream: IO[bytes], length: int) -> bytes | None:
    data = bytearray()
    while len(data) < length:
        block = stream.read(length - len(data))
        if not block:
            return None
        data += block
    return bytes(data)
