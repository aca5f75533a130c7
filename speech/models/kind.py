"""What kind of model a file holds, told by how CTranslate2 begins it, not by a name."""

import struct
from pathlib import Path

WHISPER = "WhisperSpec"
WAV2VEC2 = "Wav2Vec2Spec"
KINDS = (WHISPER, WAV2VEC2)
OTHERS = {
    "Wav2Vec2BertSpec": "Wav2Vec2-BERT",
    "WavLMSpec": "WavLM",
    "MoonshineSpec": "Moonshine",
    "TransformerSpec": "Transformer",
}
"""What CTranslate2 can hold as well and jobassist cannot hear with, and what people call it."""
_LONGEST = 64


def kind_of(file: Path) -> str:
    """The kind, one of `KINDS`. Empty for anything else."""
    found = _told(file)
    return found if found in KINDS else ""


def other_kind_of(file: Path) -> str:
    """What people call a model of a kind that jobassist cannot use; empty for anything else."""
    return OTHERS.get(_told(file), "")


def _told(file: Path) -> str:
    """The name of its architecture, after its version, as CTranslate2 writes it."""
    try:
        with file.open("rb") as stream:
            head = stream.read(6)
            if len(head) < 6:  # noqa: PLR2004 - the two fields
                return ""
            _version, length = struct.unpack("<IH", head)
            name = stream.read(min(length, _LONGEST)).rstrip(b"\0")
    except OSError:
        return ""
    return name.decode("ascii", errors="replace")
