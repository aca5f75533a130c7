"""The microphone on a real sound server with a virtual sound card."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
import soundfile

from benchmarks._sound_server import SoundServer
from benchmarks.microphone import run as ill_treat
from speech.sound_file import read_sound_file
from tests.speech.conftest import spoken

PRELUDE = """
import sys, threading
import numpy as np
import soundfile
from jobassist.errors import EnvironmentFault
from speech.microphone import Microphone, microphones
def tell(*words): print(*words, flush=True)
"""


class Server(SoundServer):
    """Runs scripts beside it: PortAudio looks for cards once in a process."""

    def run(self, script: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", PRELUDE + dedent(script)],
            env=self.env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    yield running
    running.die()


@pytest.fixture
def sentence(tmp_path: Path) -> Path:
    file = tmp_path / "sentence.wav"
    soundfile.write(file, spoken("Borgeren har deltaget i samtalen"), 16_000)
    return file


def test_level_is_shown_for_each_channel_and_is_gone_with_the_microphone(
    server: Server, sentence: Path
) -> None:
    watching = server.run(
        """
        from speech.meter import Meter
        meter = Meter("pulse")
        tell("ready")
        loudest = []
        for want in sys.stdin:
            if want.strip() == "done":
                break
            until = threading.Event()
            while len(loudest) < 20:
                until.wait(0.05)
                loudest += [meter.levels] if meter.levels else []
            tell(len(loudest[0]), max(max(each) for each in loudest) > 0.05)
        meter.close()
        try:
            Meter("no such microphone")
        except EnvironmentFault as fault:
            tell(fault.code)
        """
    )
    assert line(watching) == "ready"
    assert watching.stdin
    playing = subprocess.Popen(["paplay", "--device=mic", sentence], env=server.env)
    watching.stdin.write("level\n")
    watching.stdin.flush()
    channels, heard = line(watching).split()
    assert int(channels) >= 1 and heard == "True"
    watching.stdin.write("done\n")
    watching.stdin.flush()
    assert line(watching) == "sound.no_microphone"
    playing.wait()
    watching.wait()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def loudness(sound: np.ndarray) -> np.ndarray:
    return np.sqrt(np.mean(sound[: len(sound) // 1600 * 1600].reshape(-1, 1600) ** 2, axis=1))


def test_records_what_is_played(server: Server, sentence: Path, tmp_path: Path) -> None:
    recorded = tmp_path / "recorded.wav"
    process = server.run(
        f"""
        microphone = Microphone("pulse")
        tell("pulse" in microphones())
        blocks, levels = [], []
        with microphone.open() as stream:
            threading.Thread(target=lambda: (sys.stdin.readline(), microphone.stop())).start()
            for number, block in enumerate(stream):
                blocks.append(block)
                levels.append(microphone.level)
                if number == 2:
                    tell("recording")
        tell(microphone.name, max(levels) > 0.01, microphone.level)
        soundfile.write({str(recorded)!r}, np.concatenate(blocks), 16000, subtype="FLOAT")
        """
    )
    assert line(process) == "True"
    assert line(process) == "recording"
    server.play(sentence)
    process.communicate("stop\n", timeout=20)
    assert process.returncode == 0
    heard, played = read_sound_file(recorded), read_sound_file(sentence)
    assert len(heard) > len(played)
    loud_heard, loud_played = loudness(heard), loudness(played)
    assert (loud_heard > 0.01).sum() >= 0.9 * (loud_played > 0.01).sum()


def test_server_that_dies_leaves_what_was_recorded(server: Server) -> None:
    process = server.run(
        """
        count = 0
        try:
            with Microphone("pulse").open() as stream:
                for block in stream:
                    count += len(block)
                    if count > 16000 and count - len(block) <= 16000:
                        tell("recording")
        except EnvironmentFault as fault:
            tell(fault.code, fault.retryable, count > 16000)
        """
    )
    assert line(process) == "recording"
    server.die()
    out, _ = process.communicate(timeout=20)
    assert out.strip() == "sound.microphone_stopped True True"


def test_armed_microphone_begins_before_the_key(server: Server) -> None:
    """After a first dictation the ring fills again: with the card dead there is still a start."""
    process = server.run(
        """
        microphone = Microphone("pulse")
        microphone.arm()
        with microphone.open() as stream:
            for number, _ in enumerate(stream):
                if number == 20:
                    microphone.stop()
        filling = threading.Event()
        filling.wait(1.5)
        tell("armed")
        sys.stdin.readline()
        count = 0
        try:
            with microphone.open() as stream:
                for block in stream:
                    count += len(block)
        except EnvironmentFault as fault:
            tell(count / 16000, fault.code)
        """
    )
    assert line(process) == "armed"
    server.die()
    out, _ = process.communicate("go\n", timeout=20)
    seconds, code = out.split()
    assert float(seconds) > 0.35
    assert code == "sound.microphone_stopped"


def test_no_sound_card_is_one_clear_fault(tmp_path: Path) -> None:
    script = PRELUDE + dedent(
        """
        tell(microphones())
        try:
            with Microphone("gone").open():
                tell("opened")
        except EnvironmentFault as fault:
            tell(fault.code)
        """
    )
    env = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    env |= {"PULSE_SERVER": f"unix:{tmp_path}/none", "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, text=True, capture_output=True, check=False
    )
    assert done.stdout.splitlines() == ["[]", "sound.no_microphone"]


def test_stream_goes_on_through_a_stall_a_pulled_cable_and_a_dead_server() -> None:
    figures = ill_treat(events=4)
    assert figures["crashes"] == 0
    assert figures["met"], figures
