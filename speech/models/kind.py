"""What kind of model a file holds, told by how CTranslate2 begins it, not by a name."""

import struct
from pathlib import Path

WHISPER = "WhisperSpec"
WAV2VEC2 = "Wav2Vec2Spec"
KINDS = (WHISPER, WAV2VEC2)
_LONGEST = 64


def kind_of(file: Path) -> str:
    """The kind: its version, then the name of its architecture. Empty for anything else."""
    try:
        with file.open("rb") as stream:
            head = stream.read(6)
            if len(head) < 6:  # noqa: PLR2004 - the two fields
                return ""
            _version, length = struct.unpack("<IH", head)
            name = stream.read(min(length, _LONGEST)).rstrip(b"\0")
    except OSError:
        return ""
    found = name.decode("ascii", errors="replace")
    return found if found in KINDS else ""
