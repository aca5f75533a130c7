"""The microphone as a stream: native rate in, 16 kHz out, never a lost word at either end.

The sound card's callback only copies; resampling happens where the blocks are taken. A vanished
microphone does not say so, its callback just stops: a second without sound ends the stream.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np

from jobassist import log
from jobassist.errors import EnvironmentFault
from jobassist.ports.speech import SAMPLE_RATE, Samples

PRE_ROLL_SECONDS = 0.45
WATCHDOG_SECONDS = 1.0
FIRST_SOUND_SECONDS = 3.0  # a Bluetooth headset takes its time to switch to speech
_BLOCKS_A_SECOND = 20
_open_cards: set["_Card"] = set()


def microphones() -> list[str]:
    """The names of the microphones that are there now, the system's own choice first."""
    library = _look_again(_library())
    with suppress(library.PortAudioError):
        default = library.query_devices(kind="input")["name"]
        names = [d["name"] for d in library.query_devices() if d["max_input_channels"] > 0]
        return list(dict.fromkeys([default, *names]))
    return []


class Microphone:
    """A `SoundSource`. `device` "" is the system's choice, and what is used if the named is gone.

    `arm` keeps the microphone open and the last 450 ms of it in memory, so that a stream opened
    when the key goes down begins before it; without it a stream begins with its first block.
    """

    def __init__(self, device: str = "") -> None:
        self._device = device
        self._name = device
        self._card: _Card | None = None
        self._stopped = threading.Event()
        self._level = 0.0

    @property
    def name(self) -> str:
        """What the user knows it as: the device in use, once one is."""
        return self._name

    @property
    def level(self) -> float:
        """How loud the last block was: its root mean square, 0 to 1."""
        return self._level

    def arm(self) -> None:
        """Begin to keep the pre-roll. Raises: EnvironmentFault `sound.no_microphone`."""
        if self._card is None:
            self._card = _Card(self._device)
            self._name = self._card.name

    def disarm(self) -> None:
        """Let go of the microphone."""
        card, self._card = self._card, None
        if card:
            card.close()

    @contextmanager
    def open(self) -> Iterator[Iterator[Samples]]:
        """Blocks as they come, until `stop`.

        Raises: EnvironmentFault `sound.no_microphone` on opening, `sound.microphone_stopped`
        from the stream; the blocks given before it are good.
        """
        self._stopped.clear()
        armed = self._card is not None
        self.arm()
        assert self._card
        try:
            yield self._stream(self._card)
        except EnvironmentFault:
            armed = False  # what stopped is not worth keeping open
            raise
        finally:
            self._level = 0.0
            if armed:
                self._card.rest()
            else:
                self.disarm()

    def stop(self) -> None:
        """End the stream after the block that is being recorded."""
        self._stopped.set()

    def _stream(self, card: "_Card") -> Iterator[Samples]:
        import soxr

        resampler = soxr.ResampleStream(card.rate, SAMPLE_RATE, 1, dtype="float32")
        patience = FIRST_SOUND_SECONDS
        for block in card.pre_roll():
            yield resampler.resample_chunk(block)
        while not self._stopped.is_set():
            block = card.next(patience)
            patience = WATCHDOG_SECONDS
            self._level = float(np.sqrt(np.mean(np.square(block)))) if len(block) else 0.0
            yield resampler.resample_chunk(block)
        yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)


class _Card:
    """An open recording stream of PortAudio's."""

    def __init__(self, device: str) -> None:
        library = _library()
        self._queue: SimpleQueue[Samples] = SimpleQueue()
        self._recent: deque[Samples] = deque(maxlen=round(PRE_ROLL_SECONDS * _BLOCKS_A_SECOND))
        self._taken = False
        try:
            found = _find(library, device) or _find(_look_again(library), device)
            if found is None:
                log.event("sound.microphone_missing")
                found = library.query_devices(kind="input")
            self.name = str(found["name"])
            self.rate = int(found["default_samplerate"])
            self._stream = library.InputStream(
                device=found["index"],
                channels=min(2, found["max_input_channels"]),
                samplerate=self.rate,
                blocksize=self.rate // _BLOCKS_A_SECOND,
                dtype="float32",
                callback=self._record,
            )
            self._stream.start()
        except (library.PortAudioError, ValueError):
            raise EnvironmentFault("sound.no_microphone", retryable=True) from None
        _open_cards.add(self)

    def _record(self, data: Samples, _frames: int, _time: object, _status: object) -> None:
        block = data.mean(axis=1)
        if self._taken:
            self._queue.put(block)
        else:
            self._recent.append(block)

    def pre_roll(self) -> list[Samples]:
        """What was recorded just before; from now on blocks are queued."""
        recent = list(self._recent)
        self._taken = True
        return recent

    def rest(self) -> None:
        """Nobody takes blocks any more: from now on only the last are kept."""
        self._taken = False
        self._recent.clear()
        with suppress(Empty):
            while True:
                self._queue.get_nowait()

    def next(self, patience: float) -> Samples:
        """The next block. Raises: EnvironmentFault `sound.microphone_stopped`."""
        try:
            return self._queue.get(timeout=patience)
        except Empty:
            log.event("sound.microphone_stopped")
            raise EnvironmentFault("sound.microphone_stopped", retryable=True) from None

    def close(self) -> None:
        """Let go, in a thread of its own: a dead sound server can hold this up for ever."""
        closing = threading.Thread(target=self._close, name="sound-close", daemon=True)
        closing.start()
        closing.join(WATCHDOG_SECONDS)

    def _close(self) -> None:
        with suppress(_library().PortAudioError):
            self._stream.abort()
            self._stream.close()
        _open_cards.discard(self)


def _library() -> Any:
    try:
        import sounddevice
    except OSError:  # PortAudio itself is not installed
        raise EnvironmentFault("sound.no_microphone") from None
    return sounddevice


def _find(library: Any, device: str) -> Any:
    """The microphone of that name, None if it is not there; the system's choice for ""."""
    if not device:
        with suppress(library.PortAudioError):
            return library.query_devices(kind="input")
        return None
    for each in library.query_devices():
        if each["name"] == device and each["max_input_channels"] > 0:
            return each
    return None


def _look_again(library: Any) -> Any:
    """PortAudio lists the devices once; a microphone plugged in since is seen after a restart."""
    if not _open_cards:
        library._terminate()  # the documented way, though its name does not say so
        library._initialize()
    return library
