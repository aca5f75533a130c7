"""Stand in for PyAV, which is not shipped.

faster_whisper imports `av` when it is imported, but uses it only to open sound files. We read
sound files ourselves (`speech.sound_file`) and PyAV's wheels carry GPL encoders, so it is left
out. The stand-in satisfies the import and fails loudly if anything ever uses it.
"""

import sys
from types import ModuleType


class _NotShipped(ModuleType):
    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ImportError("PyAV is not part of jobassist; read sound by speech.sound_file")


def stand_in_for_av() -> None:
    """Make `import av` succeed without PyAV. Call before importing faster_whisper."""
    sys.modules.setdefault("av", _NotShipped("av"))
