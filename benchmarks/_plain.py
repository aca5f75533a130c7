"""Plain faster-whisper as the peer: a process of its own, of the same priority as the engine."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from jobassist.ports.speech import Samples
from speech.engine import wire


class Plain:
    """Plain faster-whisper in a process of its own (this file, run as a module)."""

    def __init__(self, model_dir: Path, threads: int) -> None:
        command = [sys.executable, "-m", "benchmarks._plain", str(model_dir), str(threads)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def decode(
        self, sound: Samples, *, fallback: bool, hotwords: str | None = None
    ) -> tuple[float, str]:
        """Seconds and text."""
        assert self._process.stdin and self._process.stdout
        wire.write(self._process.stdin, {"fallback": fallback, "hotwords": hotwords}, sound)
        answer = wire.read(self._process.stdout)
        assert answer
        return answer[0]["seconds"], answer[0]["text"]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def serve_plain(model_dir: str, threads: int) -> None:
    """The other side of `Plain`."""
    from speech.engine.no_av import stand_in_for_av

    stand_in_for_av()
    from faster_whisper import WhisperModel

    if hasattr(os, "nice"):
        os.nice(5)  # as the engine
    model = WhisperModel(model_dir, device="cpu", compute_type="int8", cpu_threads=threads)
    while frame := wire.read(sys.stdin.buffer):
        head, sound = frame
        began = time.perf_counter()
        how: dict[str, Any] = {} if head["fallback"] else {"temperature": 0.0}
        how["hotwords"] = head["hotwords"]
        segments, _ = model.transcribe(sound, language="da", beam_size=5, **how)
        text = " ".join(segment.text.strip() for segment in segments)
        seconds = time.perf_counter() - began
        wire.write(sys.stdout.buffer, {"seconds": seconds, "text": text})


if __name__ == "__main__":
    serve_plain(sys.argv[1], int(sys.argv[2]))
