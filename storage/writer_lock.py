"""One writer for each data folder: a file locked by the system as long as its holder lives."""

import json
import os
import sys
import time
from pathlib import Path
from threading import Event, Lock
from typing import IO

from jobassist.errors import EnvironmentFault
from storage.faults import clear_disk_faults

if sys.platform == "win32":
    import msvcrt

    def _take(stream: IO[bytes]) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


_PATIENCE_SECONDS = 2.0
_LOOK_AGAIN_SECONDS = 0.05


class WriterLock:
    """Claimed at the first write, or early by `claim`, and kept until `release`.

    Beside the lock stands who holds it (program and process id), for the other's message.
    """

    def __init__(self, folder: Path, patience: float = _PATIENCE_SECONDS) -> None:
        self._file = folder / "writer.lock"
        self._holder = folder / "writer.json"
        self._patience = patience
        self._stream: IO[bytes] | None = None
        self._mutex = Lock()

    def claim(self) -> None:
        """Become the folder's writer, or go on being it.

        Raises: EnvironmentFault `store.in_use` (`program`, `pid`) when another program stays the
        writer for two seconds; `store.read_only` when the folder cannot be written to.
        """
        with self._mutex:
            if self._stream is None:
                self._stream = self._wait()
                self._sign()

    def release(self) -> None:
        """Let others write."""
        with self._mutex:
            if self._stream is not None:
                self._holder.unlink(missing_ok=True)
                self._stream.close()
                self._stream = None

    def _wait(self) -> IO[bytes]:
        with clear_disk_faults():
            stream = self._file.open("ab")
        until = time.monotonic() + self._patience
        while True:
            try:
                _take(stream)
                return stream
            except OSError:
                if time.monotonic() >= until:
                    stream.close()
                    raise self._in_use() from None
            # The system tells nobody when a lock is free: looking again is all there is.
            Event().wait(_LOOK_AGAIN_SECONDS)

    def _sign(self) -> None:
        begun = Path(sys.argv[0])  # `python -m jobassist` runs jobassist/__main__.py
        name = begun.parent.name if begun.stem == "__main__" else begun.stem
        holder = {"program": name or "jobassist", "pid": os.getpid()}
        with clear_disk_faults():
            self._holder.write_text(json.dumps(holder), encoding="utf-8")

    def _in_use(self) -> EnvironmentFault:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            program, pid = str(holder["program"]), int(holder["pid"])
        except (OSError, ValueError, KeyError, TypeError):
            program, pid = "jobassist", 0
        return EnvironmentFault("store.in_use", retryable=True, program=program, pid=pid)
