"""A sound server of our own with a virtual microphone, which can be ill-treated."""

import os
import signal
import subprocess
import threading
from pathlib import Path

_PATIENCE = 100  # tenths of a second


class SoundServer:
    """PulseAudio with a null sink whose monitor is the microphone. `home` is its own folder.

    A null sink works in steps of two seconds until somebody listens. A `prompt` microphone delivers
    at once, as a real one does, but hears only silence.
    """

    def __init__(self, home: Path, *, prompt: bool = False) -> None:
        self._runtime = home / "run"
        self._runtime.mkdir(mode=0o700)
        self.env = {
            **os.environ,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(self._runtime),
            "PULSE_SERVER": f"unix:{self._runtime}/pulse/native",
            "PYTHONPATH": str(Path.cwd()),
        }
        self._prompt = prompt
        self.start()

    def start(self) -> None:
        """Start the server and plug the microphone in."""
        for left in (self._runtime / "pulse").glob("*"):
            left.unlink()
        self.process = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"),
                *("-L", "module-native-protocol-unix"),
            ],
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        answered = threading.Event()
        for _ in range(_PATIENCE):
            if self._tell("info"):
                break
            answered.wait(0.1)  # the server has no other way to say that it is up
        else:
            raise AssertionError("no sound server")
        self.plug()

    def plug(self, rate: int = 48_000) -> None:
        """Plug the microphone in."""
        if self._prompt:
            self._load("module-null-source", "source_name=virtmic", "max_latency_msec=20", rate)
        else:
            self._load("module-null-sink", "sink_name=mic", rate)
            self._load("module-remap-source", "master=mic.monitor", "source_name=virtmic", rate)
        self._tell("set-default-source", "virtmic")

    def unplug(self) -> None:
        """Pull the microphone out."""
        for module in ("module-remap-source", "module-null-sink", "module-null-source"):
            self._tell("unload-module", module)

    def stall(self) -> None:
        """Let the server answer nothing and deliver nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """End a stall."""
        self.process.send_signal(signal.SIGCONT)

    def play(self, file: Path) -> None:
        """Speak into the microphone; returns at the end of the file."""
        subprocess.run(["paplay", "--device=mic", file], env=self.env, check=True)

    def die(self) -> None:
        """Kill the server."""
        self.process.kill()
        self.process.wait()

    def _load(self, module: str, *options: str | int) -> None:
        *named, rate = options
        self._tell("load-module", module, *map(str, named), f"rate={rate}")

    def _tell(self, *words: str) -> bool:
        done = subprocess.run(["pactl", *words], env=self.env, capture_output=True, check=False)
        return done.returncode == 0
